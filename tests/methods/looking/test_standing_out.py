"""The six signs, each at its threshold, and an office of two months in which six people look where they should not.

Whoever is planted must be found, and hardly anybody else. With a sign taken away, whoever bears only that is missed:
that is the negative control of the campaign itself.
"""

import random
import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from tests.conftest import REPOSITORY
from tideturn.methods.looking.standing_out import Asked, Look, Sign, StandsOut, Threshold, Usual, is_many, standing_out
from tideturn.packs.looking import load_looking

TODAY = date(2026, 11, 26)
LIMITS = load_looking(REPOSITORY / "packs" / "scotland").limits
STAFF, DAYS = 40, 56
SNOOPERS = {
    100: Sign.MANY_CASES, 101: Sign.OWN_FAMILY_NAME, 102: Sign.OWN_ADDRESS,
    103: Sign.CLOSED_CASES, 104: Sign.NO_PART, 105: Sign.EMERGENCIES,
}  # fmt: skip


def looks(count: int, day: date = TODAY, reader: int = 1, **what: object) -> list[Look]:
    return [Look(reader, uuid.UUID(int=number), day, **what) for number in range(count)]


def signs(found: tuple[StandsOut, ...]) -> list[Sign]:
    return [one.sign for one in found]


@pytest.mark.parametrize(
    ("sign", "what"),
    [
        (Sign.CLOSED_CASES, {"closed_days": 28}),
        (Sign.NO_PART, {"has_part": False}),
        (Sign.EMERGENCIES, {"is_emergency": True}),
    ],
)
def test_sign_stands_out_from_its_number_and_not_below_it(sign, what):
    limits = {sign: LIMITS[sign]}
    enough = LIMITS[sign].at_least

    assert signs(standing_out(looks(enough, **what), TODAY, limits, {})) == [sign]
    assert standing_out(looks(enough - 1, **what), TODAY, limits, {}) == ()
    assert standing_out(looks(enough), TODAY, limits, {}) == ()


def test_one_case_opened_often_is_one_case():
    limits = {Sign.EMERGENCIES: LIMITS[Sign.EMERGENCIES]}

    assert standing_out(looks(1, is_emergency=True) * 9, TODAY, limits, {}) == ()


def test_what_lies_before_the_window_does_not_count():
    limit = LIMITS[Sign.CLOSED_CASES]
    before = TODAY - timedelta(days=limit.within_days)

    assert standing_out(looks(9, before, closed_days=99), TODAY, {Sign.CLOSED_CASES: limit}, {}) == ()
    assert standing_out(looks(9, closed_days=27), TODAY, {Sign.CLOSED_CASES: limit}, {}) == ()


def test_what_was_asked_about_is_not_asked_again():
    own = [Look(1, uuid.UUID(int=7), TODAY, is_namesake=True)]
    asked = Asked({(1, Sign.CLOSED_CASES): TODAY}, {(1, Sign.OWN_FAMILY_NAME, uuid.UUID(int=7))})

    assert signs(standing_out(own, TODAY, LIMITS, {})) == [Sign.OWN_FAMILY_NAME]
    assert standing_out(own, TODAY, LIMITS, {}, asked) == ()
    assert standing_out(looks(9, closed_days=99), TODAY, LIMITS, {}, asked) == ()


@pytest.mark.parametrize(
    ("opened", "own", "team", "expected"),
    [
        (20, [4] * 9, [5] * 9, True),
        (19, [4] * 9, [5] * 9, False),  # under the least number
        (20, [9] * 9, [5] * 9, False),  # a busy person, and not far beyond the team
        (25, [25] * 9, [5] * 9, True),  # a habit, and far beyond the team
        (20, [4] * 9, [9] * 9, False),  # a busy team
        (20, [], [5] * 9, True),  # somebody new
        (20, [1] * 4, [9] * 4, True),  # nobody knows what is usual
    ],
)
def test_many_is_against_oneself_and_the_team(opened, own, team, expected):
    assert is_many(opened, Threshold(20, times_usual=3, times_team=5), Usual(own, team)) is expected


@dataclass(frozen=True)
class Office:
    """Two months of looking in an office, day by day."""

    looks: tuple[Look, ...]

    def found(self, limits) -> set[tuple[int, Sign]]:
        """Go through the last four weeks as the worker does, and return who was asked about and why."""
        until: dict[tuple[int, Sign], date] = {}
        cases: set[tuple[int, Sign, uuid.UUID]] = set()
        for ago in range(28, -1, -1):
            today = TODAY - timedelta(days=ago)
            recent = [look for look in self.looks if today - timedelta(days=31) < look.day <= today]
            for one in standing_out(recent, today, limits, self.usual(today), Asked(until, cases)):
                until[one.reader, one.sign] = one.until
                cases |= {(one.reader, one.sign, case) for case in one.cases}
        return set(until)

    def usual(self, today: date) -> dict[int, Usual]:
        """Return what each opened on the days before, and what all did."""
        counts = Counter((look.reader, look.day) for look in self.looks if look.day < today)
        everybody = list(counts.values())
        own: dict[int, list[int]] = {}
        for (reader, _day), count in counts.items():
            own.setdefault(reader, []).append(count)
        return {reader: Usual(own.get(reader, ()), everybody) for reader in {look.reader for look in self.looks}}


def office(seed: int) -> Office:
    """Return an office of forty at their work, and six who each look where they should not, on the last day or so."""
    rng = random.Random(seed)  # noqa: S311 - an invented office, not a secret
    ordinary = [
        look
        for ago in range(DAYS, -1, -1)
        for reader in (*range(STAFF), *SNOOPERS)
        if rng.random() < 0.7
        for look in _day_of(reader, TODAY - timedelta(days=ago), rng)
    ]
    return Office((*ordinary, *(look for reader, sign in SNOOPERS.items() for look in _planted(reader, sign, rng))))


def _day_of(reader: int, day: date, rng: random.Random) -> list[Look]:
    """Return an honest day: some cases, now and then one that was closed, of another team, or an emergency."""
    return [
        Look(
            reader,
            uuid.UUID(int=rng.getrandbits(128)),
            day,
            closed_days=rng.randrange(90) if rng.random() < 0.02 else None,
            has_part=rng.random() > 0.02,
            is_emergency=rng.random() < 0.003,
        )
        for _case in range(rng.randrange(1, 11))
    ]


def _planted(reader: int, sign: Sign, rng: random.Random) -> list[Look]:
    what = {
        Sign.MANY_CASES: (30, {}),
        Sign.OWN_FAMILY_NAME: (1, {"is_namesake": True}),
        Sign.OWN_ADDRESS: (1, {"is_near": True}),
        Sign.CLOSED_CASES: (5, {"closed_days": 200}),
        Sign.NO_PART: (8, {"has_part": False}),
        Sign.EMERGENCIES: (3, {"is_emergency": True}),
    }
    count, signs_of_it = what[sign]
    return [Look(reader, uuid.UUID(int=rng.getrandbits(128)), TODAY, **signs_of_it) for _look in range(count)]


@pytest.mark.parametrize("seed", range(3))
def test_office_of_two_months_every_snooper_is_found_and_few_others(seed, record_property):
    found = office(seed).found(LIMITS)
    others = found - set(SNOOPERS.items())

    assert set(SNOOPERS.items()) <= found
    assert len(others) <= 28 // 7, "more than one question a week about honest people"
    record_property("questions about honest people in four weeks", len(others))


@pytest.mark.parametrize("sign", list(Sign))
def test_with_a_sign_taken_away_its_snooper_is_missed(sign):
    found = office(0).found({one: limit for one, limit in LIMITS.items() if one is not sign})

    [reader] = [number for number, planted in SNOOPERS.items() if planted is sign]
    assert (reader, sign) not in found
    assert len(set(SNOOPERS.items()) & found) == len(SNOOPERS) - 1
