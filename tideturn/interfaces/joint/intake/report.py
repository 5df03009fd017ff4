"""A report of a near-fatal overdose as an agency tells it: parsed once here, and then known to be sound."""

import hashlib
import json
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from tideturn.interfaces.joint.intake.values import (
    Address,
    AreaCode,
    BirthDate,
    Brief,
    Filled,
    FilledReference,
    Long,
    Name,
    Occurred,
    Reference,
    Short,
)

PATHWAY = "near-fatal-overdose"


class ContactWish(StrEnum):
    """What the person said about being contacted, as far as the sender knows."""

    GIVEN = "given"
    NO_OBJECTION = "no_objection"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"
    UNABLE = "unable"


class Told(BaseModel):
    """Part of a report: nothing unknown in it, and no value taken for another kind of value."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class OtherReference(Told):
    """The number by which another agency knows the same event."""

    agency: FilledReference = Field(description="The id of the other agency, such as police-scotland.")
    reference: FilledReference = Field(description="Its number for the event.")


class Place(Told):
    """Where it happened."""

    area: AreaCode | None = Field(default=None, description="The code of the area or board where it happened.")
    description: Long | None = Field(default=None, description="The place in words.")


class Person(Told):
    """Who it happened to, as far as the sender knows; each part may be missing."""

    chi: Brief | None = Field(
        default=None, description="The CHI number; one that cannot be valid is kept as it is and matches nobody."
    )
    given_name: Name | None = Field(default=None, description="First name.")
    family_name: Name | None = Field(default=None, description="Last name.")
    birth_date: BirthDate = Field(default=None, description="Date of birth, not in the future.")
    sex: Brief | None = Field(default=None, description="In the sender's words.")
    phone: Brief | None = Field(default=None, description="How to call or text them.")
    address: Address | None = Field(default=None, description="Where they live or stay.")
    area: AreaCode | None = Field(default=None, description="The code of the area or board where they live or stay.")


class NearFatalOverdose(Told):
    """One report; only when it happened must be known."""

    occurred_at: Occurred = Field(
        description="When it happened, with its time zone; at most five minutes ahead of the server's clock."
    )
    source_reference: Reference | None = Field(default=None, description="The sender's own number for the event.")
    other_references: tuple[OtherReference, ...] = Field(
        default=(), max_length=20, strict=False, description="The numbers by which other agencies know the event."
    )
    place: Place | None = Field(default=None, description="Where it happened.")
    person: Person | None = Field(default=None, description="Who it happened to, as far as the sender knows.")
    naloxone_given: bool | None = Field(default=None, description="Whether naloxone was given; null if not known.")
    substances_suspected: tuple[Filled, ...] = Field(
        default=(), max_length=50, strict=False, description="What may have been taken, in the sender's words."
    )
    conveyed_to: Short | None = Field(default=None, description="Where the person was taken.")
    contact: ContactWish = Field(
        default=ContactWish.NOT_ASKED,
        strict=False,
        description="What the person said about being contacted; refused stops contact, never the review.",
    )
    notes: Long | None = Field(default=None, description="What else helps to reach the person and to keep them safe.")

    @property
    def areas(self) -> tuple[str, ...]:
        """Return the areas that decide which team answers: of home first, then of the place."""
        home, place = self.person.area if self.person else None, self.place.area if self.place else None
        return tuple(code for code in (home, place) if code)

    @property
    def age(self) -> int | None:
        """Return how old the person was, in whole years."""
        birth = self.person.birth_date if self.person else None
        if birth is None:
            return None
        day = self.occurred_at.date()
        return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def digest_of(body: Any) -> bytes:
    """Return what tells one body from another: the same for the same values, however they were spaced and ordered."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).digest()
