"""Totals of money: no sum is counted twice, and unlike sums are never added."""

from datetime import date

from tideturn.engines.plans.models import Money
from tideturn.engines.plans.queries import MoneyTotal

DAY = date(2024, 8, 1)


def test_money_totals_leave_out_parts_and_keep_yearly_sums_apart(register):
    assert register.money_totals(DAY, plan_id="open-doors-2016") == [
        MoneyTotal("XTS", "", 12_000_000, 1, False),
        MoneyTotal("XTS", "year", 1_000_000, 1, True),
    ]


def test_money_totals_keep_currencies_apart(register):
    assert [(total.currency, total.amount) for total in register.money_totals(DAY)] == [
        ("GBP", 3_500_000),
        ("XTS", 12_000_000),
        ("XTS", 1_000_000),
    ]


def test_money_totals_of_one_commitment(register):
    promise = register.commitment("answer-2023", "EA-01", DAY)

    assert register.money_totals(DAY, commitment_id=promise.pk) == [MoneyTotal("GBP", "", 3_500_000, 1, True)]


def test_money_totals_before_publication_are_none(register):
    assert register.money_totals(date(2010, 1, 1)) == []


def test_money_totals_would_count_a_part_that_lost_its_whole(register):
    Money.objects.filter(key="b", commitment__local_id="EA-01").update(part_of=None)

    assert register.money_totals(DAY, plan_id="answer-2023")[0].amount == 4_500_000
