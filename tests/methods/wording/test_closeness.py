"""Slips between words: against a definition written out in full, and the index that finds what is near."""

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.methods.wording.closeness import shortened, slips_allowed, slips_between

words = st.text(alphabet="abc", max_size=7)


@lru_cache
def by_definition(left: str, right: str) -> int:
    """The optimal string alignment, step by step from the end."""
    if not left or not right:
        return len(left) + len(right)
    best = min(
        by_definition(left[:-1], right) + 1,
        by_definition(left, right[:-1]) + 1,
        by_definition(left[:-1], right[:-1]) + (left[-1] != right[-1]),
    )
    if len(left) > 1 and len(right) > 1 and left[-2:] == right[-1] + right[-2]:
        best = min(best, by_definition(left[:-2], right[:-2]) + 1)
    return best


@pytest.mark.parametrize(
    ("written", "listed", "slips"),
    [("herion", "heroin", 1), ("mehtadone", "methadone", 1), ("naloxne", "naloxone", 1), ("subutext", "subutex", 1)],
)
def test_slips_of_a_finger_count_one(written, listed, slips):
    assert slips_between(written, listed, at_most=2) == slips


@given(words, words, st.integers(0, 3))
def test_slips_between_agrees_with_the_definition(left, right, at_most):
    count = by_definition(left, right)

    assert slips_between(left, right, at_most=at_most) == (count if count <= at_most else None)


@given(words, words)
def test_words_within_two_slips_share_a_shortened_form(left, right):
    if by_definition(left, right) <= 2:
        assert set(shortened(left, 2)) & set(shortened(right, 2))


@pytest.mark.parametrize(
    ("word", "allowed"), [("jag", 0), ("aa", 0), ("detox", 1), ("methadone", 2), ("dd11abcdef", 0)]
)
def test_short_words_and_codes_are_missed_by_nothing(word, allowed):
    assert slips_allowed(word) == allowed
