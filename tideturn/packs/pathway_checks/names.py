"""Names in a pathway that lead nowhere: stages, moves, questions, outcomes, kinds of agency, purposes."""

from collections.abc import Iterable, Iterator

from tideturn.packs.errors import PackFault
from tideturn.packs.schema.moment import EntryKind, Moment, MomentKind, StartKind
from tideturn.packs.schema.pathway import Branch, Measure, Pathway
from tideturn.packs.schema.vocabulary import Vocabularies
from tideturn.packs.yaml_file import Place, YamlFile


def unknown_names(pathway: Pathway, file: YamlFile, vocabularies: Vocabularies) -> Iterator[PackFault]:
    """Yield a fault for each name that is nothing in this pathway, nor in the words of its country."""
    names = _Names(pathway, file, vocabularies)
    yield from names.check("purpose", pathway.purpose, ("purpose",))
    for index, kind in enumerate(pathway.may_start.agency_kinds):
        yield from names.check("agency kind", kind, ("may_start", "agency_kinds", index))
    yield from _in_moves(pathway, names)
    yield from _in_clocks(pathway, names)
    for index, question in enumerate(pathway.questions):
        yield from names.check("stage", question.stage, ("questions", index, "stage"))
    for index, branch in enumerate(pathway.branches):
        yield from _in_branch(pathway, branch, names, ("branches", index))
    for index, measure in enumerate(pathway.measures):
        yield from _in_measure(measure, names, ("measures", index))


class _Names:
    """What may be named, by the word for it."""

    def __init__(self, pathway: Pathway, file: YamlFile, vocabularies: Vocabularies) -> None:
        self.file = file
        self.known = {
            "stage": _ids(pathway.stages),
            "move": _ids(pathway.moves),
            "clock": _ids(pathway.clocks),
            "question": _ids(pathway.questions),
            "branch": _ids(pathway.branches),
            "outcome": _ids(pathway.outcomes),
            "contact result": _ids(pathway.contact.results),
            "agency kind": _ids(vocabularies.agency_kinds),
            "purpose": _ids(vocabularies.purposes),
            "journal entry": [kind.value for kind in EntryKind],
        }

    def check(self, noun: str, name: str, place: Place) -> Iterator[PackFault]:
        """Yield a fault where there is no such thing of that name."""
        if name not in self.known[noun]:
            where = " of vocabularies.yaml" if noun in ("agency kind", "purpose") else ""
            known = ", ".join(self.known[noun]) or "none is written"
            yield self.file.fault(place, f"there is no {noun} “{name}”", f"Choose one{where}: {known}.")


def _ids(things: Iterable[object]) -> list[str]:
    return [str(thing.id) for thing in things]  # type: ignore[attr-defined]


def _in_moves(pathway: Pathway, names: _Names) -> Iterator[PackFault]:
    for index, move in enumerate(pathway.moves):
        place = ("moves", index)
        for step, stage in enumerate(move.from_):
            yield from names.check("stage", stage, (*place, "from", step))
        yield from names.check("stage", move.to, (*place, "to"))
        for step, question in enumerate(move.needs):
            yield from names.check("question", question, (*place, "needs", step))
        for step, outcome in enumerate(move.outcome or ()):
            yield from names.check("outcome", outcome, (*place, "outcome", step))


STARTED_BY = {
    StartKind.STAGE: "stage",
    StartKind.MOVE: "move",
    StartKind.CONTACT: "contact result",
    StartKind.REFERRAL: "agency kind",
    StartKind.BRANCH: "branch",
}


def _in_clocks(pathway: Pathway, names: _Names) -> Iterator[PackFault]:
    for index, clock in enumerate(pathway.clocks):
        place = ("clocks", index)
        if clock.starts.id is not None:
            yield from names.check(STARTED_BY[clock.starts.on], clock.starts.id, (*place, "starts", "id"))
        for step, stage in enumerate(clock.stops.stages):
            yield from names.check("stage", stage, (*place, "stops", "stages", step))
        for step, move in enumerate(clock.stops.moves):
            yield from names.check("move", move, (*place, "stops", "moves", step))


def _in_branch(pathway: Pathway, branch: Branch, names: _Names, place: tuple[str | int, ...]) -> Iterator[PackFault]:
    yield from names.check("agency kind", branch.refers_to, (*place, "refers_to"))
    if branch.clock is not None:
        yield from names.check("clock", branch.clock, (*place, "clock"))
    if branch.when.answer is None:
        return
    asked = branch.when.answer
    yield from names.check("question", asked.question, (*place, "when", "answer", "question"))
    question = next((one for one in pathway.questions if one.id == asked.question), None)
    if question is not None and asked.equals not in question.possible_answers:
        may = ", ".join(question.possible_answers) or "none: ask it as yes-no, choice or choices"
        problem = f"“{asked.equals}” can never be the answer to “{question.label}”"
        yield names.file.fault((*place, "when", "answer", "equals"), problem, f"Possible answers: {may}.")


def _in_measure(measure: Measure, names: _Names, place: tuple[str | int, ...]) -> Iterator[PackFault]:
    yield from _in_moment(measure.from_, names, (*place, "from"))
    if measure.to is not None:
        yield from _in_moment(measure.to, names, (*place, "to"))
    if measure.limit_clock is not None:
        yield from names.check("clock", measure.limit_clock, (*place, "limit_clock"))


def _in_moment(moment: Moment, names: _Names, place: tuple[str | int, ...]) -> Iterator[PackFault]:
    nouns = {MomentKind.STAGE: "stage", MomentKind.MOVE: "move", MomentKind.ENTRY: "journal entry"}
    if moment.id is not None:
        yield from names.check(nouns[moment.on], moment.id, (*place, "id"))
