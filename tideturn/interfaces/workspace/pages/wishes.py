"""Who may see a case and why, and what the person wishes about that."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tideturn.foundations.access.models import Agency
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.sharing import queries as sharing
from tideturn.foundations.sharing.models import Wish
from tideturn.foundations.sharing.words import Stance
from tideturn.interfaces.design.forms import Choice, Day, Form, Option
from tideturn.interfaces.joint import wishing
from tideturn.interfaces.workspace import addresses, reading
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.asking import Asking, ask
from tideturn.interfaces.workspace.pages.opening import case_page, team_page
from tideturn.interfaces.workspace.presenters.asked import Confirmed, WishGiven
from tideturn.interfaces.workspace.presenters.head import head_of
from tideturn.interfaces.workspace.presenters.referrals import purpose_words
from tideturn.interfaces.workspace.presenters.sharing import seeing_of, wish_rows
from tideturn.interfaces.workspace.reading import Opened

ANYTHING, EVERYBODY = "anything", "everybody"


@case_page
@require_safe
def sharing_page(request: HttpRequest, found: Opened) -> HttpResponseBase:
    """Show who may see a case, on what ground, and which wishes are in force."""
    head = head_of(found)
    wishes = _told_to(found, wishing.wishes_of(head.person)) if head.person else ()
    parts = sharing.parts_in(found.case.id)
    words = {
        "head": head,
        "trail": head.trail,
        "ground": found.ground,
        "purpose": purpose_words(found.pathway),
        "legal": found.pathway.legal_basis,
        "seeing": seeing_of(found, parts, wishes),
        "wishes": wish_rows(found, wishes),
        "wish_href": addresses.of_case(found.case.id, "record-wish") if _may_record(found) and head.person else "",
        "is_known": head.person is not None,
    }
    response = render(request, "workspace/case/sharing.html", words)
    reading.write_down_case(found, "who sees it", head.person)
    return response


def _told_to(found: Opened, wishes: Iterable[Wish]) -> tuple[Wish, ...]:
    """Return the wishes that are the reader's to know: all, or for another team those about it and about everybody."""
    about_them = (None, found.by.agency_id)
    return tuple(wish for wish in wishes if found.sees_handling or wish.recipient_id in about_them)


@team_page
def record(request: HttpRequest, found: Opened) -> HttpResponseBase:
    """Ask what a person agrees or objects to, and keep it."""
    check_permission(found.by, Permission.WISHES_RECORD)
    person = found.case.person

    def write(answer: WishGiven, _entry: uuid.UUID) -> None:
        wishing.record_wish(
            person or uuid.uuid4(),
            stance=Stance(answer.stance),
            purpose=found.pathway.purpose if answer.purpose != ANYTHING else "",
            recipient_id=answer.recipient if answer.recipient != EVERYBODY else None,
            until=_end_of(answer.until),
            by=found.by,
        )

    asking = Asking(
        page="record a wish",
        title=_("What the person wishes"),
        form=Form(_fields(found), WishGiven),
        write=write,
        button=_("Keep this wish"),
        said=(
            _("It holds at once. An objection never takes the case from the team that answers for it."),
            _("What the law says about sharing stands apart from this: to agree adds, to object takes away."),
        ),
        why_not=_why_not(found) or ("" if person else _("Nobody knows yet who this is, so no wish can be kept.")),
        then=addresses.of_case(found.case.id, "sharing"),
    )
    return ask(request, found, asking)


@team_page
def withdraw(request: HttpRequest, found: Opened, wish_id: int) -> HttpResponseBase:
    """Ask whether a wish is withdrawn, and take it out of force."""
    check_permission(found.by, Permission.WISHES_RECORD)
    person = found.case.person
    rows = wish_rows(found, wishing.wishes_of(person)) if person else ()
    row = next((one for one in rows if one.id == wish_id), None)
    if row is None or person is None:
        raise NotHere

    def write(_answer: Confirmed, _entry: uuid.UUID) -> None:
        wishing.withdraw_wish(person, wish_id, by=found.by)

    asking = Asking(
        page="withdraw a wish",
        title=_("The person withdraws a wish"),
        form=Form((), Confirmed),
        write=write,
        button=_("It is withdrawn"),
        said=(row.words, _("It counts no more from the next reading on.")),
        why_not=_why_not(found),
        then=addresses.of_case(found.case.id, "sharing"),
    )
    return ask(request, found, asking)


def _fields(found: Opened) -> tuple[Choice | Day, ...]:
    agencies = Agency.objects.exclude(pk=found.case.team.agency_id).order_by("name").values_list("pk", "name")
    return (
        Choice(
            name="stance",
            label=_("The person"),
            options=(
                Option(Stance.AGREES, _("agrees"), _("To one agency seeing this case, when it is referred there.")),
                Option(Stance.OBJECTS, _("objects"), _("To one agency, or to every other agency, seeing this case.")),
            ),
        ),
        Choice(
            name="recipient",
            label=_("To whom does that apply?"),
            options=(Option(EVERYBODY, _("Every other agency")), *(Option(pk, name) for pk, name in agencies)),
            is_dropped_down=True,
        ),
        Choice(
            name="purpose",
            label=_("For what?"),
            options=(
                Option(found.pathway.purpose, purpose_words(found.pathway).partition(":")[0]),
                Option(ANYTHING, _("Anything at all")),
            ),
        ),
        Day(
            name="until",
            label=_("Until which day?"),
            hint=_("Leave this empty for as long as they do not say otherwise."),
            is_required=False,
            earliest=timezone.localdate() + timedelta(days=1),
        ),
    )


def _end_of(day: date | None) -> datetime | None:
    """Return the end of a day as the clock on the wall has it."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) if day else None


def _may_record(found: Opened) -> bool:
    return bool(found.relations) and Permission.WISHES_RECORD in found.by.permissions


def _why_not(found: Opened) -> str:
    return "" if found.relations else _("Wishes are kept by the team that holds the case.")
