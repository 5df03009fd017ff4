"""The same pathway in words, as lists within lists: for those who cannot see the picture, for print, for a terminal."""

from collections.abc import Iterator
from dataclasses import dataclass

from tideturn.interfaces.design.pathways.clock_words import clock_words, joined
from tideturn.interfaces.design.pathways.rows import clocks_of, number_of
from tideturn.packs.schema.clock import Clock
from tideturn.packs.schema.moment import StartKind
from tideturn.packs.schema.pathway import Branch, Move, Mover, Pathway, Stage

WHO = {
    Mover.LEAD: "the lead",
    Mover.TEAM: "anyone in the team",
    Mover.DUTY_LEAD: "the duty lead",
    Mover.AGENCY_MANAGER: "the agency's manager",
    Mover.ANY_WITH_CASE: "anyone who works on the case",
}


@dataclass(frozen=True)
class WordItem:
    """A sentence, and the sentences that belong under it."""

    text: str
    parts: tuple["WordItem", ...] = ()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Return the item and all under it as lines, each deeper one further to the right."""
        yield f"{'  ' * depth}- {self.text}"
        for part in self.parts:
            yield from part.lines(depth + 1)


def words(pathway: Pathway) -> tuple[WordItem, ...]:
    """Return a pathway as a list: why, who starts it, each stage with its clocks and moves, what else may happen."""
    return (
        WordItem(f"Why: {pathway.why}"),
        WordItem(f"It may be started by {joined(_starters(pathway), 'or')}."),
        *(_stage_item(pathway, stage) for stage in pathway.stages),
        *_any_stage_items(pathway),
        WordItem("How a case can end", tuple(WordItem(f"{one.title}: {one.words}") for one in pathway.outcomes)),
        WordItem("Why a case may be closed", tuple(WordItem(f"{one.title}.") for one in pathway.closure_reasons)),
        WordItem("What is measured in each area", tuple(WordItem(f"{one.title}.") for one in pathway.measures)),
    )


def _starters(pathway: Pathway) -> list[str]:
    kinds = [kind.replace("-", " ") for kind in pathway.may_start.agency_kinds]
    return [*kinds, "the person themselves"] if pathway.may_start.self else kinds


def _stage_item(pathway: Pathway, stage: Stage) -> WordItem:
    mark = " Every case begins here." if stage.is_start else " The case ends here." if stage.is_end else ""
    mark += " A case does not come here while the person refuses contact." if stage.asks_contact else ""
    asked = [question.label for question in pathway.questions if question.stage == stage.id]
    moves = () if stage.is_end else pathway.moves_from(stage.id)
    parts = (
        *(_clock_item(pathway, clock) for clock in clocks_of(pathway, stage)),
        *([WordItem("Asked here", tuple(WordItem(label) for label in asked))] if asked else []),
        *(_move_item(pathway, move) for move in moves),
    )
    return WordItem(f"Stage {number_of(pathway, stage.id)}, {stage.title}. {stage.words}{mark}", parts)


def _move_item(pathway: Pathway, move: Move) -> WordItem:
    target = f"stage {number_of(pathway, move.to)}, {pathway.stage(move.to).title}"
    parts = [WordItem(f"May be made by {joined((WHO[who] for who in move.who), 'or')}.")]
    if move.needs:
        needed = tuple(WordItem(pathway.question(question).label) for question in move.needs)
        parts.append(WordItem("Needs an answer to", needed))
    if move.outcome:
        ends = {outcome.id: outcome.title for outcome in pathway.outcomes}
        parts.append(WordItem("Ends as", tuple(WordItem(f"{ends[outcome]}.") for outcome in move.outcome)))
    return WordItem(f"Move “{move.title}” to {target}", tuple(parts))


def _any_stage_items(pathway: Pathway) -> Iterator[WordItem]:
    loose = [clock for clock in pathway.clocks if clock.starts.on in (StartKind.CONTACT, StartKind.REFERRAL)]
    parts = (
        *(_clock_item(pathway, clock) for clock in loose),
        *(_branch_item(pathway, branch) for branch in pathway.branches),
    )
    if parts:
        yield WordItem("At any stage", parts)


def _branch_item(pathway: Pathway, branch: Branch) -> WordItem:
    told = f"{branch.title}: {branch.refers_to.replace('-', ' ')} is told. {branch.words}"
    clocks = [clock for clock in pathway.clocks if (clock.starts.on, clock.starts.id) == (StartKind.BRANCH, branch.id)]
    return WordItem(told, tuple(_clock_item(pathway, clock) for clock in clocks))


def _clock_item(pathway: Pathway, clock: Clock) -> WordItem:
    said = clock_words(pathway, clock)
    return WordItem(said[0], tuple(WordItem(text) for text in said[1:]))
