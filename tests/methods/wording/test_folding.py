"""Words are compared without case, accents, apostrophes and the letter of a plural."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.methods.wording.folding import fold, words_of


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Families", "family"),
        ("NEEDLES", "needle"),
        ("Dùn", "dun"),
        ("Du\u0300n", "Dùn"),
        ("Bo'ness", "boness"),
        ("Bo’ness", "Bo'ness"),
        ("benzos", "benzo"),
        ("ﬁx", "fix"),
    ],
)
def test_fold_gives_one_form_to_the_same_word(left, right):
    assert fold(left) == fold(right)


@pytest.mark.parametrize("word", ["bus", "glass", "cannabis", "gas", "his"])
def test_fold_leaves_a_word_that_only_looks_like_a_plural(word):
    assert fold(word) == word


def test_words_of_leaves_out_what_stands_between_them():
    assert [word.written for word in words_of("  needle-exchange, (Bo'ness) & more…24/7 ")] == [
        "needle",
        "exchange",
        "Bo'ness",
        "and",
        "more",
        "24",
        "7",
    ]


@given(st.text(max_size=200))
def test_words_of_takes_any_text(text):
    words = words_of(text)

    assert all(word.folded == fold(word.written) for word in words)
    assert len(words) <= len(text) + 2 * text.count("&")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_fold_of_plain_letters_forgets_their_case(word):
    assert fold(word.upper()) == fold(word)
