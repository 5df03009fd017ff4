"""Who has a case: taking the lead, offering it, saying yes or no to it, and laying it down."""

import uuid
from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from tideturn.engines.pathways import rules
from tideturn.engines.pathways.actions.appending import NewEntry, append
from tideturn.engines.pathways.actions.keeping import state_of
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.state import State
from tideturn.interfaces.design.forms import Choice, Form, LongText
from tideturn.interfaces.workspace import staff_of
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.asking import Asking, ask
from tideturn.interfaces.workspace.pages.opening import team_page
from tideturn.interfaces.workspace.presenters.asked import ColleagueChosen, Confirmed, ReasonGiven
from tideturn.interfaces.workspace.presenters.rows import lead_of
from tideturn.interfaces.workspace.reading import Opened


@team_page
def lead(request: HttpRequest, found: Opened, act: str) -> HttpResponseBase:
    """Ask what one act about the lead needs, and do it."""
    if act not in ACTS:
        raise NotHere
    return ask(request, found, ACTS[act](found, state_of(found.case)))


def _take(found: Opened, state: State) -> Asking[Confirmed]:
    """To take is to be offered it by oneself and to say yes, so that the journal knows one way alone to a lead."""

    def write(_answer: Confirmed, entry: uuid.UUID) -> None:
        if state.lead_offered_to != found.by.user_id:
            _write(found, Kind.LEAD_OFFERED, {"to": found.by.user_id}, uuid.uuid5(entry, "offered"))
        _write(found, Kind.LEAD_ACCEPTED, {}, entry)

    is_mine = state.lead is not None and state.lead == found.by.user_id
    why_not = _("The lead is yours already.") if is_mine else _only_for_the_team(found)
    return Asking(
        "take the lead",
        _("Take the lead"),
        Form((), Confirmed),
        write,
        _("Take the lead"),
        (_now(found), _("From then on you answer for this case, and its clocks tell you first.")),
        why_not,
    )


def _offer(found: Opened, state: State) -> Asking[ColleagueChosen]:
    def write(answer: ColleagueChosen, entry: uuid.UUID) -> None:
        _write(found, Kind.LEAD_OFFERED, {"to": int(answer.to), **_noted(answer.note)}, entry)

    options = staff_of.options(staff_of.members(found.case.team), but_not=(state.lead, found.by.user_id))
    fields = (
        Choice(name="to", label=_("To whom?"), options=options, is_dropped_down=len(options) > 6),
        LongText(name="note", label=_("A word to them"), is_required=False, rows=3),
    )
    nobody = "" if options else _("Nobody else belongs to %(team)s at present.") % {"team": found.case.team.name}
    return Asking(
        "offer the lead",
        _("Offer the lead to a colleague"),
        Form(fields, ColleagueChosen),
        write,
        _("Offer the lead"),
        (_now(found), _("The lead stays where it is until they say yes.")),
        _only_for_the_team(found) or nobody,
    )


def _accept(found: Opened, state: State) -> Asking[Confirmed]:
    def write(_answer: Confirmed, entry: uuid.UUID) -> None:
        _write(found, Kind.LEAD_ACCEPTED, {}, entry)

    is_asked = state.lead_offered_to is not None and state.lead_offered_to == found.by.user_id
    why_not = "" if is_asked else _("The lead is not offered to you.")
    return Asking(
        "accept the lead",
        _("Accept the lead"),
        Form((), Confirmed),
        write,
        _("Accept the lead"),
        (_now(found), _("From then on you answer for this case, and its clocks tell you first.")),
        why_not,
    )


def _decline(found: Opened, state: State) -> Asking[ReasonGiven]:
    def write(answer: ReasonGiven, entry: uuid.UUID) -> None:
        _write(found, Kind.LEAD_DECLINED, {"reason": answer.reason}, entry)

    why_not = "" if state.lead_offered_to is not None else _("The lead is offered to nobody.")
    title = _("Say no to the lead") if state.lead_offered_to == found.by.user_id else _("Take the offer back")
    return Asking(
        "decline the lead",
        title,
        _reason(_("Why?")),
        write,
        title,
        (_now(found), _("The lead stays where it is.")),
        why_not,
    )


def _leave(found: Opened, state: State) -> Asking[ReasonGiven]:
    def write(answer: ReasonGiven, entry: uuid.UUID) -> None:
        _write(found, Kind.LEAD_LEFT, {"reason": answer.reason}, entry)

    duty = found.case.team.duty_lead
    to = duty.shown_name if duty else _("the team")
    why_not = "" if state.lead is not None else _("Nobody has taken the lead: the duty lead has it already.")
    return Asking(
        "leave the lead",
        _("Lay the lead down"),
        _reason(_("Why?")),
        write,
        _("Lay the lead down"),
        (_now(found), _("The duty lead, %(name)s, has the case from then on.") % {"name": to}),
        why_not,
    )


ACTS: Mapping[str, Callable[[Opened, State], Asking[object]]] = {
    "take": _take,  # type: ignore[dict-item]
    "offer": _offer,  # type: ignore[dict-item]
    "accept": _accept,  # type: ignore[dict-item]
    "decline": _decline,  # type: ignore[dict-item]
    "leave": _leave,  # type: ignore[dict-item]
}


def _write(found: Opened, kind: Kind, data: Mapping[str, object], entry: uuid.UUID) -> None:
    append(case_id=found.case.id, entry=NewEntry(kind, data, id=entry), by=found.by)


def _noted(note: str) -> dict[str, object]:
    return {"note": note} if note else {}


def _reason(label: str) -> Form[ReasonGiven]:
    return Form((LongText(name="reason", label=label, rows=3),), ReasonGiven)


def _now(found: Opened) -> str:
    return _("At present the lead is %(name)s.") % {"name": lead_of(found.case)}


def _only_for_the_team(found: Opened) -> str:
    if found.relations & {rules.LEAD, rules.TEAM, rules.DUTY_LEAD, rules.MANAGER}:
        return ""
    return _("This is for %(team)s.") % {"team": found.case.team.name}
