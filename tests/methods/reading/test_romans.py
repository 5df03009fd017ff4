"""Roman numerals for rows without a number."""

import pytest

from tideturn.methods.reading.romans import roman


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "i"), (4, "iv"), (9, "ix"), (11, "xi"), (14, "xiv"), (40, "xl"), (149, "cxlix")]
)
def test_roman(number, numeral):
    assert roman(number) == numeral


def test_roman_refuses_what_no_row_has():
    with pytest.raises(ValueError, match="count from 1"):
        roman(0)
