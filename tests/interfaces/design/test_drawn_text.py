"""Where words are broken when they are drawn."""

from hypothesis import given
from hypothesis import strategies as st

from tideturn.interfaces.design.drawn_text import ELLIPSIS, width_of, wrap

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=200)


@given(TEXTS, st.integers(40, 400), st.integers(1, 6))
def test_wrap_keeps_every_line_within_the_width_and_the_number_allowed(text, width, at_most):
    lines = wrap(text, width=width, size=16, at_most=at_most)

    assert len(lines) <= at_most
    assert all(width_of(line, 16) <= width for line in lines)


@given(TEXTS)
def test_wrap_loses_nothing_where_there_is_room(text):
    lines = wrap(text, width=200, size=16, at_most=500)

    assert "".join("".join(lines).split()) == "".join(text.split())


def test_wrap_says_that_something_was_left_out():
    lines = wrap("one promise and then another promise and another", width=100, size=16, at_most=2)

    assert len(lines) == 2
    assert lines[-1].endswith(ELLIPSIS)


def test_wrap_breaks_a_word_that_is_wider_than_the_line():
    assert len(wrap("w" * 60, width=100, size=16, at_most=20)) > 1


def test_width_of_wide_letters_is_more_than_that_of_narrow_ones():
    assert width_of("www", 16) > width_of("iii", 16)
