"""First appearance: the sums against exact fractions, published formulas and the seeded null."""

from fractions import Fraction
from itertools import combinations
from math import comb

import numpy as np
import pytest

from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.first_appearance.arrivals import arrivals_expected, levels
from tideturn.methods.detection.first_appearance.closeness import closeness_pvalue
from tideturn.methods.detection.first_appearance.surprise import first_appearance
from tideturn.methods.detection.first_appearance.zero_history import zero_history_pvalue, zero_history_upper


def exact_tail(k, records, drawn, items):
    ways = sum(
        comb(records, j) * comb(items - records, drawn - j)
        for j in range(k, min(records, drawn) + 1)
        if drawn - j <= items - records
    )
    return Fraction(ways, comb(items, drawn))


@pytest.mark.parametrize(
    ("earlier", "earlier_items", "latest", "latest_items"),
    [
        (0, 5000, 1, 90),
        (0, 5000, 3, 90),
        (2, 5000, 3, 90),
        (40, 900, 12, 100),
        (3, 3, 2, 5),
        (0, 0, 2, 9),
        (0, 5, 0, 9),
    ],
)
def test_first_appearance_is_the_exact_conditional_chance(earlier, earlier_items, latest, latest_items):
    found = first_appearance(earlier=earlier, earlier_items=earlier_items, latest=latest, latest_items=latest_items)

    exact = exact_tail(latest, earlier + latest, latest_items, earlier_items + latest_items)
    assert float(found.pvalue) == pytest.approx(float(exact), rel=1e-10)


def test_first_appearance_counts_the_categories_watched():
    one, many = (
        first_appearance(earlier=0, earlier_items=1000, latest=2, latest_items=50, categories_watched=watched)
        for watched in (1, 400)
    )

    assert one.is_flagged
    assert not many.is_flagged
    assert float(many.adjusted) == pytest.approx(1 - (1 - float(one.pvalue)) ** 400)


def test_first_appearance_is_vectorised():
    found = first_appearance(earlier=[0, 1, 30], earlier_items=1000, latest=[[3], [0]], latest_items=50)

    assert found.pvalue.shape == (2, 3)
    assert found.pvalue[1].tolist() == [1, 1, 1]
    assert found.expected[0].tolist() == [0, 0.05, 1.5]


def test_first_appearance_without_a_past_is_no_surprise():
    found = first_appearance(earlier=0, earlier_items=0, latest=4, latest_items=10)

    assert float(found.pvalue) == 1
    assert np.isnan(found.expected)


@pytest.mark.parametrize(
    "wrong",
    [{"earlier": -1}, {"latest": 0.5}, {"latest": 51}, {"earlier": 1001}, {"categories_watched": 0}, {"alpha": 1}],
)
def test_first_appearance_refuses_what_cannot_be(wrong):
    given = {"earlier": 0, "earlier_items": 1000, "latest": 1, "latest_items": 50} | wrong

    with pytest.raises(ParametersInvalid):
        first_appearance(**given)


def test_first_appearance_errs_as_often_as_it_says():
    generator = np.random.default_rng(7)
    rates = generator.choice([0.0005, 0.002, 0.01], 200_000)
    earlier, latest = generator.binomial(1000, rates), generator.binomial(100, rates)

    found = first_appearance(earlier=earlier, earlier_items=1000, latest=latest, latest_items=100, alpha=0.05)

    assert 0.005 < found.is_flagged.mean() <= 0.05


def test_closeness_counts_all_places_of_the_earlier_records():
    items, span = 9, 5

    for records, older in ((2, 0), (3, 0), (2, 1), (3, 1)):
        places = list(combinations(range(1, items), records - 1 + older))
        inside = sum(sum(place > items - span for place in chosen) >= records - 1 for chosen in places)
        found = closeness_pvalue(records=records, span=span, items=items, older=older)
        assert float(found) == pytest.approx(inside / len(places), rel=1e-12)


def test_closeness_of_a_first_record_says_nothing():
    assert float(closeness_pvalue(records=1, span=1, items=5000)) == 1


def test_closeness_refuses_more_records_than_there_is_room_for():
    with pytest.raises(ParametersInvalid):
        closeness_pvalue(records=3, span=2, items=100)


@pytest.mark.parametrize(("observed", "weeks"), [(0, 35), (1, 35), (2, 35), (3, 7), (5, 1)])
def test_zero_history_is_the_negative_binomial_that_foretells_a_count(observed, weeks):
    found = zero_history_pvalue(observed, weeks)

    nothing = Fraction(weeks, weeks + 1)
    fewer = sum(nothing * (1 - nothing) ** count for count in range(observed))
    assert float(found) == pytest.approx(float(1 - fewer), rel=1e-12)


def test_zero_history_upper_is_the_highest_count_that_is_no_surprise():
    weeks = np.arange(1, 600)
    for alpha in (0.5, 0.05, 0.01, 1 / 36, 1 / 36**2, 1e-6):
        upper = zero_history_upper(alpha, weeks)

        assert (zero_history_pvalue(upper + 1, weeks) <= alpha).all()
        assert (zero_history_pvalue(upper, weeks) > alpha).all()


def test_zero_history_without_weeks_surprises_nobody():
    assert float(zero_history_pvalue(8, 0)) == 1
    assert np.isnan(zero_history_pvalue(np.nan, 0))
    assert float(zero_history_upper(0.01, 0)) == np.inf


def test_zero_history_keeps_a_missing_week_missing_and_weighs_exposure():
    found = zero_history_pvalue([np.nan, 2, 2], 9, exposure_ratio=[1, 1, 3])

    assert np.isnan(found[0])
    assert found[1:].tolist() == pytest.approx([0.01, 0.0625])


def test_levels_spend_no_more_than_the_budget():
    expected = arrivals_expected([120, 40, 30], items=6000, coming=1000)

    first, second, third = levels(expected, budget=2, ceiling=0.9)

    assert first == 0
    assert expected[1] * second + 2 * expected[2] * third == pytest.approx(2)


def test_levels_flag_a_first_record_where_new_names_are_rare():
    expected = arrivals_expected([0, 0, 0], items=60_000, coming=1000)

    assert levels(expected, budget=1, ceiling=0.1) == (1.0, 0.1, 0.1)
