"""A pathway: the stages of a case, who may move it, the clocks that run, what is asked and how it may end."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from tideturn.packs.errors import PackError
from tideturn.packs.schema.clock import Clock, Source
from tideturn.packs.schema.frozen import Frozen, Kebab, Label, Name, Sentence
from tideturn.packs.schema.moment import Moment
from tideturn.packs.schema.question import Question

ReferencePrefix = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Mover(StrEnum):
    """Who may make a move."""

    LEAD = "lead"
    TEAM = "team"
    DUTY_LEAD = "duty-lead"
    AGENCY_MANAGER = "agency-manager"
    ANY_WITH_CASE = "any-with-case"


class LegalBasis(Frozen):
    """A provision of law that allows what the pathway does."""

    title: Name
    provision: Name
    note: str = ""


class MayStart(Frozen):
    """Who may report that somebody needs this pathway; with `from_listing`, only from a service of the directory."""

    agency_kinds: tuple[Kebab, ...] = ()
    self: bool = False
    from_listing: bool = False


class Stage(Frozen):
    """Where a case can stand; `title` is a few words because boards and diagrams show it."""

    id: Kebab
    title: Label
    words: Sentence
    is_start: bool = False
    is_end: bool = False
    asks_contact: bool = False  # reaching out to the person; not entered while they refuse contact


class Move(Frozen):
    """A step from one of some stages to another; a move to an end needs one of `outcome` and a closure reason."""

    id: Kebab
    title: Label
    from_: tuple[Kebab, ...] = Field(alias="from")
    to: Kebab
    who: tuple[Mover, ...] = ()
    needs: tuple[Kebab, ...] = ()
    outcome: tuple[Kebab, ...] | None = None


class ContactChannel(Frozen):
    """A way of reaching somebody."""

    id: Kebab
    title: Name


class ContactResult(Frozen):
    """What became of an attempt; `is_contact` where the person themselves was reached."""

    id: Kebab
    title: Name
    is_contact: bool


class Contact(Frozen):
    """How attempts to reach the person are written down."""

    channels: tuple[ContactChannel, ...] = Field(min_length=1)
    results: tuple[ContactResult, ...] = Field(min_length=1)


class Outcome(Frozen):
    """How a case can end for the person."""

    id: Kebab
    title: Name
    words: Sentence


class ClosureReason(Frozen):
    """Why a case was closed."""

    id: Kebab
    title: Name


class Answer(Frozen):
    """An answer to a question: `yes` or `no`, or the id of a choice."""

    question: Kebab
    equals: Kebab


class When(Frozen):
    """What makes a branch apply: the person's age, or an answer; exactly one of the two."""

    age_below: int | None = Field(default=None, ge=1, le=130)
    answer: Answer | None = None

    @model_validator(mode="after")
    def check_one_condition(self) -> "When":
        """Refuse none and both."""
        if (self.age_below is None) == (self.answer is None):
            raise ValueError("write either age_below or answer")
        return self


class Branch(Frozen):
    """Somebody else who must be told beside the pathway, without the case being let go of."""

    id: Kebab
    title: Name
    when: When
    refers_to: Kebab
    clock: Kebab | None = None
    words: Sentence


class MeasureKind(StrEnum):
    """What a measure shows."""

    COUNT = "count"  # how many reached `from`
    TIME = "time"  # median time from `from` to `to`, share within the limit, how many still wait
    OUTCOMES = "outcomes"  # how many closed with each outcome


class Measure(Frozen):
    """A figure shown per area, never per worker."""

    id: Kebab
    title: Name
    kind: MeasureKind
    from_: Moment = Field(alias="from")
    to: Moment | None = None
    limit_clock: Kebab | None = None

    @model_validator(mode="after")
    def check_ends_fit(self) -> "Measure":
        """Refuse a time without an end, and a count with one."""
        if (self.kind is MeasureKind.TIME) != (self.to is not None):
            raise ValueError("a time needs to, and nothing else takes it")
        if self.limit_clock is not None and self.to is None:
            raise ValueError("only a time has a limit_clock")
        return self


class Meeting(Frozen):
    """The meeting at which agencies look at cases together."""

    title: Name
    daily: bool
    purpose: Sentence


class Pathway(Frozen):
    """The file pathways/<id>.yaml."""

    id: Kebab
    title: Name
    edition: Label
    purpose: Kebab
    why: Sentence
    legal_basis: tuple[LegalBasis, ...] = Field(min_length=1)
    sources: tuple[Source, ...] = ()
    reference_prefix: ReferencePrefix
    may_start: MayStart
    stages: tuple[Stage, ...] = Field(min_length=2)
    moves: tuple[Move, ...] = Field(min_length=1)
    clocks: tuple[Clock, ...] = Field(min_length=1)
    questions: tuple[Question, ...] = ()
    contact: Contact
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    closure_reasons: tuple[ClosureReason, ...] = Field(min_length=1)
    branches: tuple[Branch, ...] = ()
    measures: tuple[Measure, ...] = ()
    meeting: Meeting | None = None

    @property
    def start(self) -> Stage:
        """Return the stage in which every case begins."""
        return next(stage for stage in self.stages if stage.is_start)

    def stage(self, stage_id: str) -> Stage:
        """Return a stage by its id."""
        return next(stage for stage in self.stages if stage.id == stage_id)

    def move(self, move_id: str) -> Move:
        """Return a move by its id."""
        return next(move for move in self.moves if move.id == move_id)

    def clock(self, clock_id: str) -> Clock:
        """Return a clock by its id."""
        return next(clock for clock in self.clocks if clock.id == clock_id)

    def question(self, question_id: str) -> Question:
        """Return a question by its id."""
        return next(question for question in self.questions if question.id == question_id)

    def moves_from(self, stage_id: str) -> tuple[Move, ...]:
        """Return the moves that may be made from a stage, in the order of the file."""
        return tuple(move for move in self.moves if stage_id in move.from_)

    def is_end(self, move: Move) -> bool:
        """Tell whether a move closes the case."""
        return self.stage(move.to).is_end


def find_pathway(pathways: Iterable[Pathway], pathway_id: str) -> Pathway:
    """Return one of some pathways, or raise a sentence that says which there are."""
    by_id = {pathway.id: pathway for pathway in pathways}
    if pathway_id not in by_id:
        raise PackError(f"There is no pathway “{pathway_id}” in this pack. Its pathways: {', '.join(by_id) or 'none'}.")
    return by_id[pathway_id]
