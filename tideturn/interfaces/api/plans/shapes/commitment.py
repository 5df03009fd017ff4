"""A commitment in a list: what most readers need of it."""

from datetime import date

from pydantic import Field

from tideturn.engines.plans.words import AcceptanceValue, Kind, Status, VerdictValue
from tideturn.interfaces.api.plans.shapes.parts import Envelope, OrganisationName, Shape
from tideturn.interfaces.api.plans.shapes.plan import SectionItem
from tideturn.methods.promises.standing import Timing


class CommitmentName(Shape):
    """A commitment, by plan, local id and title."""

    id: str = Field(description="The plan's id and the local id, joined by a slash.")
    plan: str = Field(description="The id of its plan.")
    local_id: str = Field(description="Its id within the plan; it stays for ever.")
    title: str = Field(description="Our own short title, not the wording of the document.")
    href: str = Field(description="Its page, for people.")
    api_href: str


class CommitmentItem(CommitmentName):
    """A thing asked or promised, as it stood on the day asked about."""

    kind: Kind = Field(description="What the document calls it.")
    number: str | None = Field(description="Its number as printed.")
    section: SectionItem | None
    parent: str | None = Field(description="The local id of the commitment it stands under.")
    made_by: list[OrganisationName]
    asked_of: list[OrganisationName] = Field(description="Of whom it was asked, where that is not the owner.")
    owners: list[OrganisationName] = Field(description="Who answers for it; empty where the document names nobody.")
    others: list[OrganisationName] = Field(description="Who is named beside the owners.")
    acceptance: AcceptanceValue = Field(description="What those who were asked answered. Asked is not promised.")
    status: Status | None = Field(
        description="As last reported, by the owner or another body; null where none is held: not “not started”."
    )
    status_as_at: date | None = Field(description="The day of that account.")
    verdict: VerdictValue | None = Field(
        description="What someone other than the owner found; null where nobody has checked."
    )
    verdict_in_words: str
    start: date | None
    due: date | None = Field(description="The last day in time, after any revision.")
    timing: Timing = Field(description="Where it stands against its date.")
    timing_in_words: str
    is_overdue: bool = Field(description="Accepted, past its date and not called finished.")
    is_silent: bool = Field(description="Nothing about it in the documents held, to the day asked about.")
    silence_in_words: str | None
    is_claimed_not_verified: bool = Field(description="Its owner calls it complete and nobody else has checked.")
    last_heard: date | None = Field(description="The latest day on which the documents held say anything of it.")
    is_new: bool = Field(description="Marked as new by the document.")
    is_for_every_area: bool = Field(description="What every area must do.")


class CommitmentPage(Envelope):
    """One page of commitments: in plan order, or the best match first where words were searched for."""

    items: list[CommitmentItem]
    is_near_match: bool = Field(
        description="Whether nothing holds the words as typed, so that the nearest spellings are shown, "
        "or what holds the most of the words."
    )
