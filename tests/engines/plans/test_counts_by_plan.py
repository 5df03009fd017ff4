"""One question for every plan gives what a question for each would give."""

from datetime import date

import pytest


@pytest.mark.parametrize("on", [date(2011, 1, 1), date(2017, 6, 1), date(2023, 2, 1), date(2026, 1, 1)])
def test_counts_by_plan_are_the_counts_of_each_plan(register, on: date) -> None:
    by_plan = register.counts_by_plan(on)

    assert set(by_plan) == {plan.id for plan in register.plans(on)}
    for plan, known in by_plan.items():
        assert known == register.counts_of(register.standing(on, plan))


def test_counts_by_plan_asks_once(register, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        register.counts_by_plan(date(2026, 1, 1))


def test_counts_by_plan_before_every_plan_is_empty(register) -> None:
    assert register.counts_by_plan(date(1950, 1, 1)) == {}
