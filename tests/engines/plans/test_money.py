"""Money counted once, however it is divided: the parts of any division come to the same as the wholes."""

from datetime import date

import pytest

from tideturn.engines.plans import money
from tideturn.engines.plans.models import Money
from tideturn.engines.plans.money import Amount

ON = date(2024, 8, 1)


def in_all(totals: money.Totals) -> dict[tuple[str, str], int]:
    """Return what all totals come to, by currency and kind."""
    found: dict[tuple[str, str], int] = {}
    for amounts in totals.values():
        for one in amounts:
            kind = (one.currency, one.per)
            found[kind] = found.get(kind, 0) + one.amount
    return found


def test_every_division_comes_to_the_totals_of_the_register(register) -> None:
    rows = list(money.sums(ON))
    wanted = {(one.currency, one.per): one.amount for one in money.totals(ON)}

    assert wanted == {("GBP", ""): 3_500_000, ("XTS", ""): 12_000_000, ("XTS", "year"): 1_000_000}
    assert in_all(money.by_plan(rows)) == in_all(money.by_period(rows)) == in_all(money.by_recipient(rows)) == wanted


def test_divisions_see_a_part_that_was_counted_twice(register) -> None:
    Money.objects.filter(key="b", commitment__local_id="EA-01").update(part_of=None)

    assert in_all(money.by_plan(list(money.sums(ON))))[("GBP", "")] == 4_500_000


def test_recipients_get_their_parts_and_the_rest_is_not_stated(register) -> None:
    found = money.by_recipient(list(money.sums(ON)))

    assert found["southhaven-partnership"] == [Amount("GBP", "", 1_000_000, 1, True)]
    assert Amount("GBP", "", 2_500_000, 1, True) in found[None]


def test_recipient_of_a_whole_counts_it_whole(register) -> None:
    Money.objects.filter(key="a", commitment__local_id="EA-01").update(recipient="harbour-lights")
    found = money.by_recipient(list(money.sums(ON)))

    assert found["harbour-lights"] == [Amount("GBP", "", 3_500_000, 1, True)]
    assert "southhaven-partnership" not in found


def test_part_of_another_kind_says_nothing_of_the_division(register) -> None:
    Money.objects.filter(key="b", commitment__local_id="EA-01").update(per="year")

    assert "southhaven-partnership" not in money.by_recipient(list(money.sums(ON)))


def test_parts_that_come_to_more_than_their_whole_divide_it_not(register) -> None:
    Money.objects.filter(key="b", commitment__local_id="EA-01").update(amount=4_000_000)
    rows = list(money.sums(ON))

    assert "southhaven-partnership" not in money.by_recipient(rows)
    assert in_all(money.by_recipient(rows)) == in_all(money.by_plan(rows))


def test_what_another_plan_counts_is_added_nowhere(register) -> None:
    assert not any(one.currency == "XTS" for one in money.by_plan(list(money.sums(ON)))["answer-2023"])
    Money.objects.filter(key="c", commitment__local_id="EA-01").update(not_added="")
    assert any(one.currency == "XTS" for one in money.by_plan(list(money.sums(ON)))["answer-2023"])


def test_periods_are_those_stated(register) -> None:
    found = money.by_period(list(money.sums(ON)))

    assert found[date(2016, 4, 1), date(2020, 3, 31)] == [Amount("XTS", "", 12_000_000, 1, False)]
    assert {one.currency for one in found[None]} == {"GBP", "XTS"}


@pytest.mark.parametrize(("on", "number"), [(date(2010, 1, 1), 0), (date(2017, 1, 1), 4), (ON, 7)])
def test_sums_are_of_plans_published_by_the_day(register, on: date, number: int) -> None:
    assert len(money.sums(on)) == number


def test_scottish_sums_are_counted_once(scottish_register) -> None:
    rows = list(money.sums(date(2026, 1, 1)))
    wanted = {(one.currency, one.per): one.amount for one in money.totals(date(2026, 1, 1))}

    assert in_all(money.by_recipient(rows)) == in_all(money.by_plan(rows)) == wanted
    # 0.5 + 5 + 250 + 2.75 of the first answer, and 2.2 + 0.09 + 0.03 + 1.9 of the plan before.
    assert wanted == {("GBP", ""): 262_470_000, ("GBP", "year"): 8_580_000}
