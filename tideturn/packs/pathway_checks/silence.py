"""Stages in which a case could stand with no clock running: there it would be lost without anybody being told.

Every way through the pathway is walked, with the clocks that run along it. Clocks that an entry of the journal may stop
are taken as stopped, because the entry may have come long before. So are those of the national queue, and those that do
not run while the person refuses contact.
"""

from collections.abc import Iterator

from tideturn.packs.errors import PackFault
from tideturn.packs.schema.clock import Clock
from tideturn.packs.schema.moment import StartKind
from tideturn.packs.schema.pathway import Move, Pathway
from tideturn.packs.yaml_file import YamlFile

Standing = tuple[str, frozenset[str]]  # a stage, and the clocks that run in it


def silent_stages(pathway: Pathway, file: YamlFile) -> Iterator[PackFault]:
    """Yield a fault for each stage, other than the ends, that a case can reach with no clock running."""
    silent = {stage for stage, running in _standings(pathway) if not running}
    for index, stage in enumerate(pathway.stages):
        if stage.id in silent and not stage.is_end:
            said = f"a case may stand in “{stage.title}” with no clock running, and be lost"
            yield file.fault(("stages", index), said, "Write a clock that this stage starts and only leaving it stops.")


def _standings(pathway: Pathway) -> set[Standing]:
    clocks = [clock for clock in pathway.clocks if _runs_whatever_happens(clock)]
    start = next(stage.id for stage in pathway.stages if stage.is_start)
    first = (start, _started(clocks, (StartKind.OPENED, None), (StartKind.STAGE, start)))
    found, waiting = {first}, [first]
    while waiting:
        stage, running = waiting.pop()
        if pathway.stage(stage).is_end:
            continue
        onwards = {_after(move, running, clocks) for move in pathway.moves_from(stage)}
        waiting.extend(onwards - found)
        found |= onwards
    return found


def _runs_whatever_happens(clock: Clock) -> bool:
    return not (clock.stops.entries or clock.only_in_national_queue or clock.asks_contact)


def _after(move: Move, running: frozenset[str], clocks: list[Clock]) -> Standing:
    stopped = {clock.id for clock in clocks if move.to in clock.stops.stages or move.id in clock.stops.moves}
    return move.to, (running - stopped) | _started(clocks, (StartKind.MOVE, move.id), (StartKind.STAGE, move.to))


def _started(clocks: list[Clock], *moments: tuple[StartKind, str | None]) -> frozenset[str]:
    return frozenset(clock.id for clock in clocks if (clock.starts.on, clock.starts.id) in moments)
