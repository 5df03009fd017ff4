"""Birth dates as people mistype them: looked for and recognised by one and the same rule."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tideturn.engines.people.record.matching.dates import are_near, exchanged, known, one_digit_away

DATES = st.dates(min_value=date(1880, 1, 1), max_value=date(2030, 1, 1))


def test_one_digit_and_day_for_month_are_near():
    assert are_near(date(1985, 4, 19), date(1985, 4, 18))
    assert are_near(date(1985, 4, 9), date(1985, 9, 4))
    assert not are_near(date(1985, 4, 19), date(1985, 5, 18))
    assert exchanged(date(1985, 4, 19)) is None
    assert known(date(1900, 1, 1)) is None


@given(DATES, DATES)
def test_what_is_near_is_what_is_looked_for(one, other):
    assert are_near(one, other) == are_near(other, one) == (other in {*one_digit_away(one), exchanged(one)})


@given(DATES)
def test_every_date_looked_for_is_near_and_another(one):
    around = set(one_digit_away(one))

    assert one not in around
    assert all(are_near(one, other) for other in around)
