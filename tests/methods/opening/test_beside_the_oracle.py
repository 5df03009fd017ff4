"""Random doors beside the oracle that walks every minute; ten thousand of them in bench/opening.py."""

from datetime import date

import pytest

from tests.methods.opening import oracle
from tests.methods.opening.cases import FAULTS, case_of, differences

SEED = 77_000
CASES, AT_ONCE = 300, 10
FAULTY_CASES = 60


@pytest.mark.parametrize("first", range(0, CASES, AT_ONCE))
def test_doors_stand_as_the_oracle_says(first):
    cases = [case_of(SEED + number) for number in range(first, first + AT_ONCE)]

    found = {case.seed: list(differences(case))[:3] for case in cases}

    assert {seed: said for seed, said in found.items() if said} == {}


@pytest.mark.parametrize("fault", FAULTS)
def test_oracle_sees_a_planted_fault(fault):
    cases = (case_of(SEED + number) for number in range(FAULTY_CASES))

    assert any(next(differences(case, FAULTS[fault]), None) for case in cases)


# The examples of RFC 5545, 3.8.5.3, that a schedule can tell: the oracle is judged by the standard's own words.
EXAMPLES = [
    (
        {"freq": "WEEKLY", "interval": 2, "wkst": "MO", "byday": "TU,SU", "count": 4, "dtstart": "1997-08-05"},
        "08-05 08-10 08-19 08-24",
    ),
    (
        {"freq": "WEEKLY", "interval": 2, "wkst": "SU", "byday": "TU,SU", "count": 4, "dtstart": "1997-08-05"},
        "08-05 08-17 08-19 08-31",
    ),
    ({"freq": "MONTHLY", "byday": "1FR", "count": 4, "dtstart": "1997-09-05"}, "09-05 10-03 11-07 12-05"),
    (
        {"freq": "MONTHLY", "interval": 2, "byday": "1SU,-1SU", "count": 4, "dtstart": "1997-09-07"},
        "09-07 09-28 11-02 11-30",
    ),
    ({"freq": "MONTHLY", "byday": "-2MO", "count": 4, "dtstart": "1997-09-22"}, "09-22 10-20 11-17 12-22"),
    ({"freq": "MONTHLY", "bymonthday": "-3", "dtstart": "1997-09-28"}, "09-28 10-29 11-28 12-29"),
    ({"freq": "MONTHLY", "bymonthday": "2,15", "count": 4, "dtstart": "1997-09-02"}, "09-02 09-15 10-02 10-15"),
    (
        {"freq": "YEARLY", "interval": 3, "byyearday": "1,100,200", "count": 4, "dtstart": "1997-01-01"},
        "01-01 04-10 07-19",
    ),
    ({"freq": "YEARLY", "byday": "20MO", "dtstart": "1997-05-19"}, "05-19"),
    ({"freq": "YEARLY", "byweekno": "20", "byday": "MO", "dtstart": "1997-05-12"}, "05-12"),
    ({"freq": "DAILY", "interval": 10, "count": 5, "dtstart": "1997-09-02"}, "09-02 09-12 09-22 10-02 10-12"),
]


@pytest.mark.parametrize(("schedule", "days"), EXAMPLES)
def test_oracle_agrees_with_the_examples_of_the_standard(schedule, days):
    door = oracle.Door("UTC", [schedule])
    year = oracle.days(date(1997, 1, 1), date(1997, 12, 31))

    assert " ".join(f"{day:%m-%d}" for day in year if door.comes_round(0, day)) == days
