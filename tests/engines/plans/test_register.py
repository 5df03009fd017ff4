"""The register as it stood on a day, worked out by the database."""

from datetime import date

import pytest

from tideturn.engines.plans.models import Commitment


@pytest.mark.parametrize("day", [date.min, date(9999, 10, 2), date(9999, 10, 3), date.max])
def test_as_of_at_either_end_of_the_calendar_is_answered(register, day):
    assert register.register(day).count() == (0 if day == date.min else 22)


def test_due_within_at_the_end_of_the_calendar_is_answered(register):
    assert Commitment.objects.as_of(date.max).due_within(date.max, 90).count() == 0
