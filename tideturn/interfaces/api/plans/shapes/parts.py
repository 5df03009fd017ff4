"""What several answers have in common."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from tideturn.engines.plans.words import Precision


class Shape(BaseModel):
    """A frozen part of an answer."""

    model_config = ConfigDict(frozen=True)


class OrganisationName(Shape):
    """An organisation, by id and name."""

    id: str
    name: str
    is_generic: bool = Field(description="Whether it is a class, such as “all services”, rather than one body.")
    is_proposed: bool = Field(description="Whether it is a post or body that was asked for and does not exist yet.")
    api_href: str


class DocumentName(Shape):
    """A document, by id and title."""

    id: str
    title: str
    address: str | None = Field(description="Its official address, where one is known.")


class DocumentItem(DocumentName):
    """A published document whose facts are held, or one known to exist and not held."""

    plan: str | None = Field(description="The id of the plan it belongs to.")
    publisher: OrganisationName
    published: date | None = Field(description="Null where the date is not known.")
    published_precision: Precision
    licence: str | None
    is_held: bool = Field(description="Whether its facts are held. A document that is not held is one known to exist.")
    is_attached: bool = Field(description="Whether its full wording is attached here and can be quoted.")
    note: str | None


class MoneyTotal(Shape):
    """What the sums of one currency and period come to; parts are left out, so that nothing is counted twice."""

    amount: int
    currency: str
    per: str | None = Field(description="“year” for yearly sums, which are never added to whole ones.")
    sums: int = Field(description="How many sums are in the total.")
    has_bounds: bool = Field(description="Whether one of the sums is “up to”, “over”, “around” or “at least”.")


class AsOf(Shape):
    """An answer that speaks of a day."""

    as_of: date = Field(description="The day that the answer speaks of, with what was known then.")


class Envelope(AsOf):
    """One page of a list."""

    total: int = Field(description="How many items the whole list holds.")
    next: str | None = Field(description="The cursor of the next page; null on the last.")


class DocumentPage(Envelope):
    """One page of documents."""

    items: list[DocumentItem]
