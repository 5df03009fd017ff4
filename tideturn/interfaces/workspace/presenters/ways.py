"""Where to go from the page of a case: the lead, referrals, tasks, clocks, who sees it, and what can be taken back."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tideturn.engines.pathways import rules
from tideturn.engines.pathways.checks.withdrawing import WITHDRAWABLE
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Entry, Report
from tideturn.engines.pathways.state import State
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.workspace import addresses, referred
from tideturn.interfaces.workspace.presenters.due import title_of
from tideturn.interfaces.workspace.reading import Opened


@dataclass(frozen=True)
class Way:
    """A page to go to."""

    label: str
    href: str


@dataclass(frozen=True)
class Ways:
    """The ways on from a case, by the part of the page where they stand."""

    offered: tuple[Way, ...] = ()
    lead: tuple[Way, ...] = ()
    person: tuple[Way, ...] = ()
    protection: tuple[Way, ...] = ()
    clocks: tuple[Way, ...] = ()
    tasks: tuple[Way, ...] = ()
    referrals: tuple[Way, ...] = ()
    parts: tuple[Way, ...] = ()
    parting: tuple[Way, ...] = ()
    withdrawable: frozenset[uuid.UUID] = frozenset()


def ways_of(found: Opened, state: State, entries: Sequence[Entry]) -> Ways:
    """Return the ways on from a case for whoever looks at it; none leads to what is not theirs to do."""
    sharing = _ways(found, (("sharing", _("Who sees this case, and what the person wishes")),)) + _readers(found)
    if not found.relations:
        return Ways(referrals=_answers(found, state), parts=sharing)
    is_open = state.is_open and found.case.joined_into_id is None
    return Ways(
        offered=_offered(found, state) if is_open else (),
        lead=_lead(found, state) if is_open else (),
        person=_person(found, is_open=is_open),
        protection=_protection(found, state) if is_open else (),
        clocks=_clocks(found, state) if is_open else (),
        tasks=_ways(found, (("tasks", _("Add a task, or tick one off")),)) if is_open else (),
        referrals=_ways(found, (("referrals", _("Referrals, and handing over")),)),
        parts=sharing,
        parting=_parting(found) if is_open else (),
        withdrawable=frozenset(entry.id for entry in entries if _may_withdraw(found, entry)),
    )


def _ways(found: Opened, pages: Iterable[tuple[str, str]], **parts: object) -> tuple[Way, ...]:
    return tuple(Way(label, addresses.of_case(found.case.id, page, **parts)) for page, label in pages)


def _person(found: Opened, *, is_open: bool) -> tuple[Way, ...]:
    if found.case.person:
        return _ways(found, (("person", _("What was told of them, and putting it right")),))
    return _ways(found, (("name-person", _("Say who it is")),)) if is_open else ()


def _readers(found: Opened) -> tuple[Way, ...]:
    may_see = has_permission(found.by, Permission.READERS_SEE)
    return _ways(found, (("readers", _("Who has read this case")),)) if may_see else ()


def _act(found: Opened, act: str, label: str) -> Way:
    return Way(label, addresses.of_case(found.case.id, "lead", act=act))


def _offered(found: Opened, state: State) -> tuple[Way, ...]:
    if state.lead_offered_to is None or state.lead_offered_to != found.by.user_id:
        return ()
    return _act(found, "accept", _("Accept the lead")), _act(found, "decline", _("Say no to the lead"))


def _lead(found: Opened, state: State) -> tuple[Way, ...]:
    if found.case.team.is_national_queue and has_permission(found.by, Permission.NATIONAL_QUEUE):
        return (Way(_("Give the case to a team"), addresses.of_case(found.case.id, "assign-team")),)
    is_mine, is_offered_to_me = state.lead == found.by.user_id, state.lead_offered_to == found.by.user_id
    acts = {
        "take": (_("Take the lead"), not is_mine and not is_offered_to_me and rules.TEAM in found.relations),
        "offer": (_("Offer the lead to a colleague"), state.lead_offered_to is None),
        "decline": (_("Take the offer back"), state.lead_offered_to is not None and not is_offered_to_me),
        "leave": (_("Lay the lead down"), state.lead is not None),
    }
    return tuple(_act(found, act, label) for act, (label, is_possible) in acts.items() if is_possible)


def _protection(found: Opened, state: State) -> tuple[Way, ...]:
    waiting = {run.clock for run in state.runs if run.is_running}
    branches = [branch for branch in found.pathway.branches if branch.id in state.branches]
    label = _("Tell them, and write it down: %(title)s")
    return tuple(
        Way(
            label % {"title": branch.title},
            addresses.of_case(found.case.id, "protection", branch=branch.id),
        )
        for branch in branches
        if branch.clock is None or branch.clock in waiting
    )


def _clocks(found: Opened, state: State) -> tuple[Way, ...]:
    may_pause = {clock.id for clock in found.pathway.clocks if clock.may_pause}
    runs = [run for run in state.runs if run.is_running and run.clock in may_pause]
    labels = {True: _("Let “%(clock)s” go on"), False: _("Pause “%(clock)s”")}
    return tuple(
        Way(
            labels[run.is_paused] % {"clock": title_of(run.clock, found.pathway)},
            addresses.of_case(found.case.id, "clock", clock=run.clock),
        )
        for run in runs
    )


def _answers(found: Opened, state: State) -> tuple[Way, ...]:
    own = [one for one in state.referrals if referred.is_to(found, one) and one.is_open]
    return _ways(found, (("referrals", _("Answer the referral")),)) if own else ()


def _parting(found: Opened) -> tuple[Way, ...]:
    """Return where a report or a case that was taken in is given back what is its own."""
    if not has_permission(found.by, Permission.MATCHES_DECIDE):
        return ()
    taken_in = Entry.objects.filter(case=found.case, kind=Kind.REPORT_JOINED).values_list("data__report", flat=True)
    reports = Report.objects.filter(case=found.case, pk__in=list(taken_in)).order_by("received_at")
    joined = found.case.joined.order_by("opened_at")
    label = _("Give %(reference)s a case of its own")
    return (
        *(_part(found, label, "part-report", report.reference, report_id=report.pk) for report in reports),
        *(_part(found, _("Part %(reference)s again"), "part-cases", one.reference, source_id=one.pk) for one in joined),
    )


def _part(found: Opened, label: str, page: str, reference: str, **parts: uuid.UUID) -> Way:
    return Way(label % {"reference": reference}, addresses.of_case(found.case.id, page, **parts))


def _may_withdraw(found: Opened, entry: Entry) -> bool:
    is_own = entry.by_id is not None and entry.by_id == found.by.user_id
    return Kind(entry.kind) in WITHDRAWABLE and (is_own or rules.DUTY_LEAD in found.relations)
