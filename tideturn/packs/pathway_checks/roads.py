"""The roads through a pathway: whether every stage can be reached, and whether an end can be reached from each."""

from collections.abc import Iterable, Iterator

from tideturn.packs.errors import PackFault
from tideturn.packs.schema.pathway import Pathway
from tideturn.packs.yaml_file import YamlFile


def road_faults(pathway: Pathway, file: YamlFile) -> Iterator[PackFault]:
    """Yield a fault for each stage that no case can reach, and for each from which no case can be closed."""
    starts = [stage.id for stage in pathway.stages if stage.is_start]
    if len(starts) != 1:
        said = f"{len(starts)} stages are marked is_start"
        yield file.fault(("stages",), said, "Mark the one stage in which every case begins.")
        return
    reached = reachable(pathway, starts)
    for index, stage in enumerate(pathway.stages):
        if stage.is_start and stage.is_end:
            said = f"“{stage.title}” is both the start and an end"
            yield file.fault(("stages", index), said, "A case that ends as it begins is nobody's: take one mark away.")
        elif stage.id not in reached:
            said = f"“{stage.title}” can never be reached"
            yield file.fault(("stages", index), said, "Write a move that leads to it, or take the stage away.")
        elif not stage.is_end and not _has_end(pathway, reachable(pathway, [stage.id])):
            said = f"“{stage.title}” is a dead end: no way leads from it to an end"
            yield file.fault(("stages", index), said, "Write a move onwards, or mark the stage is_end.")
        elif not stage.is_end and not _has_end(pathway, reachable(pathway, [stage.id], is_refused=True)):
            said = f"“{stage.title}” is a dead end for those who refuse contact: every way asks for it"
            remedy = "Write a move to a stage without asks_contact, or to an end."
            yield file.fault(("stages", index), said, remedy)


def reachable(pathway: Pathway, stages: Iterable[str], *, is_refused: bool = False) -> set[str]:
    """Return the stages given and all that can be reached from them; a closed case does not move.

    Where the person refuses contact, stages that ask for it are not entered.
    """
    ends = {stage.id for stage in pathway.stages if stage.is_end}
    barred = {stage.id for stage in pathway.stages if stage.asks_contact and is_refused}
    reached, waiting = set(stages), list(stages)
    while waiting:
        standing = waiting.pop()
        onwards = {move.to for move in pathway.moves_from(standing)} - barred if standing not in ends else set()
        waiting.extend(onwards - reached)
        reached |= onwards
    return reached


def _has_end(pathway: Pathway, reached: set[str]) -> bool:
    return any(stage.is_end for stage in pathway.stages if stage.id in reached)
