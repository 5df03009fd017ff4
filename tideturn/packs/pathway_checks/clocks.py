"""Clocks that nobody answers, that can never start or stop, or that warn before they begin."""

from collections.abc import Iterator

from tideturn.packs.errors import PackFault
from tideturn.packs.pathway_checks.roads import reachable
from tideturn.packs.schema.clock import Clock
from tideturn.packs.schema.moment import EntryKind, LimitUnit, Span, StartKind
from tideturn.packs.schema.pathway import Pathway
from tideturn.packs.yaml_file import YamlFile

# A day that begins just before midnight ends at 17:00 on the next, and once a year the night between is an hour short.
SHORTEST_FIRST_DAY = 16


def clock_faults(pathway: Pathway, file: YamlFile) -> Iterator[PackFault]:
    """Yield a fault for each clock that would mislead those who trust it."""
    for index, clock in enumerate(pathway.clocks):
        place = ("clocks", index)
        if not clock.escalate_to:
            said = f"nobody answers when “{clock.title}” runs out"
            yield file.fault(place, said, "Write escalate_to: who is told, in order.")
        if clock.warn_before is not None and not is_shorter(clock.warn_before, clock.limit):
            said = f"the warning ({clock.warn_before.words}) is not shorter than the limit ({clock.limit.words})"
            yield file.fault((*place, "warn_before"), said, "Warn later, or leave warn_before out.")
        if clock.may_pause != bool(clock.pause_reasons):
            odd = "may pause without a reason" if clock.may_pause else "has reasons to pause and may not"
            yield file.fault(
                place, f"“{clock.title}” {odd}", "Write may_pause: true together with pause_reasons, or neither."
            )
        yield from _start_faults(pathway, clock, file, place)
        yield from _stop_faults(pathway, clock, file, place)


def is_shorter(warning: Span, limit: Span) -> bool:
    """Tell whether a warning always comes after the clock began: days are taken at the shortest that they can be."""
    if warning.unit is limit.unit:
        return warning.amount < limit.amount
    return _most_hours(warning) < _fewest_hours(limit)


def _fewest_hours(span: Span) -> int:
    return span.amount if span.unit is LimitUnit.HOURS else SHORTEST_FIRST_DAY + 24 * (span.amount - 1)


def _most_hours(span: Span) -> int:
    return span.amount if span.unit is LimitUnit.HOURS else 24 * span.amount + 1


def _start_faults(pathway: Pathway, clock: Clock, file: YamlFile, place: tuple[str | int, ...]) -> Iterator[PackFault]:
    ends = {stage.id for stage in pathway.stages if stage.is_end}
    ends |= {move.id for move in pathway.moves if move.to in ends}
    if clock.starts.on in (StartKind.STAGE, StartKind.MOVE) and clock.starts.id in ends:
        said = f"“{clock.title}” can never run: closing the case stops every clock"
        yield file.fault((*place, "starts"), said, "Let it start before the end, or take the clock away.")
    branches = [branch for branch in pathway.branches if branch.clock == clock.id]
    if clock.starts.on is StartKind.BRANCH and clock.starts.id not in {branch.id for branch in branches}:
        said = f"the branch “{clock.starts.id}” does not name “{clock.id}” as its clock"
        yield file.fault((*place, "starts"), said, f"Write clock: {clock.id} at that branch.")
    for branch in branches:
        if (clock.starts.on, clock.starts.id) not in {
            (StartKind.BRANCH, branch.id),
            (StartKind.REFERRAL, branch.refers_to),
        }:
            said = f"the branch “{branch.id}” names this clock, which starts on something else"
            remedy = f"Write starts: {{on: branch, id: {branch.id}}}, or {{on: referral, id: {branch.refers_to}}}."
            yield file.fault((*place, "starts"), said, remedy)


def _stop_faults(pathway: Pathway, clock: Clock, file: YamlFile, place: tuple[str | int, ...]) -> Iterator[PackFault]:
    if not (clock.stops.stages or clock.stops.moves or clock.stops.entries):
        said = f"“{clock.title}” can never stop before the case is closed"
        yield file.fault((*place, "stops"), said, "Name a stage, a move or a journal entry that answers it.")
        return
    if not clock.stops.entries and not _may_stop(pathway, clock):
        said = f"“{clock.title}” can never stop: nothing that stops it comes after its start"
        yield file.fault((*place, "stops"), said, "Name a stage or a move that can still be reached.")
    has_contact = any(result.is_contact for result in pathway.contact.results)
    if EntryKind.CONTACT_MADE in clock.stops.entries and not has_contact:
        said = "no result of contact counts as contact, so that contact-made never happens"
        yield file.fault((*place, "stops", "entries"), said, "Write is_contact: true at a result of contact.")


def _may_stop(pathway: Pathway, clock: Clock) -> bool:
    """Tell whether a case may still come to a stage or a move that stops the clock."""
    standing = _where_started(pathway, clock)
    reached = reachable(pathway, standing)
    moves = [move for move in pathway.moves if reached & set(move.from_)]
    entered = {move.to for move in moves}
    return bool(entered & set(clock.stops.stages) or {move.id for move in moves} & set(clock.stops.moves))


def _where_started(pathway: Pathway, clock: Clock) -> list[str]:
    """Return the stages in which a case may stand when the clock starts."""
    if clock.starts.on is StartKind.STAGE:
        return [stage.id for stage in pathway.stages if stage.id == clock.starts.id]
    if clock.starts.on is StartKind.MOVE:
        return [move.to for move in pathway.moves if move.id == clock.starts.id]
    return [stage.id for stage in pathway.stages if stage.is_start]
