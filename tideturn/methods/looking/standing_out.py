"""Which readers' looks into cases stand out: six signs, each against a threshold that the country says.

A sign is a question for a person and no finding. Counts are of different cases that were opened; lists are left out, as
whoever pages through their own team's board reads nobody. What was asked about once is not asked about again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from statistics import median
from uuid import UUID

# From fewer days than these nobody knows what is usual for somebody.
DAYS_TO_BE_USUAL = 5


class Sign(StrEnum):
    """Why a look stands out."""

    MANY_CASES = "many-cases"
    OWN_FAMILY_NAME = "own-family-name"
    OWN_ADDRESS = "own-address"
    CLOSED_CASES = "closed-cases"
    NO_PART = "no-part"
    EMERGENCIES = "emergencies"


# Each such case is asked about by itself, and once.
OF_ONE_CASE = frozenset({Sign.OWN_FAMILY_NAME, Sign.OWN_ADDRESS})


@dataclass(frozen=True, slots=True)
class Threshold:
    """From how many different cases within how many days a sign stands out; the rest is for one sign each."""

    at_least: int = 1
    within_days: int = 1
    times_usual: float = 1.0
    times_team: float = 1.0
    closed_for_days: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """One case that somebody opened, and what of it could matter; `closed_days` is how long it had been closed."""

    reader: int
    case: UUID
    day: date
    is_namesake: bool = False
    is_near: bool = False
    closed_days: int | None = None
    has_part: bool = True
    is_emergency: bool = False


@dataclass(frozen=True, slots=True)
class Usual:
    """How many different cases a reader opened on each earlier day of work, and each colleague on theirs."""

    own: Sequence[int] = ()
    team: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked about before: until which day of a reader and sign, and about which cases of them."""

    until: Mapping[tuple[int, Sign], date] = field(default_factory=dict)
    cases: Collection[tuple[int, Sign, UUID]] = frozenset()


@dataclass(frozen=True, slots=True)
class StandsOut:
    """A question about a reader: the sign, the cases, the days, and for the sheer number what would be usual."""

    reader: int
    sign: Sign
    cases: tuple[UUID, ...]
    since: date
    until: date
    usual: float | None = None
    usual_of_team: float | None = None


def standing_out(
    looks: Iterable[Look],
    today: date,
    limits: Mapping[Sign, Threshold],
    usual: Mapping[int, Usual],
    asked: Asked = Asked(),
) -> tuple[StandsOut, ...]:
    """Return what stands out on a day, a sign that has no threshold never; each reader by themselves."""
    by_reader: dict[int, list[Look]] = {}
    for look in looks:
        by_reader.setdefault(look.reader, []).append(look)
    return tuple(
        found
        for reader, theirs in sorted(by_reader.items())
        for sign, limit in limits.items()
        for found in _of_sign(sign, limit, theirs, today, usual.get(reader, Usual()), asked)
    )


def _of_sign(
    sign: Sign, limit: Threshold, looks: Sequence[Look], today: date, usual: Usual, asked: Asked
) -> Iterator[StandsOut]:
    reader, since = looks[0].reader, today - timedelta(days=limit.within_days - 1)
    asked_until = asked.until.get((reader, sign), date.min)
    counted = [look for look in looks if since <= look.day <= today and _bears(sign, look, limit)]
    if sign in OF_ONE_CASE:
        cases = {look.case: look for look in counted if (reader, sign, look.case) not in asked.cases}
        yield from (StandsOut(reader, sign, (case,), look.day, look.day) for case, look in cases.items())
        return
    new = [look for look in counted if look.day > asked_until]
    cases_of_sign = tuple(dict.fromkeys(look.case for look in new))
    if len(cases_of_sign) < limit.at_least:
        return
    if sign is not Sign.MANY_CASES:
        yield StandsOut(reader, sign, cases_of_sign, min(look.day for look in new), max(look.day for look in new))
    elif is_many(len(cases_of_sign), limit, usual):
        yield StandsOut(reader, sign, cases_of_sign, today, today, _median(usual.own), _median(usual.team))


def is_many(opened: int, limit: Threshold, usual: Usual) -> bool:
    """Tell whether so many cases on a day are many: for this reader and their team alike, or for the team by far."""
    if opened < limit.at_least:
        return False
    own, team = _median(usual.own), _median(usual.team)
    beyond = [opened >= limit.times_usual * one for one in (own, team) if one is not None]
    return all(beyond) or (team is not None and opened >= limit.times_team * team)


def _median(days: Sequence[int]) -> float | None:
    return float(median(days)) if len(days) >= DAYS_TO_BE_USUAL else None


def _bears(sign: Sign, look: Look, limit: Threshold) -> bool:
    """Tell whether a look bears a sign."""
    if sign is Sign.OWN_FAMILY_NAME:
        return look.is_namesake
    if sign is Sign.OWN_ADDRESS:
        return look.is_near
    if sign is Sign.CLOSED_CASES:
        return look.closed_days is not None and look.closed_days >= limit.closed_for_days
    if sign is Sign.NO_PART:
        return not look.has_part and not look.is_emergency
    return look.is_emergency if sign is Sign.EMERGENCIES else True
