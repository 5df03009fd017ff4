"""Who a case is about: what was told, what was put right, and who was found to be the same person."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tideturn.engines.pathways.actions.naming import check_may_name
from tideturn.engines.pathways.errors import NotAllowedNow
from tideturn.engines.people.record import actions as people
from tideturn.engines.people.record import queries as record
from tideturn.engines.people.record.details import FIELDS, PersonDetails
from tideturn.engines.people.record.errors import DetailsRefused, PersonNotFound
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit
from tideturn.interfaces.design.forms import Form, LongText
from tideturn.interfaces.joint import deciding, naming
from tideturn.interfaces.workspace import addresses, reading
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.asking import Asking, ask
from tideturn.interfaces.workspace.pages.opening import team_page
from tideturn.interfaces.workspace.presenters.asked import Corrected, ReasonGiven
from tideturn.interfaces.workspace.presenters.head import head_of
from tideturn.interfaces.workspace.presenters.person import field_of, label_of, page_of, values_of
from tideturn.interfaces.workspace.presenters.reporting import PERSON, field_for, who
from tideturn.interfaces.workspace.reading import Opened


@team_page
@require_safe
def person(request: HttpRequest, found: Opened) -> HttpResponseBase:
    """Show what is known of a person and how it came to be known."""
    identity = _identity(found)
    head = head_of(found)
    words = {"head": head, "trail": head.trail, "person": page_of(found, identity)}
    response = render(request, "workspace/case/person.html", words)
    reading.write_down_case(found, "person", identity.id)
    return response


@team_page
def name_person(request: HttpRequest, found: Opened) -> HttpResponseBase:
    """Ask who the person is of whom nobody knew, and how that is known."""
    check_permission(found.by, Permission.CASES_WRITE)

    def write(answer: Mapping[str, Any], entry: uuid.UUID) -> None:
        details = {name: answer[name] or None for name in PERSON}
        if not any((*details.values(), answer["home_area"])):
            raise NotAllowedNow(_("Write at least one thing that is known of the person."))
        try:
            told = PersonDetails(**details, area=answer["home_area"] or None)
        except DetailsRefused as error:
            raise DetailsRefused({field_for((name,)): said for name, said in error.reasons.items()}) from None
        naming.name_person(found.case, told, reason=answer["reason"], entry_id=entry, by=found.by)

    reason = LongText(name="reason", label=_("How is it known?"), rows=3)
    asking: Asking[Mapping[str, Any]] = Asking(
        page="say who it is",
        title=_("Say who it is"),
        form=Form((*who(), reason), dict),
        write=write,
        button=_("Keep who it is"),
        said=(
            _("Write what is known, and leave out the rest. If it turns out to be somebody else, withdraw the entry."),
        ),
        why_not=_why_not_named(found),
    )
    return ask(request, found, asking)


def _why_not_named(found: Opened) -> str:
    try:
        check_may_name(found.case, found.by)
    except NotAllowedNow as error:
        return str(error)
    return ""


@team_page
def correct(request: HttpRequest, found: Opened, field: str) -> HttpResponseBase:
    """Ask for one detail as it is right, and why; what was told stays as it was told."""
    check_permission(found.by, Permission.CASES_WRITE)
    identity, name = _identity(found), field.replace("-", "_")
    if name not in FIELDS:
        raise NotHere

    def write(answer: Corrected, _entry: uuid.UUID) -> None:
        try:
            people.correct(identity.id, name, answer.value or None, reason=answer.reason, by=found.by)
        except DetailsRefused as error:
            raise DetailsRefused(
                {"value" if key == name else key: said for key, said in error.reasons.items()}
            ) from None
        audit.record(actor=found.by, action="correct", kind="person", subject=identity.id, detail={"detail": name})

    reason = LongText(name="reason", label=_("How do you know?"), rows=3)
    asking = Asking(
        page=f"correct {field}",
        title=_("Put right: %(detail)s") % {"detail": label_of(name)},
        form=Form((field_of(name), reason), Corrected),
        write=write,
        button=_("Put it right"),
        said=(_("What was told stays in the record as it was told. Leave it empty if it is not known."),),
        why_not=_why_not(found),
        values=values_of(name, identity.details),
        then=addresses.of_case(found.case.id, "person"),
    )
    return ask(request, found, asking)


@team_page
def separate(request: HttpRequest, found: Opened, joining_id: uuid.UUID) -> HttpResponseBase:
    """Ask why two who were found to be one person are two, and separate them."""
    check_permission(found.by, Permission.MATCHES_DECIDE)
    identity = _identity(found)
    joining = next((one for one in record.joinings(identity.id) if one.id == joining_id), None)
    if joining is None:
        raise NotHere

    def write(answer: ReasonGiven, _entry: uuid.UUID) -> None:
        deciding.separate_people(joining_id, person=identity.id, reason=answer.reason, by=found.by)

    asking = Asking(
        page="separate persons",
        title=_("These are two people"),
        form=Form((LongText(name="reason", label=_("How do you know?"), rows=3),), ReasonGiven),
        write=write,
        button=_("Separate them"),
        said=(
            _("%(name)s found that they are one: %(why)s") % {"name": joining.by_name, "why": joining.reason},
            _("Each has again what was told of them, and nothing else."),
        ),
        why_not=_why_not(found),
        then=addresses.of_case(found.case.id, "person"),
    )
    return ask(request, found, asking)


def _identity(found: Opened) -> record.Identity:
    if found.case.person is None:
        raise NotHere
    try:
        return record.person(found.case.person)
    except PersonNotFound:
        raise NotHere from None


def _why_not(found: Opened) -> str:
    return "" if found.relations else _("This is for the team that holds the case.")
