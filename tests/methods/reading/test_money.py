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
        ("GBP 3 million", 3_000_000, None, None),
        ("500,000 pounds", 500_000, None, None),
        ("£1 trillion", 10**12, None, None),
        ("£2,750,000 pa", 2_750_000, "year", None),
        ("£3m/year", 3_000_000, "year", None),
        ("£3m of new boats, yearly", 3_000_000, None, None),
        ("£5 million additional funding per annum", 5_000_000, "year", None),
        ("less than £3m", 3_000_000, None, "up_to"),
        ("£3.5-4 million", 4_000_000, None, "up_to"),
        ("£3 to 4 million a year", 4_000_000, "year", "up_to"),
        ("£20m–£30m", 30_000_000, None, "up_to"),
        ("between £3 million and £4 million a year", 4_000_000, "year", "up_to"),
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


def test_find_money_keeps_the_words_of_a_range_whole():
    assert [one.as_written for one in find_money(["from £2m-£3m or £4 to 5 million"])] == ["£2m-£3m", "£4 to 5 million"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("£5 million. £3 million of this is for sheds.", [None, 0]),
        ("£5 million of the £20 million fund", [1, None]),
        ("£250 million over five years (£50 million a year)", [None, 0]),
        ("It rose from £3 million to £5 million.", [None, None]),
        ("£3 million and £5 million", [None, None]),
        ("£5 million, up from £3 million", [None, None]),
    ],
)
def test_find_money_marks_parts_by_their_words(text, parts):
    assert [one.part_of for one in find_money([text])] == parts


@pytest.mark.parametrize("text", ["$5 million", "5 pounds of tar", "GBPX 5", "3 million boats"])
def test_find_money_leaves_what_is_no_sum_of_ours(text):
    assert find_money([text]) == ()
