"""The Community Health Index number of Scotland: birth date, two digits, a digit for sex, a check digit.

The check digit is that of the NHS number: the digits times ten down to one add up to a multiple of eleven. The year has
two digits, so a number alone does not tell the century. The digit for sex is an attribute of the number and not of the
person, and is read nowhere.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.gb import nhs

DIGITS = 10
OLDEST_AGE = 130
CENTURIES = (1800, 1900, 2000, 2100)


class Verdict(StrEnum):
    """What can be said of a text that should be a CHI number."""

    VALID = "valid"
    BLANK = "blank"
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    LETTERS = "letters"
    BAD_DATE = "bad-date"
    BAD_CHECK = "bad-check"


_SENTENCES = {
    Verdict.VALID: "The CHI number is well formed.",
    Verdict.BLANK: "There is no CHI number. Leave it out if it is not known.",
    Verdict.TOO_SHORT: "A CHI number has ten digits. A spreadsheet may have taken a 0 from its beginning.",
    Verdict.TOO_LONG: "A CHI number has ten digits. Take out what does not belong to it.",
    Verdict.LETTERS: "A CHI number has digits only. Look for letters typed in their place.",
    Verdict.BAD_DATE: "A CHI number begins with a birth date, day, month and year, and this one does not.",
    Verdict.BAD_CHECK: "The last digit does not fit the others, so one of them was mistyped. Compare with the source.",
}


@dataclass(frozen=True, slots=True)
class ChiCheck:
    """A number as it would be kept, and what was found of it."""

    number: str
    verdict: Verdict

    @property
    def is_valid(self) -> bool:
        """Say whether it is a CHI number that somebody alive could have."""
        return self.verdict is Verdict.VALID

    @property
    def sentence(self) -> str:
        """Return what to tell whoever typed it."""
        return _SENTENCES[self.verdict]


def normalise(text: str) -> str:
    """Return a number as it is kept: without the spaces and hyphens that people write between its parts."""
    return "".join(text.split()).replace("-", "")


def check(text: str, *, today: date) -> ChiCheck:
    """Say whether a text is a CHI number that somebody alive today could have, and if not, why."""
    number = normalise(text)
    return ChiCheck(number, _verdict(number, today))


def _verdict(number: str, today: date) -> Verdict:
    if not number:
        return Verdict.BLANK
    if not (number.isascii() and number.isdigit()):
        return Verdict.LETTERS
    if len(number) != DIGITS:
        return Verdict.TOO_SHORT if len(number) < DIGITS else Verdict.TOO_LONG
    if not any(0 <= today.year - day.year <= OLDEST_AGE and day <= today for day in _birth_dates(number)):
        return Verdict.BAD_DATE
    return Verdict.VALID if nhs.checksum(number) == 0 else Verdict.BAD_CHECK


def birth_date_from(chi: str, between: tuple[date, date]) -> date | None:
    """Return the birth date in a number, if exactly one lies between two days, both included; else None."""
    earliest, latest = between
    found = [day for day in _birth_dates(normalise(chi)) if earliest <= day <= latest]
    return found[0] if len(found) == 1 else None


def _birth_dates(number: str) -> list[date]:
    dates = []
    for century in CENTURIES:
        try:
            dates.append(date(century + int(number[4:6]), int(number[2:4]), int(number[:2])))
        except ValueError:
            continue
    return dates
