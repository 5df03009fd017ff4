"""What of somebody's details is compared: brought to one form, and without what stands for not knowing."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from tideturn.engines.people.record.details import PersonDetails
from tideturn.engines.people.record.matching.dates import known
from tideturn.engines.people.record.matching.names import letters_of, parts_of

# Numbers are written with and without the code of the country; their last nine digits are the same.
PHONE_DIGITS = 9
SHORTEST_PHONE = 7
SHORTEST_ADDRESS = 8


@dataclass(frozen=True)
class Traits:
    """Details as they are compared."""

    chi: str | None
    given: tuple[str, ...]
    family: tuple[str, ...]
    birth_date: date | None
    phone: str | None
    address: str | None
    occurred_at: datetime | None = None

    @property
    def is_unknown(self) -> bool:
        """Return whether nothing is known by which this could be anybody."""
        return not (self.chi or self.given or self.family or self.birth_date or self.phone or self.address)


def traits_of(details: PersonDetails, occurred_at: datetime | None = None) -> Traits:
    """Return what of details is compared."""
    return Traits(
        chi=details.chi,
        given=parts_of(details.given_name),
        family=parts_of(details.family_name),
        birth_date=known(details.birth_date),
        phone=phone_of(details.phone),
        address=address_of(details.address),
        occurred_at=occurred_at,
    )


def phone_of(phone: str | None) -> str | None:
    """Return the last nine digits of a phone number, or nothing where it is none."""
    digits = "".join(str(int(letter)) for letter in phone or "" if letter.isdecimal())
    is_number = len(digits) >= SHORTEST_PHONE and len(set(digits)) > 1
    return digits[-PHONE_DIGITS:] if is_number else None


def address_of(address: str | None) -> str | None:
    """Return the words of an address in one order, or nothing where there is no number or name of a house in it."""
    words = re.findall(r"\w+", (address or "").casefold())
    plain = " ".join(sorted(words))
    is_place = len(plain) >= SHORTEST_ADDRESS and any(letter.isdigit() for letter in plain)
    return plain if is_place and letters_of(address) else None
