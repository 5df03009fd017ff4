"""Moves that nobody may make, that start nowhere, or that close a case without saying how it ended."""

from collections.abc import Iterator

from tideturn.packs.errors import PackFault
from tideturn.packs.schema.pathway import Pathway
from tideturn.packs.yaml_file import YamlFile


def move_faults(pathway: Pathway, file: YamlFile) -> Iterator[PackFault]:
    """Yield a fault for each move that cannot be made, or that closes a case without an outcome."""
    ends = {stage.id for stage in pathway.stages if stage.is_end}
    others = {stage.id for stage in pathway.stages} - ends
    for index, move in enumerate(pathway.moves):
        place = ("moves", index)
        if not move.who:
            yield file.fault(place, f"nobody may make the move “{move.title}”", "Write who: a list of roles.")
        if not move.from_:
            yield file.fault((*place, "from"), f"the move “{move.title}” starts nowhere", "Name at least one stage.")
        for step, stage in enumerate(move.from_):
            if stage in ends:
                said = f"“{move.title}” leaves “{stage}”, and a closed case does not move"
                yield file.fault((*place, "from", step), said, "Take it out: whatever happens next is a new case.")
        if move.to in ends and not move.outcome:
            said = f"“{move.title}” closes the case without an outcome"
            yield file.fault(place, said, "Write outcome: the outcomes that it may end with.")
        if move.to in others and move.outcome is not None:
            said = f"“{move.title}” has an outcome and does not close the case"
            yield file.fault((*place, "outcome"), said, "Take outcome out, or let the move lead to an end.")
