"""Ids that stand twice in one list of a pathway: the case would keep one of the two and lose the other in silence."""

from collections.abc import Iterable, Iterator

from tideturn.packs.errors import PackFault
from tideturn.packs.schema.pathway import Pathway
from tideturn.packs.yaml_file import Place, YamlFile


def double_ids(pathway: Pathway, file: YamlFile) -> Iterator[PackFault]:
    """Yield a fault for each id that is used twice in its list, at the second of the two."""
    for place, ids in _lists(pathway):
        seen: set[str] = set()
        for index, name in enumerate(ids):
            if name in seen:
                yield file.fault((*place, index, "id"), f"“{name}” stands here twice", "Give one of them another id.")
            seen.add(name)


def _lists(pathway: Pathway) -> Iterator[tuple[Place, Iterable[str]]]:
    yield ("stages",), (stage.id for stage in pathway.stages)
    yield ("moves",), (move.id for move in pathway.moves)
    yield ("clocks",), (clock.id for clock in pathway.clocks)
    for index, clock in enumerate(pathway.clocks):
        yield ("clocks", index, "pause_reasons"), (reason.id for reason in clock.pause_reasons)
    yield ("questions",), (question.id for question in pathway.questions)
    for index, question in enumerate(pathway.questions):
        yield ("questions", index, "choices"), (choice.id for choice in question.choices)
    yield ("contact", "channels"), (channel.id for channel in pathway.contact.channels)
    yield ("contact", "results"), (result.id for result in pathway.contact.results)
    yield ("outcomes",), (outcome.id for outcome in pathway.outcomes)
    yield ("closure_reasons",), (reason.id for reason in pathway.closure_reasons)
    yield ("branches",), (branch.id for branch in pathway.branches)
    yield ("measures",), (measure.id for measure in pathway.measures)
