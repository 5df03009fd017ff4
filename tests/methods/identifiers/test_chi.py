"""The CHI number: the published goldens, then every wrong digit and every two neighbours that changed places."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tideturn.methods.identifiers import chi
from tideturn.methods.identifiers.chi import Verdict

TODAY = date(2026, 11, 21)
VALID = "1904851231"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1904851231", Verdict.VALID),
        ("2902201230", Verdict.VALID),
        (" 190485 1231 ", Verdict.VALID),
        ("190485-1231", Verdict.VALID),
        ("2902191230", Verdict.BAD_DATE),
        ("3213201234", Verdict.BAD_DATE),
        ("1900851231", Verdict.BAD_DATE),
        ("0004851231", Verdict.BAD_DATE),
        ("", Verdict.BLANK),
        (" \t", Verdict.BLANK),
        ("904851231", Verdict.TOO_SHORT),
        ("19048512311", Verdict.TOO_LONG),
        ("1904851232", Verdict.BAD_CHECK),
        ("19O4851231", Verdict.LETTERS),
        ("１９０４８５１２３１", Verdict.LETTERS),
        ("1904851²31", Verdict.LETTERS),
    ],
)
def test_check_says_what_is_wrong(text, said):
    checked = chi.check(text, today=TODAY)

    assert checked.verdict is said
    assert checked.is_valid is (said is Verdict.VALID)


def test_check_takes_no_birth_date_that_is_still_to_come():
    # Only 2000 had a 29 February among the years that end in 00.
    number = next(f"290200{tail:04d}" for tail in range(10_000) if chi.nhs.checksum(f"290200{tail:04d}") == 0)

    assert chi.check(number, today=date(1999, 12, 31)).verdict is Verdict.BAD_DATE
    assert chi.check(number, today=date(2000, 2, 29)).is_valid


def test_check_keeps_the_number_without_spaces_and_hyphens():
    assert chi.check(" 190485-1231 ", today=TODAY).number == VALID


def test_every_verdict_has_a_sentence():
    assert all(chi.ChiCheck("", verdict).sentence.endswith(".") for verdict in Verdict)


@given(
    born=st.dates(date(1905, 1, 1), TODAY),
    middle=st.integers(0, 999),
    place=st.integers(0, 9),
    digit=st.sampled_from("0123456789"),
)
def test_check_finds_every_single_wrong_digit(born, middle, place, digit):
    number = numbered(born, middle)
    assume(number and number[place] != digit)

    assert chi.check(number, today=TODAY).is_valid
    assert not chi.check(number[:place] + digit + number[place + 1 :], today=TODAY).is_valid


@given(born=st.dates(date(1905, 1, 1), TODAY), middle=st.integers(0, 999), place=st.integers(0, 8))
def test_check_finds_every_two_neighbours_that_changed_places(born, middle, place):
    number = numbered(born, middle)
    assume(number and number[place] != number[place + 1])
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    assert not chi.check(swapped, today=TODAY).is_valid


def numbered(born, middle):
    """Return the valid number of a birth date and three digits, or nothing where its check digit would be 10."""
    stem = f"{born:%d%m%y}{middle:03d}"
    return next((stem + digit for digit in "0123456789" if chi.nhs.checksum(stem + digit) == 0), None)


@pytest.mark.parametrize(
    ("number", "between", "born"),
    [
        (VALID, (date(1900, 1, 1), date(1999, 12, 31)), date(1985, 4, 19)),
        ("2902201230", (date(1900, 1, 1), date(1999, 12, 31)), date(1920, 2, 29)),
        ("2902201230", (date(2000, 1, 1), TODAY), date(2020, 2, 29)),
        ("2902201230", (date(1900, 1, 1), TODAY), None),  # either century
        (VALID, (date(1986, 1, 1), TODAY), None),
        ("", (date(1900, 1, 1), TODAY), None),
        ("290219", (date(1900, 1, 1), TODAY), None),
    ],
)
def test_birth_date_from_needs_the_days_it_lies_between(number, between, born):
    assert chi.birth_date_from(number, between) == born


@given(born=st.dates(date(1905, 1, 1), TODAY), middle=st.integers(0, 999))
def test_birth_date_from_finds_the_date_a_number_was_made_with(born, middle):
    number = numbered(born, middle)
    assume(number)

    assert chi.birth_date_from(number, (born - timedelta(days=365), born + timedelta(days=365))) == born
