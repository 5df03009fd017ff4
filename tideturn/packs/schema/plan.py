"""A published plan and its commitments, in the pack's own words; the wording itself is never in a pack."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, field_validator, model_validator

from tideturn.packs.schema.document import Precision
from tideturn.packs.schema.frozen import Day, Frozen, Kebab, Label, LocalId, LongHttpsAddress, Mark, Name, Sentence

TITLE_WORDS_AT_MOST = 12


class Nature(StrEnum):
    """Whether the plan's own words ask others, promise, or answer what was asked."""

    ASKED = "asked"
    PROMISED = "promised"
    ANSWERED = "answered"


class State(StrEnum):
    """Whether the plan is still being worked to."""

    CURRENT = "current"
    CLOSED = "closed"
    SUPERSEDED = "superseded"


class Kind(StrEnum):
    """What the document calls the thing."""

    ACTION = "action"
    RECOMMENDATION = "recommendation"
    COMMITMENT = "commitment"
    MILESTONE = "milestone"
    PROMISE = "promise"


class Status(StrEnum):
    """The owner's own position, on one scale."""

    NOT_STARTED = "not_started"
    UNDER_CONSIDERATION = "under_consideration"
    IN_EARLY_DEVELOPMENT = "in_early_development"
    UNDER_WAY = "under_way"
    COMPLETE = "complete"
    PAUSED = "paused"
    SUPERSEDED = "superseded"


class AcceptanceValue(StrEnum):
    """What those who were asked answered."""

    ACCEPTED = "accepted"
    IN_PART = "in_part"
    DECLINED = "declined"
    UNDER_CONSIDERATION = "under_consideration"
    NO_ANSWER_HELD = "no_answer_held"


class Basis(StrEnum):
    """Whether the source says it in so many words, or it is a reading of the source."""

    STATED = "stated"
    READING = "reading"


class Bound(StrEnum):
    """What the words before a sum say about it."""

    UP_TO = "up_to"
    OVER = "over"
    AROUND = "around"
    AT_LEAST = "at_least"


class Section(Frozen):
    """A heading of the plan under which commitments stand."""

    id: Kebab
    title: Name


class StatedStatus(Frozen):
    """The position printed in the plan's own document."""

    as_written: Name
    value: Status
    as_at: Day
    document: Kebab


class Acceptance(Frozen):
    """An answer to what was asked, dated and sourced; `no_answer_held` needs neither."""

    value: AcceptanceValue
    by: str = ""
    on: Day | None = None
    document: Kebab | None = None
    basis: Basis = Basis.STATED
    reason: str = ""

    @model_validator(mode="after")
    def check_answer_is_dated_and_sourced(self) -> "Acceptance":
        """Refuse an answer that does not say who gave it, when and where."""
        if self.value is not AcceptanceValue.NO_ANSWER_HELD and not (self.by and self.on and self.document):
            raise ValueError("an answer needs by, on and document")
        return self


class Deadline(Frozen):
    """A date written inside the text, beside the plan's own timescale words."""

    as_written: Name
    due: Day | None = None


class Measure(Frozen):
    """Whether anybody could tell that it was done, and by what."""

    exists: bool
    note: str = ""


class Money(Frozen):
    """A sum named in the text; `part_of` names the sum it is already counted in.

    `not_added` says why a total leaves it out, such as that another plan names the same sum; `to` is who receives it.
    """

    id: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    as_written: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    amount: int = Field(gt=0, le=10**15)
    currency: str = Field(default="GBP", pattern=r"^[A-Z]{3}$")
    per: Mark | None = None
    bound: Bound | None = None
    part_of: str | None = None
    not_added: str = ""
    to: Name | None = None
    purpose: str = ""
    period_start: Day | None = None
    period_end: Day | None = None
    document: Kebab | None = None

    @model_validator(mode="after")
    def check_period_runs_forward(self) -> "Money":
        """Refuse a period that ends before it begins."""
        if self.period_start and self.period_end and self.period_end < self.period_start:
            raise ValueError("period_end is before period_start")
        return self


class Position(Frozen):
    """A later position found in a source that is named."""

    on: Day
    note: Sentence
    source: Sentence
    status: Status | None = None
    by: str = ""
    document: Kebab | None = None
    address: LongHttpsAddress | None = None


class Commitment(Frozen):
    """One thing asked or promised, under our own short title."""

    id: LocalId
    kind: Kind
    title: Name
    section: Kebab | None = None
    number: Mark | None = None
    parent: LocalId | None = None
    owners: tuple[Sentence, ...] = ()
    others: tuple[Sentence, ...] = ()
    asked_of: tuple[Sentence, ...] = ()
    made_by: tuple[Sentence, ...] = ()
    timescale: tuple[Name, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    condition: str = ""
    new: bool = False
    every_area: bool = False
    measure: Measure | None = None
    status: StatedStatus | None = None
    acceptance: Acceptance | None = None
    money: tuple[Money, ...] = ()
    positions: tuple[Position, ...] = ()
    doubts: tuple[str, ...] = ()

    @field_validator("timescale", mode="before")
    @classmethod
    def one_line_or_several(cls, value: object) -> object:
        """Accept a timescale written as one line or as a list of lines."""
        return (value,) if isinstance(value, str) else (value or ())

    @field_validator("number", mode="before")
    @classmethod
    def number_as_text(cls, value: object) -> object:
        """Accept a number that YAML read as an integer."""
        return str(value) if isinstance(value, int) else value

    @field_validator("title")
    @classmethod
    def title_is_short(cls, value: str) -> str:
        """Refuse a title longer than twelve words."""
        if len(value.split()) > TITLE_WORDS_AT_MOST:
            raise ValueError(f"the title has more than {TITLE_WORDS_AT_MOST} words")
        return value

    @model_validator(mode="after")
    def money_parts_exist(self) -> "Commitment":
        """Refuse a part of a sum that is not in the same list, or is part of itself."""
        wholes = {money.id: money.part_of for money in self.money}
        for money in self.money:
            if money.part_of is not None and (money.part_of not in wholes or money.part_of == money.id):
                raise ValueError(f"money {money.id}: part_of names no other sum of this commitment")
            above, steps = money.part_of, 0
            while above is not None and steps <= len(wholes):
                above, steps = wholes.get(above), steps + 1
            if above is not None:
                raise ValueError(f"money {money.id}: part_of leads round in a circle, so that no sum is the whole")
        return self


class Plan(Frozen):
    """A published plan: who made it, when, whether it is still worked to, and what it holds."""

    id: Kebab
    title: Sentence
    short_title: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    publisher: Sentence
    made_by: tuple[Sentence, ...] = Field(min_length=1)
    nature: Nature
    state: State
    published: Day
    published_precision: Precision = Precision.DAY
    position_as_at: Day
    documents: tuple[Kebab, ...] = Field(min_length=1)
    layout: Label
    sections: tuple[Section, ...] = ()
    commitments: tuple[Commitment, ...] = Field(min_length=1)
    state_since: Day | None = None
    state_reason: str = ""
    timescale_rules: Kebab | None = None

    @model_validator(mode="after")
    def check_state_is_dated(self) -> "Plan":
        """Refuse an ended plan without the day on which it ended."""
        if self.state is not State.CURRENT and self.state_since is None:
            raise ValueError("a plan that is closed or superseded needs state_since")
        if self.state is State.CURRENT and self.state_since is not None:
            raise ValueError(
                "a current plan has no state_since: leave it out, or say that the plan is closed or superseded"
            )
        return self
