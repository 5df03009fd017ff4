"""What speaks for and against two tellings being about one person. Sex is never asked: it says nothing against."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from tideturn.engines.people.record.matching.dates import are_near, exchanged
from tideturn.engines.people.record.matching.keys import HOURS_APART
from tideturn.engines.people.record.matching.names import are_alike
from tideturn.engines.people.record.matching.traits import Traits


@dataclass(frozen=True)
class Comparison:
    """How two tellings agree; nothing where one of them does not say."""

    chi: bool | None
    given: bool | None
    family: bool | None
    is_given_same: bool
    is_name_same: bool
    is_name_swapped: bool
    birth_date: bool | None
    is_birth_date_near: bool
    is_birth_date_exchanged: bool
    phone: bool | None
    address: bool | None
    is_same_hours: bool

    @property
    def is_name_alike(self) -> bool:
        """Return whether both names agree, as they stand or the one in the place of the other."""
        return bool(self.given and self.family) or self.is_name_swapped

    @property
    def is_birth_date_contrary(self) -> bool:
        """Return whether both say when, and it is neither the same day nor one mistyped."""
        return self.birth_date is False and not self.is_birth_date_near


def compared(one: Traits, other: Traits) -> Comparison:
    """Return how two tellings agree."""
    both = one.birth_date, other.birth_date
    is_near = bool(one.birth_date and other.birth_date and are_near(one.birth_date, other.birth_date))
    return Comparison(
        chi=_same(one.chi, other.chi),
        given=_alike(one.given, other.given),
        family=_alike(one.family, other.family),
        is_given_same=_is_given_same(one, other),
        is_name_same=_first(one) == _first(other) and all(_first(one)),
        is_name_swapped=bool(_alike(one.given, other.family) and _alike(one.family, other.given)),
        birth_date=_same(*both),
        is_birth_date_near=is_near,
        is_birth_date_exchanged=is_near and exchanged(one.birth_date) == other.birth_date,  # type: ignore[arg-type]
        phone=_same(one.phone, other.phone),
        address=_same(one.address, other.address),
        is_same_hours=_is_same_hours(one, other),
    )


def _same(one: object, other: object) -> bool | None:
    return None if one is None or other is None else one == other


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool | None:
    return are_alike(one, other) if one and other else None


def _is_given_same(one: Traits, other: Traits) -> bool:
    """Return whether a part of the given names is the same to the letter, also where given and family are exchanged."""
    is_exchanged = set(one.given) & set(other.family) and set(one.family) & set(other.given)
    return bool(set(one.given) & set(other.given) or is_exchanged)


def _first(traits: Traits) -> tuple[str, str]:
    return (traits.given or ("",))[0], (traits.family or ("",))[0]


def _is_same_hours(one: Traits, other: Traits) -> bool:
    if one.occurred_at is None or other.occurred_at is None:
        return False
    return abs(one.occurred_at - other.occurred_at) <= timedelta(hours=HOURS_APART)


# Each way in which a person of the staff should be asked. None rests on a name alone, and twins, who share birth date,
# family name, address and often a phone, meet none of them unless their given names are alike too.
WAYS: tuple[Callable[[Comparison], bool], ...] = (
    lambda found: bool(found.chi),
    lambda found: found.is_name_alike and bool(found.birth_date),
    lambda found: found.is_name_alike and found.is_birth_date_near,
    lambda found: _is_name_half_told(found) and bool(found.birth_date),
    lambda found: bool(found.given) and _is_name_half_told(found) and _is_reached_alike(found),
    lambda found: found.is_name_alike and _is_at_hand(found) and not found.is_birth_date_contrary,
    lambda found: found.given is not False and bool(found.birth_date and found.phone),
    lambda found: bool(found.given and found.birth_date) and _is_at_hand(found),
    lambda found: found.family is False and bool(found.birth_date and found.phone and found.address),
)


def _is_name_half_told(found: Comparison) -> bool:
    return (found.given, found.family) in ((True, None), (None, True))


def _is_reached_alike(found: Comparison) -> bool:
    return bool(found.phone or found.address) and not found.is_birth_date_contrary


def _is_at_hand(found: Comparison) -> bool:
    return bool(found.phone or found.address) or found.is_same_hours


def is_likely(found: Comparison) -> bool:
    """Return whether a person should be asked if these are one; two different valid numbers need a further sign."""
    return any(way(found) for way in WAYS) and (found.chi is not False or (found.is_name_alike and _is_at_hand(found)))


def strength(found: Comparison) -> int:
    """Return how much speaks for two tellings being one, to put the likeliest before the staff first."""
    signs = (found.is_name_same, found.is_name_alike, found.given, found.birth_date, found.phone, found.address)
    return 8 * bool(found.chi) + 2 * bool(found.birth_date) + sum(map(bool, signs)) + found.is_same_hours


def sentences(found: Comparison) -> Iterator[str]:
    """Yield what speaks for and against, for the staff who decide; no sentence repeats a detail of anybody."""
    for holds, words in (
        (found.chi, "The CHI number is the same."),
        (found.chi is False, "Against it: their CHI numbers are different."),
        (found.is_name_same, "Given name and family name are the same."),
        (found.is_name_alike and not found.is_name_same and not found.is_name_swapped, "The names are alike."),
        (found.is_name_swapped and not found.given, "The names are alike, one in the other's place."),
        (found.given and not found.family and not found.is_name_swapped, "The given names are alike."),
        (found.given is False and not found.is_name_swapped, "Against it: the given names are different."),
        (found.family is False and not found.is_name_swapped, "Against it: the family names are different."),
        (found.birth_date, "The birth date is the same."),
        (found.is_birth_date_exchanged, "The birth dates agree with day and month exchanged."),
        (found.is_birth_date_near and not found.is_birth_date_exchanged, "The birth dates differ in one digit."),
        (found.is_birth_date_contrary, "Against it: the birth dates are different."),
        (found.phone, "The phone number is the same."),
        (found.address, "The address is the same."),
        (found.is_same_hours, "Both were reported for the same hours."),
    ):  # fmt: skip
        if holds:
            yield words
