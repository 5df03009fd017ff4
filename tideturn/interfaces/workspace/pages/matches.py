"""Two cases that may be about one event, side by side: somebody decides, and may decide anew."""

import uuid

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from tideturn.engines.pathways.models import LikelyMatch, Report
from tideturn.engines.people.record import queries as record
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.forms import Choice, Form, LongText, Option, Tick
from tideturn.interfaces.joint import deciding, parting
from tideturn.interfaces.joint.deciding import Decision
from tideturn.interfaces.workspace import addresses, people, reading
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.asking import Asking, ask
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST, team_page
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.presenters.asked import Decided, Parted
from tideturn.interfaces.workspace.presenters.pairs import Side, lines_of
from tideturn.interfaces.workspace.reading import Opened

REDIRECT = 302


@page
@GET_OR_POST
def match(request: HttpRequest, match_id: uuid.UUID) -> HttpResponseBase:
    """Show two cases side by side and ask what they are; for who sees but one of them there is nothing."""
    actor = people.actor(request)
    check_permission(actor, Permission.MATCHES_DECIDE)
    pair = LikelyMatch.objects.filter(pk=match_id).first()
    if pair is None:
        raise NotHere
    with reading.opened(actor, pair.case_id) as found, reading.opened(actor, pair.other_id) as other:
        if not (found.relations and other.relations):
            raise NotHere
        return _decided(request, found, other, pair)


def _decided(request: HttpRequest, found: Opened, other: Opened, pair: LikelyMatch) -> HttpResponseBase:
    one, two = _side(found), _side(other)

    def write(answer: Decided, _entry: uuid.UUID) -> None:
        pair.case, pair.other = found.case, other.case
        deciding.decide(pair, Decision(answer.decision), reason=answer.reason, by=found.by)

    asking = Asking(
        page="two cases side by side",
        title=_("One event or two?"),
        form=Form((_decision(), _why()), Decided),
        write=write,
        button=_("Write down the decision"),
        template="workspace/case/pair.html",
        why_not=_standing(pair) if pair.decision == LikelyMatch.SAME else "",
        more={
            "lines": lines_of(one, two),
            "reasons": pair.reasons,
            "decided": _standing(pair),
            "ways": _ways(found, other),
        },
        then=addresses.of_case(deciding.in_order(found.case, other.case)[1].id),
    )
    answer = ask(request, found, asking)
    if answer.status_code != REDIRECT:
        reading.write_down_case(other, asking.page, other.case.person if two.identity else None)
    return answer


def _side(found: Opened) -> Side:
    case = found.case
    reports = Report.objects.filter(Q(case=case) | Q(case__joined_into=case)).order_by("received_at")
    known = record.people([case.person]) if case.person else {}
    return Side(case, tuple(reports), known.get(case.person) if case.person else None)


def _decision() -> Choice:
    return Choice(
        name="decision",
        label=_("What are they?"),
        options=(
            Option(Decision.SAME_EVENT, _("One event, reported twice"), _("The cases become one; nothing is lost.")),
            Option(Decision.SAME_PERSON, _("Two events of one person"), _("Both cases go on, about the same person.")),
            Option(Decision.DIFFERENT, _("Two events of different people"), _("Both cases go on.")),
        ),
    )


def _why() -> LongText:
    return LongText(name="reason", label=_("What speaks for that?"), rows=3)


def _standing(pair: LikelyMatch) -> str:
    if pair.decision == LikelyMatch.UNDECIDED:
        return ""
    by = pair.decided_by.shown_name if pair.decided_by else _("somebody")
    what = _("one event") if pair.decision == LikelyMatch.SAME else _("two events")
    return _("%(by)s found that these are %(what)s: %(why)s") % {"by": by, "what": what, "why": pair.decision_reason}


def _ways(found: Opened, other: Opened) -> tuple[tuple[str, str], ...]:
    """Return the way to undo a joining, where the two stand joined."""
    for source, target in ((found.case, other.case), (other.case, found.case)):
        if source.joined_into_id == target.id:
            return ((_("Part them again"), addresses.of_case(target.id, "part-cases", source_id=source.id)),)
    return ()


@team_page
def part(request: HttpRequest, found: Opened, source_id: uuid.UUID) -> HttpResponseBase:
    """Ask why two cases that were joined are two after all, and part them."""
    check_permission(found.by, Permission.MATCHES_DECIDE)
    source = found.case.joined.filter(pk=source_id).first()
    if source is None:
        raise NotHere

    def write(answer: Parted, _entry: uuid.UUID) -> None:
        deciding.part(source_id, are_two_people=answer.are_two_people, reason=answer.reason, by=found.by)

    fields = (
        Tick(name="are_two_people", label=_("They are two different people"), is_required=False),
        LongText(name="reason", label=_("What speaks for two?"), rows=3),
    )
    asking = Asking(
        page="part cases",
        title=_("Part two cases"),
        form=Form(fields, Parted),
        write=write,
        button=_("Part the cases"),
        said=(
            _("%(reference)s becomes a case of its own again, as its own journal tells it, with its own clocks.")
            % {"reference": source.reference},
        ),
        why_not="" if found.relations else _("This is for the team that holds the case."),
    )
    return ask(request, found, asking)


@team_page
def part_report(request: HttpRequest, found: Opened, report_id: uuid.UUID) -> HttpResponseBase:
    """Ask why a report that was taken into a case at once belongs to another event, and give it a case of its own."""
    check_permission(found.by, Permission.MATCHES_DECIDE)
    report = Report.objects.filter(pk=report_id, case=found.case).first()
    if report is None:
        raise NotHere

    def write(answer: Parted, _entry: uuid.UUID) -> None:
        parting.part_report(
            report_id=report_id, reason=answer.reason, by=found.by, is_other_person=answer.are_two_people
        )

    fields = (
        Tick(name="are_two_people", label=_("It is about somebody else"), is_required=False),
        LongText(name="reason", label=_("What speaks for another event?"), rows=3),
    )

    asking = Asking(
        page="part a report",
        title=_("Give a report a case of its own"),
        form=Form(fields, Parted),
        write=write,
        button=_("Give it a case of its own"),
        said=(
            _("%(reference)s gets a case of its own with your team. Its clocks run from when it was received.")
            % {"reference": report.reference},
        ),
        why_not="" if found.relations else _("This is for the team that holds the case."),
    )
    return ask(request, found, asking)
