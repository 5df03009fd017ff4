"""The register as it stood on a day, worked out by the database."""

from datetime import date

import pytest


@pytest.mark.parametrize("day", [date.min, date(9999, 10, 2), date(9999, 10, 3), date.max])
def test_as_of_at_either_end_of_the_calendar_is_answered(register, day):
    assert register.register(day).count() == (0 if day == date.min else 22)


@pytest.mark.parametrize(
    "words",
    ["\0", "kit\0", " ", "\ud800", "x" * 3000, "é" * 3000, '"', '"unclosed', "-", "or", "& | !", "\\", "%", "':*"],
)
def test_matching_odd_words_is_answered(register, words):
    found = register.register(date(2024, 8, 1), register.RegisterFilters(words=words))

    assert len(found) <= 22


@pytest.mark.parametrize(
    ("typed", "local_id"),
    [
        ("pharmacies", "LR-03"),
        ("pharmacy", "LR-03"),
        ("farmacies", "LR-03"),
        ("prescripton", "LR-03"),
        ("LR-08", "LR-08"),
    ],
)
def test_matching_forgives_endings_and_misspellings(register, typed, local_id):
    found = register.register(date(2024, 8, 1), register.RegisterFilters(words=typed))

    assert found[0].local_id == local_id


def test_matching_is_told_how_near_is_near(register, monkeypatch):
    """Negative control: what the database itself takes for near, 0.6, is too near for a letter left out of a word."""
    asked = register.RegisterFilters(words="servces")
    assert register.register(date(2024, 8, 1), asked).exists()

    monkeypatch.setattr("tideturn.engines.plans.register.WORD_SIMILARITY_AT_LEAST", 0.6)
    assert not register.register(date(2024, 8, 1), asked).exists()


def test_matching_what_is_nowhere_finds_nothing(register):
    assert not register.register(date(2024, 8, 1), register.RegisterFilters(words="zyxwvut")).exists()


@pytest.mark.parametrize(
    "typed",
    ["the promise to hand out rescue kits in prison", "promised rescue kitts for evrybody", "kits rescue zyxwvut"],
)
def test_matching_a_promise_half_remembered_finds_what_holds_the_most_of_its_words(register, typed):
    found = register.register(date(2024, 8, 1), register.RegisterFilters(words=typed))

    assert 0 < len(found) < 8
    assert all("kit" in item.search_text.lower() for item in found)
    assert register.is_near_match(found)


def test_matching_in_part_holds_to_what_else_was_asked(register):
    asked = register.RegisterFilters(words="rescue kits zyxwvut", plan="first-steps-2010")

    assert {item.plan_id for item in register.register(date(2024, 8, 1), asked)} == {"first-steps-2010"}


def test_matching_finds_what_an_organisation_owns_by_its_other_name(register):
    found = register.register(date(2024, 8, 1), register.RegisterFilters(words="EHS"))

    assert {item.local_id for item in found} >= {"OD-1", "LR-01", "LR-07"}
