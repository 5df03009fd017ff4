"""A plan on a day."""

from datetime import date

import pytest


@pytest.mark.parametrize(
    ("day", "state"),
    [(date(2016, 1, 31), "current"), (date(2016, 2, 1), "superseded"), (date(2024, 8, 1), "superseded")],
)
def test_state_on_is_current_until_the_day_it_ended(register, day, state):
    assert register.plan("first-steps-2010").state_on(day) == state


def test_state_on_of_a_plan_that_goes_on_is_current(register):
    assert register.plan("answer-2023").state_on(date(2099, 1, 1)) == "current"
