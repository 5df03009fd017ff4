"""What the columns of a table hold."""

import pytest

from tideturn.methods.reading.columns import columns_of


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        ("Action|Lead|Timescale|Measure", {"text": 0, "owners": 1, "timescale": 2, "measure": 3}),
        ("Objective|Action|Owner", {"text": 1, "owners": 2}),
        ("Measure|Lead body|Budget", {"text": 0, "owners": 1, "money": 2}),
        ("Priority|Owner|When", {"text": 0, "owners": 1, "timescale": 2}),
        ("Theme|What we will do|How we will know|By when", {"section": 0, "text": 1, "measure": 2, "timescale": 3}),
    ],
)
def test_columns_of_a_row_of_headings(headings, columns):
    assert columns_of(headings.split("|")) == columns


def test_columns_of_a_row_of_words_are_none():
    assert columns_of(["Mend the boats", "Rope Yard", "May 2031"]) == {}
