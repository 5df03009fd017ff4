"""Asking another team into a case, or to take it over; and what became of that, for both sides."""

import uuid
from collections.abc import Callable, Mapping, Sequence

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tideturn.engines.pathways.actions.appending import NewEntry, append
from tideturn.engines.pathways.actions.keeping import state_of
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import NotAllowedNow
from tideturn.engines.pathways.state import Referral
from tideturn.foundations.access.models import Team
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.forms import Choice, Form, LongText, Text, Tick
from tideturn.interfaces.workspace import addresses, reading, referred
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.asking import Asking, ask
from tideturn.interfaces.workspace.pages.opening import case_page, team_page
from tideturn.interfaces.workspace.presenters import teams
from tideturn.interfaces.workspace.presenters.asked import NoteGiven, ProtectionTold, ReasonGiven, TeamChosen
from tideturn.interfaces.workspace.presenters.head import head_of
from tideturn.interfaces.workspace.presenters.referrals import purpose_words, rows_of
from tideturn.interfaces.workspace.reading import Opened
from tideturn.packs.schema.pathway import Branch


@case_page
@require_safe
def referrals(request: HttpRequest, found: Opened) -> HttpResponseBase:
    """Show the referrals of a case with their history: all to the team, to another team its own."""
    referred.note_seen(found)
    head = head_of(found)
    words = {"head": head, "trail": head.trail, "rows": rows_of(found, referred.visible(found)), "found": found}
    response = render(request, "workspace/case/referrals.html", {**words, **_ways(found)})
    reading.write_down_case(found, "referrals", head.person)
    return response


def _ways(found: Opened) -> dict[str, str]:
    if not found.relations:
        return {}
    return {
        "refer_href": addresses.of_case(found.case.id, "refer"),
        "hand_over_href": addresses.of_case(found.case.id, "hand-over"),
    }


@team_page
def refer(request: HttpRequest, found: Opened) -> HttpResponseBase:
    """Ask another team into the case; the lead stays."""
    said = (
        purpose_words(found.pathway),
        _(
            "They see the case while the referral is open, if an agreement between the agencies covers it or the "
            "person agreed. The lead stays with your team."
        ),
    )
    return ask(request, found, _sending(request, found, "refer", _("Refer to another team"), said, hands_over=False))


@team_page
def hand_over(request: HttpRequest, found: Opened) -> HttpResponseBase:
    """Ask another team to take the case over; the lead stays until somebody there says yes."""
    check_permission(found.by, Permission.CASES_HAND_OVER)
    said = (
        purpose_words(found.pathway),
        _("Your team has the case until somebody there accepts. They become its lead; your team sees it no longer."),
    )
    return ask(request, found, _sending(request, found, "hand over", _("Hand the case over"), said, hands_over=True))


def _sending(
    request: HttpRequest, found: Opened, page: str, title: str, said: tuple[str, ...], *, hands_over: bool
) -> Asking[TeamChosen]:
    def write(answer: TeamChosen, entry: uuid.UUID) -> None:
        data = {"to_team": answer.to_team, "why": answer.why, **({"hands_over": True} if hands_over else {})}
        _write(found, Kind.REFERRAL_SENT, data, entry)

    narrowing = teams.narrowing_of(request.GET, found.case)
    warned = teams.warning_of(found.case, request.POST.get("to_team", ""))
    fields = (
        Choice(
            name="to_team",
            label=_("To which team?"),
            options=teams.options(teams.teams(narrowing, found.case)),
            is_dropped_down=True,
            missing=_("Choose a team from the list."),
        ),
        *((_knowing(warned),) if warned else ()),
        LongText(name="why", label=_("Why, and what do you ask of them?"), hint=_("They read this first.")),
    )
    return Asking(
        page=page,
        title=title,
        form=Form(fields, _chosen),
        write=write,
        button=title,
        said=said,
        why_not=_why_not(found),
        template="workspace/case/refer.html",
        more={"narrowing": narrowing, "purpose": purpose_words(found.pathway)},
        then=addresses.of_case(found.case.id, "referrals"),
    )


def _knowing(warned: str) -> Tick:
    """Return the box that is ticked by whoever sends a referral that will not be seen as it is."""
    missing = _("The team you chose would not see the case. Choose another, or tick the box to send it all the same.")
    return Tick(name="knowing", label=_("Send it all the same"), hint=warned, missing=missing)


def _chosen(*, to_team: str, why: str, knowing: bool = False) -> TeamChosen:
    return TeamChosen(to_team, why)


@team_page
def assign(request: HttpRequest, found: Opened) -> HttpResponseBase:
    """Give a case of the national queue to the team that will answer for it."""
    check_permission(found.by, Permission.NATIONAL_QUEUE)

    def write(answer: TeamChosen, entry: uuid.UUID) -> None:
        _write(found, Kind.TEAM_CHANGED, {"team": answer.to_team, "reason": answer.why}, entry)

    narrowing = teams.narrowing_of(request.GET, found.case)
    fields = (
        Choice(
            name="to_team",
            label=_("Which team answers?"),
            is_dropped_down=True,
            options=teams.options(teams.teams(narrowing, found.case)),
            missing=_("Choose a team from the list."),
        ),
        LongText(name="why", label=_("Why this team?"), rows=3),
    )
    is_here = found.case.team.is_national_queue
    asking = Asking(
        page="assign a team",
        title=_("Give the case to a team"),
        form=Form(fields, TeamChosen),
        write=write,
        button=_("Give the case to this team"),
        said=(_("It is theirs at once, and their duty lead is told."),),
        why_not="" if is_here else _("This case has a team. It is handed over by that team."),
        template="workspace/case/refer.html",
        more={"narrowing": narrowing},
    )
    return ask(request, found, asking)


@team_page
def protection(request: HttpRequest, found: Opened, branch: str) -> HttpResponseBase:
    """Tell child or adult protection, by a referral or in another way that is written down."""
    chosen = next((one for one in found.pathway.branches if one.id == branch), None)
    if chosen is None:
        raise NotHere
    return ask(request, found, _telling(found, chosen))


def _telling(found: Opened, branch: Branch) -> Asking[ProtectionTold]:
    near = teams.of_kind(branch.refers_to, found.case)
    names = {str(team.pk): teams.name_of(team) for team in near}

    def write(answer: ProtectionTold, entry: uuid.UUID) -> None:
        if not (answer.to_team or answer.to):
            raise NotAllowedNow(_("Say who is told: choose a team, or write who it was."))
        if answer.to_team:
            sent = {"to_team": answer.to_team, "why": answer.note or branch.title}
            _write(found, Kind.REFERRAL_SENT, sent, uuid.uuid5(entry, "referral"))
        told = names.get(answer.to_team) or answer.to
        data = {"branch": branch.id, "to": told, **({"note": answer.note} if answer.note else {})}
        _write(found, Kind.PROTECTION_REFERRED, data, entry)

    fields = (
        *((_team_field(near),) if near else ()),
        Text(
            name="to",
            label=_("Somebody else, told by telephone or in another way"),
            is_required=not near,
            hint=_("Their name and office, for example “duty social worker, Northmark council”."),
        ),
        LongText(name="note", label=_("What were they told?"), is_required=False),
    )
    applies = branch.id in state_of(found.case).branches
    return Asking(
        page=f"protection {branch.id}",
        title=branch.title,
        form=Form(fields, _told),
        write=write,
        button=_("Write down that they are told"),
        said=(branch.words, _("If somebody is in danger now, call the emergency number first.")),
        why_not=_why_not(found) or ("" if applies else _("Nothing in this case says so at present.")),
    )


def _team_field(near: Sequence[Team]) -> Choice:
    return Choice(
        name="to_team",
        label=_("Which team is told through this referral?"),
        is_required=False,
        is_dropped_down=True,
        options=teams.options(near),
        nothing=_("None of these"),
    )


def _told(*, to: str, note: str, to_team: str = "") -> ProtectionTold:
    return ProtectionTold(to_team, to, note)


@case_page
def referral(request: HttpRequest, found: Opened, referral_id: uuid.UUID, act: str) -> HttpResponseBase:
    """Answer a referral, or take it back: who may do which, the engine says."""
    chosen = next((one for one in referred.visible(found) if one.id == str(referral_id)), None)
    if act not in ACTS or chosen is None:
        raise NotHere
    referred.note_seen(found)
    return ask(request, found, ACTS[act](found, chosen))


def _accept(found: Opened, chosen: Referral) -> Asking[NoteGiven]:
    hands_over = getattr(chosen, "hands_over", False)
    said = (
        _("You become the lead, and your team holds the case from then on.")
        if hands_over
        else _("Your team takes part from then on. The lead stays with the team that holds the case.")
    )
    return _answer(found, chosen, Kind.REFERRAL_ACCEPTED, _("Accept the referral"), said)


def _done(found: Opened, chosen: Referral) -> Asking[NoteGiven]:
    said = _("You see the case until then. The team that holds it is told.")
    title = _("What was asked is done")
    return _answer(found, chosen, Kind.REFERRAL_DONE, title, said, label=_("What came of it?"), is_required=True)


def _answer(
    found: Opened, chosen: Referral, kind: Kind, title: str, said: str, label: str = "", *, is_required: bool = False
) -> Asking[NoteGiven]:
    def write(answer: NoteGiven, entry: uuid.UUID) -> None:
        _write(found, kind, {"referral": chosen.id, **({"note": answer.note} if answer.note else {})}, entry)

    note = LongText(name="note", label=label or _("A word to them"), is_required=is_required, rows=3)
    why_not = _not_the_receiver(found, chosen)
    return Asking(kind.value, title, Form((note,), NoteGiven), write, title, (_why(chosen), said), why_not)


def _decline(found: Opened, chosen: Referral) -> Asking[ReasonGiven]:
    label, title = _("Why not, and who could instead?"), _("Decline the referral")
    said = _("You see the case no longer. The team that holds it is told at once, so that nobody waits for you.")
    why_not = _not_the_receiver(found, chosen)
    return _with_reason(found, chosen, Kind.REFERRAL_DECLINED, title, label, said, why_not)


def _revoke(found: Opened, chosen: Referral) -> Asking[ReasonGiven]:
    said = _("Their part in the case ends at once, and they are told.")
    title = _("Take the referral back")
    return _with_reason(found, chosen, Kind.REFERRAL_REVOKED, title, _("Why?"), said, _why_not(found))


def _with_reason(
    found: Opened, chosen: Referral, kind: Kind, title: str, label: str, said: str, why_not: str
) -> Asking[ReasonGiven]:
    def write(answer: ReasonGiven, entry: uuid.UUID) -> None:
        _write(found, kind, {"referral": chosen.id, "reason": answer.reason}, entry)

    form = Form((LongText(name="reason", label=label, rows=3),), ReasonGiven)
    return Asking(kind.value, title, form, write, title, (_why(chosen), said), why_not)


ACTS: Mapping[str, Callable[[Opened, Referral], Asking[object]]] = {
    "accept": _accept,  # type: ignore[dict-item]
    "decline": _decline,  # type: ignore[dict-item]
    "done": _done,  # type: ignore[dict-item]
    "revoke": _revoke,  # type: ignore[dict-item]
}


def _why(chosen: Referral) -> str:
    return _("Asked: %(why)s") % {"why": chosen.why} if chosen.why else _("No reason was written.")


def _why_not(found: Opened) -> str:
    return "" if found.relations else _("This is for the team that holds the case.")


def _not_the_receiver(found: Opened, chosen: Referral) -> str:
    is_theirs = uuid.UUID(chosen.to_team) in found.by.team_ids
    return "" if is_theirs else _("Only the team that this was referred to answers it.")


def _write(found: Opened, kind: Kind, data: Mapping[str, object], entry: uuid.UUID) -> None:
    append(case_id=found.case.id, entry=NewEntry(kind, data, id=entry), by=found.by)
