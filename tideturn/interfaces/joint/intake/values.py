"""The values in a report: text, areas, moments and days, checked where they are read, with words on what to send."""

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints

from tideturn.packs.areas import load_areas

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
EARLIEST_BIRTH = 1890
REFERENCE_AT_MOST = 180
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# The same said in the description, whose readers know patterns alone.
PLAIN = r"[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*"
IS_PLAIN = Field(json_schema_extra={"pattern": f"^{PLAIN}$"})
IS_FILLED = Field(json_schema_extra={"pattern": rf"^{PLAIN}\w{PLAIN}$"})


def readable(value: Any) -> Any:
    """Return a text in its composed form; refuse characters that no person wrote.

    Done before anything is measured, because the composed form of a text can be longer.
    """
    if not isinstance(value, str):
        return value
    if UNREADABLE.search(value):
        raise ValueError("holds characters that cannot be kept: send plain text without control characters")
    return unicodedata.normalize("NFC", value)


def comparable(text: str) -> str:
    """Return a reference; refuse one that is too long with capitals set aside, as references are compared."""
    if len(text.casefold()) > REFERENCE_AT_MOST:
        raise ValueError(f"is too long for a reference: send at most {REFERENCE_AT_MOST} characters")
    return text


def area_code(code: str) -> str:
    """Return the present code of an area, also for one it had before; refuse one that the country does not have."""
    areas = load_areas()
    if not areas.is_known(code):
        scheme = areas.scheme
        raise ValueError(f"Send the code of one {scheme.area_title} or {scheme.board_title} of this country.")
    return areas.current_code(code)


def known_codes(schema: dict[str, Any]) -> None:
    """Name the codes of the pack in use in the description of an area."""
    schema["enum"] = sorted(load_areas().by_code)


def written_moment(value: Any) -> Any:
    """Refuse a moment that is not written out: a number could be seconds, or anything else."""
    if not isinstance(value, str):
        raise ValueError("is no moment: write it as 2026-11-21T02:14:00Z, with its time zone")
    return value


def written_day(value: Any) -> Any:
    """Refuse a day that is not written out."""
    if value is not None and not (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII)):
        raise ValueError("is no day: write it as 1984-05-19")
    return value


def after_the_beginning(moment: datetime) -> datetime:
    """Return a moment in UTC; refuse one so long ago that it must be a mistake."""
    try:
        found = moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("lies beyond every calendar: send the time of the overdose") from None
    if found < EARLIEST:
        raise ValueError("lies before the year 2000: send the time of the overdose")
    return found


def born(day: date | None) -> date | None:
    """Return a date of birth that somebody alive can have."""
    if day is not None and day.year < EARLIEST_BIRTH:
        raise ValueError("lies too long ago for a date of birth: send null where it is not known")
    return day


def bounds(at_most: int, at_least: int = 0) -> StringConstraints:
    """Return the bounds of a text without the blanks around it."""
    return StringConstraints(strip_whitespace=True, min_length=at_least, max_length=at_most)


Brief = Annotated[str, BeforeValidator(readable), bounds(40), IS_PLAIN]
Name = Annotated[str, BeforeValidator(readable), bounds(100), IS_PLAIN]
Short = Annotated[str, BeforeValidator(readable), bounds(200), IS_PLAIN]
Address = Annotated[str, BeforeValidator(readable), bounds(400), IS_PLAIN]
Long = Annotated[str, BeforeValidator(readable), bounds(10_000), IS_PLAIN]
Filled = Annotated[str, BeforeValidator(readable), bounds(200, 1), IS_FILLED]
Reference = Annotated[str, BeforeValidator(readable), bounds(REFERENCE_AT_MOST), AfterValidator(comparable), IS_PLAIN]
FilledReference = Annotated[
    str, BeforeValidator(readable), bounds(REFERENCE_AT_MOST, 1), AfterValidator(comparable), IS_FILLED
]
AreaCode = Annotated[
    str, StringConstraints(max_length=20), AfterValidator(area_code), Field(json_schema_extra=known_codes)
]
Occurred = Annotated[
    AwareDatetime, Field(strict=False), BeforeValidator(written_moment), AfterValidator(after_the_beginning)
]
BirthDate = Annotated[date | None, Field(strict=False), BeforeValidator(written_day), AfterValidator(born)]
