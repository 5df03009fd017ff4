"""What somebody told about a person: read once at the edge into a value that cannot be malformed."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from tideturn.engines.people.record.cleaning import cleaned, why_not_kept
from tideturn.engines.people.record.errors import DetailsRefused
from tideturn.methods.identifiers import chi as numbers

# No name or address on the forms of any sender comes near these; they keep one report from being a book.
LONGEST = {
    "chi": 40,
    "chi_as_given": 40,
    "chi_reason": 200,
    "given_name": 100,
    "family_name": 100,
    "sex": 40,
    "phone": 40,
    "address": 400,
    "area": 20,
}
FIRST_BIRTH_DATE = date(1880, 1, 1)
# What a correction may change. A number is checked again when it is corrected.
FIELDS = ("chi", "given_name", "family_name", "birth_date", "sex", "phone", "address", "area")
# What a person keeps; the rest of FIELDS changes in a life, so that a later report of it is news and no mistake.
LASTING = frozenset({"chi", "given_name", "family_name", "birth_date", "sex"})


@dataclass(frozen=True, kw_only=True)
class PersonDetails:
    """Who a person is and how to reach them, as told; everything may be missing.

    A CHI number that cannot be valid refuses nothing: `chi_as_given` has it, `chi_reason` says why, it matches nobody.
    """

    chi: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    birth_date: date | None = None
    sex: str | None = None
    phone: str | None = None
    address: str | None = None
    area: str | None = None
    chi_as_given: str | None = None
    chi_reason: str | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be kept, all fields at once; clean the rest."""
        if reasons := self._refusals():
            raise DetailsRefused(reasons)
        for field in LONGEST:
            object.__setattr__(self, field, cleaned(getattr(self, field)))
        if self.chi is not None:
            self._check_chi(self.chi)

    def _refusals(self) -> dict[str, str]:
        found = {field: why_not_kept(getattr(self, field), longest) for field, longest in LONGEST.items()}
        found["birth_date"] = why_no_birth_date(self.birth_date)
        return {field: reason for field, reason in found.items() if reason}

    def _check_chi(self, given: str) -> None:
        checked = numbers.check(given, today=timezone.localdate())
        if checked.verdict is numbers.Verdict.BLANK:
            object.__setattr__(self, "chi", None)
            return
        if checked.is_valid:
            object.__setattr__(self, "chi", checked.number)
            return
        object.__setattr__(self, "chi", None)
        object.__setattr__(self, "chi_as_given", given)
        object.__setattr__(self, "chi_reason", checked.sentence)

    def with_value(self, field: str, value: Any) -> "PersonDetails":
        """Return these details with one field changed and checked again."""
        if field == "chi":
            return replace(self, chi=value, chi_as_given=None, chi_reason=None)
        return replace(self, **{field: value})

    def as_columns(self) -> dict[str, Any]:
        """Return the details by the names of the columns that keep them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def why_no_birth_date(value: object) -> str | None:
    """Return the sentence that refuses a value as a birth date, or nothing where it may be kept."""
    if value is None:
        return None
    if not isinstance(value, date) or isinstance(value, datetime):
        return "Give a date (2001-12-31), or nothing."
    if not FIRST_BIRTH_DATE <= value <= timezone.localdate():
        return "Nobody alive was born then. Give the birth date again, or nothing."
    return None
