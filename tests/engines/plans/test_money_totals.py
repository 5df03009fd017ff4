"""Totals of money: no sum is counted twice, and unlike sums are never added."""

from datetime import date

from tideturn.engines.plans import money
from tideturn.engines.plans.models import Money
from tideturn.engines.plans.money import Amount

DAY = date(2024, 8, 1)


def test_money_totals_leave_out_parts_and_keep_yearly_sums_apart(register):
    assert money.totals(DAY, plan_id="open-doors-2016") == [
        Amount("XTS", "", 12_000_000, 1, False),
        Amount("XTS", "year", 1_000_000, 1, True),
    ]


def test_money_totals_keep_currencies_apart(register):
    assert [(total.currency, total.amount) for total in money.totals(DAY)] == [
        ("GBP", 3_500_000),
        ("XTS", 12_000_000),
        ("XTS", 1_000_000),
    ]


def test_money_totals_of_one_commitment(register):
    promise = register.commitment("answer-2023", "EA-01", DAY)

    assert money.totals(DAY, commitment_id=promise.pk) == [Amount("GBP", "", 3_500_000, 1, True)]


def test_money_totals_before_publication_are_none(register):
    assert money.totals(date(2010, 1, 1)) == []


def test_money_totals_would_count_a_part_that_lost_its_whole(register):
    Money.objects.filter(key="b", commitment__local_id="EA-01").update(part_of=None)

    assert money.totals(DAY, plan_id="answer-2023")[0].amount == 4_500_000
