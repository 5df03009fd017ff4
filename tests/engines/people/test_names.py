"""Spellings of one name meet; different names do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.engines.people.record.matching.names import are_alike, letters_of, likeness, parts_of, sound_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MacDonald", "Mc Donald"),
        ("MACKENZIE", "McKenzie"),
        ("O'Neill", "O Neill"),
        ("O’Neill", "Oneill"),
        ("Seán", "Sean"),
        ("Łukasz", "Lukasz"),
        ("Anne-Marie", "Anne Marie"),
        ("Smith-Jones", "Jones"),
        ("J", "Jean"),
        ("Catriona", "Catrina"),
        ("Stephen", "Stehpen"),
    ],
)
def test_two_spellings_of_a_name_are_alike(one, other):
    assert are_alike(parts_of(one), parts_of(other))
    assert are_alike(parts_of(other), parts_of(one))


@pytest.mark.parametrize(("one", "other"), [("Anne", "Fiona"), ("Liam", "Noah"), ("Kelly", "Quinn"), ("Ross", "Scott")])
def test_two_names_are_not_alike(one, other):
    assert not are_alike(parts_of(one), parts_of(other))


@pytest.mark.parametrize("no_name", ["Unknown", "UNKNOWN MALE", "n/k", "not known", "?", "-", "", None, "XX"])
def test_words_for_no_name_are_no_name(no_name):
    assert (letters_of(no_name), parts_of(no_name)) == ("", ())


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [("martha", "marhta", 0.961), ("dwayne", "duane", 0.840), ("dixon", "dicksonx", 0.813)],
)
def test_likeness_is_that_of_the_published_examples(one, other, published):
    assert likeness(one, other) == pytest.approx(published, abs=0.0006)


@pytest.mark.parametrize(
    ("name", "code"),
    [("robert", "R163"), ("rupert", "R163"), ("ashcraft", "A261"), ("tymczak", "T522"), ("pfister", "P236")],
)
def test_sound_is_that_of_the_published_examples(name, code):
    assert sound_of(name).upper() == code


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_a_share_that_knows_no_order(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == (1 if one else 0)
    sound_of(letters_of(one))
