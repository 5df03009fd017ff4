"""Age bands by their labels, so that two tables are never joined by the order of their rows."""

import re
from collections.abc import Mapping
from typing import TypeVar

from tideturn.methods.rates.errors import BandsInvalid

CLOSED = re.compile(r"(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})")
OPEN = re.compile(r"(\d{1,3})\s*(?:\+|plus|and over)")
SPREADSHEET_DATE = re.compile(r"\d{1,2}-[a-z]{3}|[a-z]{3}-\d{2}|\d{4}-\d{2}-\d{2}.*")
SEXES = {"female": "female", "females": "female", "f": "female", "male": "male", "males": "male", "m": "male"}

Value = TypeVar("Value")


def band_label(text: str) -> str:
    """Return a band's label as we write it, `0-4` or `90+`, after `female` or `male` where the text names a sex.

    `00-04`, `5 to 9`, `90 and over`, `Female 0-4` are read; raises BandsInvalid for anything else.
    """
    words = text.strip().lower()
    first, _, rest = words.partition(" ")
    if first in SEXES and rest:
        return f"{SEXES[first]} {_ages(rest.strip(), text)}"
    return _ages(words, text)


def _ages(words: str, text: str) -> str:
    if closed := CLOSED.fullmatch(words):
        low, high = int(closed[1]), int(closed[2])
        if high < low:
            raise BandsInvalid(f"The age band {text!r} ends before it begins.")
        return f"{low}-{high}"
    if opened := OPEN.fullmatch(words):
        return f"{int(opened[1])}+"
    if SPREADSHEET_DATE.fullmatch(words):
        raise BandsInvalid(f"{text!r} is a date that a spreadsheet made of an age band; write the band, as 5-9.")
    raise BandsInvalid(f"{text!r} is not an age band; write bands as 0-4, 5-9 and 90+.")


def first_and_last_age(label: str) -> tuple[int, int | None]:
    """Return the first and last year of age of a label as we write it; an open band has no last one."""
    ages = label.rpartition(" ")[2]
    if ages.endswith("+"):
        return int(ages[:-1]), None
    first, last = ages.split("-")
    return int(first), int(last)


def by_label(bands: Mapping[str, Value]) -> dict[str, Value]:
    """Return what was given by band, by our labels; raises BandsInvalid where two labels mean one band."""
    found: dict[str, Value] = {}
    for text, value in bands.items():
        label = band_label(text)
        if label in found:
            raise BandsInvalid(f"The age band {label} is given twice.")
        found[label] = value
    return found


def check_same_bands(given: Mapping[str, object], wanted: Mapping[str, object], *, name: str) -> None:
    """Refuse a table that lacks a band, or has one too many; the message names the bands."""
    missing = [label for label in wanted if label not in given]
    if missing:
        raise BandsInvalid(f"{name} have no age band {_some(missing)}; give every band, with 0 where nothing happened.")
    unknown = [label for label in given if label not in wanted]
    if unknown:
        raise BandsInvalid(
            f"{name} have the age band {_some(unknown)}, which is not one of {_some(list(wanted))}; "
            "regroup the ages into those bands."
        )


def _some(labels: list[str]) -> str:
    return ", ".join(labels) if len(labels) <= 4 else f"{', '.join(labels[:3])} … {labels[-1]}"
