"""A report of a near-fatal overdose as an agency tells it: parsed once here, and then known to be sound."""

import hashlib
import json
import re
import unicodedata
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from tideturn.packs.areas import load_areas

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
PATHWAY = "near-fatal-overdose"


class ContactWish(StrEnum):
    """What the person said about being contacted, as far as the sender knows."""

    GIVEN = "given"
    NO_OBJECTION = "no_objection"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"
    UNABLE = "unable"


def readable(text: str) -> str:
    """Return a text in its composed form; refuse characters that no person wrote."""
    if UNREADABLE.search(text):
        raise ValueError("holds characters that cannot be kept: send plain text without control characters")
    return unicodedata.normalize("NFC", text)


def area_code(code: str) -> str:
    """Return the present code of an area, also for one it had before; refuse one that the country does not have."""
    areas = load_areas()
    if not areas.is_known(code):
        scheme = areas.scheme
        raise ValueError(f"Send the code of one {scheme.area_title} or {scheme.board_title} of this country.")
    return areas.current_code(code)


def written_moment(value: Any) -> Any:
    """Refuse a moment that is not written out: a number could be seconds, or anything else."""
    if not isinstance(value, str):
        raise ValueError("is no moment: write it as 2026-11-21T02:14:00Z, with its time zone")
    return value


def written_day(value: Any) -> Any:
    """Refuse a day that is not written out."""
    if value is not None and not (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)):
        raise ValueError("is no day: write it as 1984-05-19")
    return value


def after_the_beginning(moment: datetime) -> datetime:
    """Return a moment in UTC; refuse one so long ago that it must be a mistake."""
    try:
        found = moment.astimezone(UTC)
    except OverflowError:
        found = EARLIEST.replace(year=1)
    if found < EARLIEST:
        raise ValueError("lies before the year 2000: send the time of the overdose")
    return found


def born(day: date | None) -> date | None:
    """Return a date of birth that somebody alive can have."""
    if day is not None and day.year < 1890:
        raise ValueError("lies too long ago for a date of birth: send null where it is not known")
    return day


Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(readable)]
Filled = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(readable)
]
Long = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000), AfterValidator(readable)]
AreaCode = Annotated[str, StringConstraints(max_length=20), AfterValidator(area_code)]
Occurred = Annotated[
    AwareDatetime, Field(strict=False), BeforeValidator(written_moment), AfterValidator(after_the_beginning)
]
BirthDate = Annotated[date | None, Field(strict=False), BeforeValidator(written_day), AfterValidator(born)]


class Told(BaseModel):
    """Part of a report: nothing unknown in it, and no value taken for another kind of value."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class OtherReference(Told):
    """The number by which another agency knows the same event."""

    agency: Filled
    reference: Filled


class Place(Told):
    """Where it happened."""

    area: AreaCode | None = None
    description: Long | None = None


class Person(Told):
    """Who it happened to, as far as the sender knows; each part may be missing."""

    chi: Short | None = None
    given_name: Short | None = None
    family_name: Short | None = None
    birth_date: BirthDate = None
    sex: Short | None = None
    phone: Short | None = None
    address: Long | None = None
    area: AreaCode | None = None


class NearFatalOverdose(Told):
    """One report; only when it happened must be known."""

    occurred_at: Occurred
    source_reference: Short | None = None
    other_references: tuple[OtherReference, ...] = Field(default=(), max_length=20, strict=False)
    place: Place | None = None
    person: Person | None = None
    naloxone_given: bool | None = None
    substances_suspected: tuple[Filled, ...] = Field(default=(), max_length=50, strict=False)
    conveyed_to: Short | None = None
    contact: ContactWish = Field(default=ContactWish.NOT_ASKED, strict=False)
    notes: Long | None = None

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
