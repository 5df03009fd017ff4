"""A commitment on its own: with everything that is held about it."""

from datetime import date

from pydantic import Field

from tideturn.engines.plans.words import (
    AcceptanceValue,
    Basis,
    Bound,
    Confidence,
    LinkKind,
    LinkOrigin,
    Origin,
    Relation,
    Status,
    VerdictValue,
    Wording,
)
from tideturn.interfaces.api.plans.shapes.commitment import CommitmentItem, CommitmentName
from tideturn.interfaces.api.plans.shapes.parts import (
    AsOf,
    DocumentItem,
    DocumentName,
    MoneyTotal,
    OrganisationName,
    Shape,
)


class Deadline(Shape):
    """A date written in the text itself."""

    as_written: str
    due: date | None


class DueDateRevision(Shape):
    """A later due date; the first one is never lost."""

    due: date
    decided_on: date
    by: OrganisationName
    reason: str
    source: str
    origin: Origin


class Due(Shape):
    """When it falls due and why we say so."""

    timescale: list[str] = Field(description="The plan's own words.")
    first_due: date | None = Field(description="The date before any revision.")
    is_open_ended: bool
    reasoning: str = Field(description="Why we say so.")
    deadlines: list[Deadline]
    revisions: list[DueDateRevision]


class Measure(Shape):
    """Whether anybody could tell that it was done, and by what."""

    exists: bool | None = Field(description="Null where that was not judged.")
    note: str | None


class Acceptance(Shape):
    """What somebody answered, dated and sourced."""

    value: AcceptanceValue
    by: OrganisationName | None
    on: date | None
    document: DocumentName | None
    basis: Basis = Field(description="Whether the source says so, or it is our reading of the source.")
    reason: str | None
    origin: Origin


class Response(Shape):
    """The answer given, in our words."""

    by: OrganisationName
    on: date
    document: DocumentName
    summary: str


class Evidence(Shape):
    """A link or a file that bears out a claim or a verdict."""

    title: str
    address: str | None
    file_name: str | None
    sha256: str | None
    media_type: str | None
    dated: date | None


class Position(Shape):
    """A dated claim of how far it is, with the source that reports it."""

    status: Status | None = Field(description="Null where the source says something and gives no status.")
    as_written: str | None
    on: date
    by: OrganisationName | None
    note: str | None
    source: str
    document: DocumentName | None
    address: str | None
    evidence: list[Evidence]
    origin: Origin


class Verdict(Shape):
    """What a named author outside the owner's body found."""

    value: VerdictValue
    author: str
    organisation: OrganisationName
    on: date
    reason: str
    evidence: list[Evidence]
    origin: Origin


class Sum(Shape):
    """A sum as printed."""

    id: str
    as_written: str
    amount: int
    currency: str
    per: str | None
    bound: Bound | None
    part_of: str | None = Field(description="The id of the sum that already counts it.")
    not_added: str | None = Field(description="Why no total adds it although no sum beside it counts it.")
    recipient: OrganisationName | None
    purpose: str | None
    period_start: date | None
    period_end: date | None
    document: DocumentName | None


class Money(Shape):
    """The sums named, and their totals without parts."""

    sums: list[Sum]
    totals: list[MoneyTotal]


class Lines(Shape):
    """A run of lines in the attached file, counted from 1, both inclusive."""

    first: int
    last: int


class Quotation(Shape):
    """The wording as published, and where it stands."""

    part: Wording
    wording: str
    file_name: str
    lines: list[Lines]
    document: DocumentName | None


class AreaDelivery(Shape):
    """How one area stands on what every area must do."""

    area_scheme: str
    area_code: str
    status: Status
    on: date
    by: OrganisationName | None
    note: str | None
    source: str
    evidence: list[Evidence]
    origin: Origin


class LinkedCommitment(CommitmentName):
    """A commitment at the other end of a link."""

    published: date = Field(description="When its plan was published.")


class Link(Shape):
    """What a later or acting commitment does to an earlier or asked-for one; no source states it: it is our reading."""

    id: str
    relation: Relation
    relation_in_words: str
    why: str
    confidence: Confidence
    origin: LinkOrigin
    kind: LinkKind
    rank: int | None = Field(description="Among several readings, 1 is the best.")
    commitment: LinkedCommitment


class Lineage(Shape):
    """Where it comes from and what came of it."""

    earlier: list[Link] = Field(description="What this one does to earlier ones: read “this … that”.")
    later: list[Link] = Field(description="What later ones do to this one: read “that … this”.")
    story: list[LinkedCommitment] = Field(
        description="All that it continues and all that continued it, oldest first, itself among them."
    )
    begins: int = Field(description="The year in which the story begins.")


class Correction(Shape):
    """A slip of the register that was mended; until that day it said otherwise, as `as_of` shows."""

    corrected_on: date
    fields: list[str] = Field(description="What was wrong: title, wording, owners, start_date, due_date.")
    reason: str


class CommitmentAnswer(AsOf, CommitmentItem):
    """One commitment with everything that is held about it."""

    plan_title: str
    children: list[CommitmentName]
    due_window: Due
    condition: str | None = Field(description="Under which condition it holds, in our words.")
    measure: Measure
    doubts: list[str] = Field(description="What is unsure about our reading of the document.")
    quotations: list[Quotation] = Field(
        description="The wording as published; empty where the document is not attached."
    )
    acceptances: list[Acceptance] = Field(description="Every answer held, oldest first.")
    responses: list[Response]
    positions: list[Position] = Field(description="Every position held, oldest first.")
    verdicts: list[Verdict] = Field(description="Every verdict held, oldest first; empty where nobody has checked.")
    corrections: list[Correction] = Field(description="The slips mended by the day, the latest first.")
    money: Money
    area_deliveries: list[AreaDelivery]
    lineage: Lineage
    documents: list[DocumentItem] = Field(description="The plan's documents, held and known not to be held.")
