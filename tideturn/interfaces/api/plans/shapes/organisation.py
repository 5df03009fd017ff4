"""An organisation, in a list and on its own."""

from datetime import date

from pydantic import Field

from tideturn.interfaces.api.plans.shapes.parts import AsOf, Envelope, OrganisationName, Shape


class OrganisationItem(OrganisationName):
    """A body, a class of bodies, or a post."""

    kind: str
    exists_from: date | None
    exists_until: date | None
    owned_count: int = Field(description="How many commitments it owns.")
    href: str = Field(description="Its page, for people.")


class OrganisationPage(Envelope):
    """One page of organisations, by name."""

    items: list[OrganisationItem]


class SuccessionItem(Shape):
    """One body taking over from another."""

    organisation: OrganisationName
    on: date
    source: str


class OrganisationAnswer(AsOf, OrganisationItem):
    """An organisation with its other names, and those before and after it."""

    other_names: list[str] = Field(description="Other spellings under which documents name it.")
    successors: list[SuccessionItem] = Field(description="Who took over from it.")
    predecessors: list[SuccessionItem] = Field(description="From whom it took over.")
    address: str | None
    note: str | None
    commitments_href: str = Field(description="Where the API lists what it owns.")
