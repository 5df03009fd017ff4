"""A plan, in a list and on its own."""

from datetime import date

from pydantic import Field

from tideturn.engines.plans.words import Nature, Precision, State
from tideturn.interfaces.api.plans.shapes.parts import (
    AsOf,
    DocumentItem,
    Envelope,
    MoneyTotal,
    OrganisationName,
    Shape,
)


class PlanItem(Shape):
    """A published plan."""

    id: str
    title: str = Field(description="The name of the publication.")
    short_title: str
    publisher: OrganisationName
    nature: Nature = Field(description="Whether its words ask others, promise, or answer what was asked.")
    state: State = Field(description="Whether it was still worked to on the day asked about.")
    state_since: date | None = Field(description="Since when it is closed or superseded; null while it is current.")
    published: date
    published_precision: Precision = Field(description="How exactly the date is known.")
    position_as_at: date = Field(description="The date to which the documents held speak about this plan.")
    commitment_count: int
    href: str = Field(description="Its page, for people.")
    api_href: str


class PlanPage(Envelope):
    """One page of plans, oldest first."""

    items: list[PlanItem]


class SectionItem(Shape):
    """A heading of a plan."""

    id: str
    title: str


class Counts(Shape):
    """How far the commitments of a plan have come: asked, accepted, claimed done, checked."""

    asked: int = Field(description="All of them: what was asked for or promised.")
    accepted: int = Field(description="Accepted, in full or in part, or promised by its maker.")
    claimed_complete: int = Field(description="Called complete by the owner.")
    checked: int = Field(description="Judged by someone other than the owner.")
    silent: int = Field(description="Nothing heard of in the documents held.")
    overdue: int = Field(description="Accepted and past the date.")
    window_passed: int = Field(description="Past the date asked for, and never accepted.")
    due_soon: int = Field(description="Due within 90 days.")


class PlanAnswer(AsOf, PlanItem):
    """A plan with its sections, documents, counts and money."""

    state_reason: str | None
    sections: list[SectionItem]
    documents: list[DocumentItem]
    counts: Counts
    money: list[MoneyTotal]
    commitments_href: str = Field(description="Where the API lists its commitments.")
