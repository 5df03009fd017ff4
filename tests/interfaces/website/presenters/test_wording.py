"""Where a quotation stands, in words."""

import pytest

from tideturn.interfaces.website.presenters.commitment.wording import lines_words


@pytest.mark.parametrize(
    ("ranges", "words"),
    [
        ([(13, 13)], "Line 13"),
        ([(13, 15)], "Lines 13 to 15"),
        ([(13, 15), (18, 18)], "Lines 13 to 15, 18"),
    ],
)
def test_lines_words(ranges: list, words: str) -> None:
    assert lines_words(ranges) == words
