"""Sums: parts under their whole, and no pound counted twice."""

from types import SimpleNamespace

from tideturn.interfaces.website.presenters.commitment.money import sums_of, totals_of


def money(pk: int, amount: int, part_of: int | None = None, **changes: object) -> SimpleNamespace:
    facts = {"currency": "GBP", "per": "", "bound": "", "purpose": "", "period_start": None, "period_end": None}
    facts |= {"recipient": None, "not_added": ""}
    return SimpleNamespace(pk=pk, amount=amount, part_of_id=part_of, as_written=f"£{amount:,}", **(facts | changes))


def test_sums_of_puts_each_part_under_its_whole() -> None:
    rows = [money(1, 10), money(2, 7), money(3, 4, 1), money(4, 3, 3), money(5, 1, 2)]

    assert [(item.as_written, item.depth) for item in sums_of(rows)] == [
        ("£10", 0),
        ("£4", 1),
        ("£3", 2),
        ("£7", 0),
        ("£1", 1),
    ]


def test_totals_of_counts_no_part_again() -> None:
    assert [total.words for total in totals_of([money(1, 3_500_000), money(2, 1_000_000, 1)])] == ["£3,500,000"]


def test_totals_of_would_be_more_if_parts_were_wholes() -> None:
    assert [total.words for total in totals_of([money(1, 3_500_000), money(2, 1_000_000)])] == ["£4,500,000"]


def test_totals_of_keeps_currencies_and_periods_apart() -> None:
    rows = [money(1, 5), money(2, 7, per="year"), money(3, 9, currency="XTS")]

    assert [total.words for total in totals_of(rows)] == ["£5", "£7 a year", "9 XTS"]


def test_totals_of_says_where_a_sum_is_only_rough() -> None:
    assert [total.is_bounded for total in totals_of([money(1, 5, bound="over"), money(2, 6)])] == [True]


def test_totals_of_leaves_out_what_another_plan_names_too() -> None:
    assert [total.words for total in totals_of([money(1, 5, not_added="Named in another plan."), money(2, 6)])] == [
        "£6"
    ]


def test_sums_of_says_what_was_printed_beside_a_figure() -> None:
    rows = [money(1, 5, bound="up_to", per="year", get_bound_display=lambda: "up to"), money(2, 7, purpose="lamps")]

    assert [one.notes for one in sums_of(rows)] == [("up to", "a year"), ("lamps",)]
