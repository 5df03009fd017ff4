"""Sums of money."""

import pytest

from tideturn.methods.reading.money import find_money


@pytest.mark.parametrize(
    ("text", "amount", "per", "bound"),
    [
        ("It gave £500,000 to boards.", 500_000, None, None),
        ("Up to £6.5 million per year.", 6_500_000, "year", "up_to"),
        ("over £5 million in boats", 5_000_000, None, "over"),
        ("an additional £250 million", 250_000_000, None, None),
        ("around £140m", 140_000_000, None, "around"),
        ("at least £90k a year", 90_000, "year", "at_least"),
        ("£1.1 million a year", 1_100_000, "year", None),
        ("£2bn", 2_000_000_000, None, None),
        ("£12.50 each", 12, None, None),
    ],
)
def test_find_money_of_one_sum(text, amount, per, bound):
    (money,) = find_money([text])

    assert (money.amount, money.per, money.bound, money.part_of) == (amount, per, bound, None)


def test_find_money_marks_parts_that_add_up():
    parts = find_money(["We gave up to £6 million. £4 million went north and £2 million south."])

    assert [money.part_of for money in parts] == [None, 0, 0]


def test_find_money_marks_a_part_that_is_included():
    assert [money.part_of for money in find_money(["over £5 million, including £3 million for sheds"])] == [None, 0]


def test_find_money_marks_a_yearly_share():
    money = find_money(["an additional £90 million in all. This is £30 million a year, out of around £140 million."])

    assert [one.part_of for one in money] == [None, 0, None]


def test_find_money_does_not_mark_sums_that_stand_apart():
    assert [money.part_of for money in find_money(["£5 million for boats. £3 million for sheds."])] == [None, None]


def test_find_money_counts_places_over_all_texts():
    money = find_money(["£9 million", "£6 million, including £1 million"])

    assert [one.part_of for one in money] == [None, None, 1]
