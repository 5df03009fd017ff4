"""Details are read once: cleaned, bounded, refused field by field, and a bad number refuses nothing."""

import unicodedata
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tideturn.engines.people.record.cleaning import why_not_kept
from tideturn.engines.people.record.details import LONGEST, PersonDetails
from tideturn.engines.people.record.errors import DetailsRefused


def test_blank_is_nothing_and_letters_are_composed():
    details = PersonDetails(given_name=" Rene\u0301e ", family_name=" \t\n", phone="")

    assert (details.given_name, details.family_name, details.phone) == ("Renée", None, None)


def test_a_valid_number_is_kept_without_its_spaces():
    assert PersonDetails(chi="190485 1231").chi == "1904851231"


@pytest.mark.parametrize("given_number", ["1904851232", "2902191230", "123", "19048512345", "19o4851231"])
def test_a_number_that_cannot_be_valid_is_kept_as_given_with_the_reason(given_number):
    details = PersonDetails(chi=given_number, given_name="Anne")

    assert (details.chi, details.chi_as_given, details.given_name) == (None, given_number, "Anne")
    assert details.chi_reason.endswith(".")
    assert PersonDetails(**details.as_columns()) == details


@pytest.mark.parametrize("given_number", ["", "  ", "-", None])
def test_no_number_is_no_bad_number(given_number):
    assert PersonDetails(chi=given_number) == PersonDetails()


def test_every_field_that_cannot_be_kept_is_named_at_once():
    with pytest.raises(DetailsRefused) as refused:
        PersonDetails(
            given_name="a\x00b",
            family_name="\ud800",
            phone="1" * 41,
            address=7,
            birth_date=date(1850, 1, 1),
            area="x" * 21,
        )

    assert set(refused.value.reasons) == {"given_name", "family_name", "phone", "address", "birth_date", "area"}


@pytest.mark.parametrize("born", [timezone.localdate() + timedelta(days=1), datetime(1985, 4, 19), "1985-04-19"])  # noqa: DTZ001
def test_a_birth_date_is_a_day_that_was(born):
    with pytest.raises(DetailsRefused, match="birth_date"):
        PersonDetails(birth_date=born)


@given(st.sampled_from(sorted(LONGEST)), st.text(alphabet=st.characters(), max_size=500))
def test_any_text_is_kept_in_one_form_or_refused_by_its_field(field, text):
    if why_not_kept(text, LONGEST[field]):
        with pytest.raises(DetailsRefused) as refused:
            PersonDetails(**{field: text})
        assert set(refused.value.reasons) == {field}
        return
    details = PersonDetails(**{field: text})

    for value in details.as_columns().values():
        assert value is None or (value and value == unicodedata.normalize("NFC", value).strip())
    assert PersonDetails(**details.as_columns()) == details
