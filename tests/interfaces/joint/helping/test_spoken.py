"""A result read out: one breath, one sentence, and never “open” where nobody knows."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.interfaces.joint.helping.conftest import THURSDAY_AT_NOON, understood
from tests.interfaces.joint.helping.test_words import ALWAYS, WORKDAYS, door, hours
from tideturn.engines.directory.models import Service
from tideturn.interfaces.joint.helping import spoken as speaking
from tideturn.interfaces.joint.helping.asked_words import near_of
from tideturn.interfaces.joint.helping.cards import card_of
from tideturn.interfaces.joint.helping.doors import Doubt
from tideturn.interfaces.joint.helping.finding import Result, find
from tideturn.interfaces.joint.helping.lines import always_open
from tideturn.interfaces.joint.helping.spoken import WORDS_IN_A_BREATH, groups_of, line_sentence, spoken, words_in
from tideturn.interfaces.joint.helping.times import When

STREETS = ("Quay Street", "Nowhere Lane", "Made-up Row", "Lantern Square", "Example Close", "Invented Street")
SAYS_OPEN = re.compile(r"(?<!perhaps )\bopen\b")


@pytest.fixture
def a_result(asking) -> Result:
    """A service near a place, whose door each test puts in the state it asks about."""
    return next(one for one in asking("naloxone lanternbridge").near if one.found.metres and not one.untold)


def said(result: Result, near: str = "Lanternbridge") -> str:
    """Return what is said after the name."""
    card = replace(card_of(result, near=near), name="X")
    return speaking.sentence(result, card, near=near)


def test_sentence_tells_the_name_where_whether_open_how_to_get_in_and_the_number(asking) -> None:
    [van] = [one for one in asking("night van").near if one.service.name.startswith("Night Van")]

    at_noon = spoken(van).sentence
    where, number = "The Slips, Nowhere Lane", "01632, 960, 337"
    hours = "shut now, opens today at 8pm"
    assert at_noon == f"Night Van (invented), {where}, {hours}, no referral needed: ring {number}."


def test_every_sentence_is_one_breath_and_says_open_only_where_it_is_sure(directory) -> None:
    asked = (
        ("", "", 0, When.ANY),
        ("naloxone", "Lanternbridge", 2, When.TONIGHT),
        ("detox", "Southhaven", 29, When.ANY),
        ("women crisis", "", 200, When.ANY),
        ("for my son", "Southhaven", 3, When.WEEKEND),
    )
    told = 0
    for need, where, day, when in asked:
        meant = understood(need, where=where, when=when, at=THURSDAY_AT_NOON + timedelta(days=day, hours=day))
        found = find(meant)
        for result in (*found.near, *found.anywhere):
            one = spoken(result, near=near_of(meant)).sentence
            after_the_name = one.removeprefix(result.service.name)
            told += 1

            assert words_in(one) <= WORDS_IN_A_BREATH, one
            assert not SAYS_OPEN.search(after_the_name) or result.door.is_open or (result.opening and result.is_sure), (
                one
            )
            assert not result.service.is_confidential or not [street for street in STREETS if street in one]
    assert told > 30


def test_sentence_never_says_open_where_the_hours_are_not_known(a_result) -> None:
    for schedules in ((), ({**WORKDAYS, "opens_at": "x"},)):
        for doubt in (None, *Doubt):
            told = said(replace(a_result, door=door(hours(*schedules), doubt=doubt)))

            assert "its hours are not known" in told
            assert not re.search(r"\bopen", told)


def test_door_in_doubt_is_open_perhaps(a_result) -> None:
    why = {Doubt.UNCHECKED: "not checked since October 2025", Doubt.UNLISTED: "not listed since November 2026",
           Doubt.NEVER_CHECKED: "not known when checked"}  # fmt: skip
    for doubt in Doubt:
        for schedule in (WORKDAYS, ALWAYS):
            told = said(replace(a_result, door=door(hours(schedule, shut_on_holidays=False), doubt=doubt)))

            assert "perhaps open" in told
            assert not SAYS_OPEN.search(told)
            assert why[doubt] in told


def test_door_in_doubt_that_is_planted_as_open_is_seen(a_result, monkeypatch) -> None:
    monkeypatch.setattr(speaking, "standing_words", lambda result: "open now until 5pm")

    assert SAYS_OPEN.search(said(replace(a_result, door=door(hours()))))


def test_shut_door_says_when_it_opens_and_a_doubtful_one_says_perhaps(a_result) -> None:
    evening = THURSDAY_AT_NOON.replace(hour=18)

    assert "shut now, opens tomorrow, Friday, at 9am" in said(replace(a_result, door=door(hours(WORKDAYS), evening)))
    doubtful = replace(a_result, door=door(hours(WORKDAYS), evening, doubt=Doubt.UNCHECKED))
    assert "shut now, perhaps opens tomorrow, Friday, at 9am" in said(doubtful)


def test_long_names_and_far_days_still_fit_in_a_breath(a_result) -> None:
    monthly = {**WORKDAYS, "byday": "TH", "dtstart": "2026-11-26", "interval": 4}
    result = replace(a_result, door=door(hours(monthly), THURSDAY_AT_NOON + timedelta(days=1), Doubt.UNCHECKED))
    result = replace(result, found=replace(result.found, tags=()))
    card = replace(card_of(result, near="Bridge of the Long Name by the Sea"), name="Very " * 40 + "long")

    told = speaking.sentence(result, card, near="Bridge of the Long Name by the Sea")

    assert words_in(told) <= WORDS_IN_A_BREATH
    assert "perhaps opens on Thursday 24 December at 9am" in told
    assert told.endswith(".")


def test_confidential_address_is_never_said(asking) -> None:
    [safe] = [
        one for one in asking("safe door").anywhere or asking("safe door").near if "Safe Door" in one.service.name
    ]

    assert "its address is confidential" in spoken(safe, near="Northmark").sentence


def test_one_that_must_be_sent_and_one_that_says_nothing(a_result) -> None:
    by = "referral:professional-referral"
    sent = replace(a_result, found=replace(a_result.found, tags=(by,)))

    assert "by referral only" in said(sent)
    assert "ask about getting in" in said(replace(a_result, found=replace(a_result.found, tags=())))


def test_lines_that_answer_at_every_hour_are_said_too(invented_country) -> None:
    assert [line_sentence(line) for line in always_open()] == [
        "Emergency line of Estmark (invented), answers at every hour: ring 01632, 960, 999.",
        "Night Lantern (invented), answers at every hour: ring 01632, 960, 111.",
    ]


@pytest.mark.parametrize(
    ("written", "groups"),
    [
        ("0808 801 0609", ("0808", "801", "0609")), ("01632 960111", ("01632", "960", "111")), ("111", ("111",)),
        ("116123", ("116", "123")), ("01632960111", ("01632", "960", "111")),
        ("+44 1632 960111", ("+44", "1632", "960", "111")),
        ("01632 960111 (12)", ("01632", "960", "111", "12")), ("123456789012", ("1234", "5678", "9012")),
    ],
)  # fmt: skip
def test_number_is_said_in_groups(written, groups) -> None:
    assert groups_of(written) == groups


def test_date_of_a_check_is_told_by_its_month(directory) -> None:
    Service.objects.update(checked_on=date(2025, 3, 9))
    found = find(understood("naloxone lanternbridge"))

    assert "not checked since March 2025" in spoken(found.near[0]).sentence
