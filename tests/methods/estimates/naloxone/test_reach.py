"""The reach of take-home naloxone, and kits for each death."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.methods.estimates.errors import ParametersInvalid, SupplyInvalid
from tideturn.methods.estimates.naloxone.kits_per_death import Standing, kits_per_death
from tideturn.methods.estimates.naloxone.reach import reach
from tideturn.methods.estimates.naloxone.uncertain import UncertainCount, UncertainShare

MULTI_SOURCE = UncertainCount(47_100, 45_700, 48_600)


@pytest.mark.parametrize(("people", "at_risk", "published"), [(23_096, 61_500, 376), (25_935, 57_300, 453)])
def test_reach_is_the_published_one(people, at_risk, published):
    # National Naloxone Programme Scotland, monitoring reports 2017/18 and 2018/19; people with problem drug use as
    # estimated for 2012/13 and 2015/16.
    found = reach(people, at_risk=UncertainCount(at_risk, at_risk, at_risk))

    assert round(found.per_1000[0]) == published


def test_reach_has_the_uncertainty_of_the_people_at_risk():
    found = reach([25_935], at_risk=MULTI_SOURCE)

    assert found.lower == pytest.approx([1000 * 25_935 / 48_600])
    assert found.upper == pytest.approx([1000 * 25_935 / 45_700])


def test_reach_has_the_uncertainty_of_an_over_count():
    found = reach([1000], at_risk=UncertainCount(2000, 2000, 2000), over_count=UncertainShare(0.1, 0.0, 0.3))

    assert (found.lower[0], found.per_1000[0], found.upper[0]) == pytest.approx((350, 450, 500))


def test_reach_of_both_parts_is_less_certain_than_of_either():
    both = reach([9000], at_risk=MULTI_SOURCE, over_count=UncertainShare(0.1, 0.05, 0.2))
    one = reach([9000], at_risk=MULTI_SOURCE, over_count=UncertainShare(0.1, 0.1, 0.1))

    assert both.lower < one.lower
    assert both.upper > one.upper


def test_reach_beyond_everybody_is_marked():
    assert reach([10, 50_000], at_risk=MULTI_SOURCE).is_beyond_all.tolist() == [False, True]


def test_reach_where_everything_was_an_over_count_is_nothing():
    found = reach([100], at_risk=MULTI_SOURCE, over_count=UncertainShare(1, 1, 1))

    assert (found.per_1000[0], found.lower[0], found.upper[0]) == (0, 0, 0)


@pytest.mark.parametrize("supplies", [[-1], [np.nan], [np.inf]])
def test_reach_refuses_what_is_no_count(supplies):
    with pytest.raises(SupplyInvalid):
        reach(supplies, at_risk=MULTI_SOURCE)


@pytest.mark.parametrize("people", [(0, 0, 1), (5, 6, 7), (5, 1, np.inf), (np.nan, 1, 2)])
def test_uncertain_count_refuses_what_is_none(people):
    with pytest.raises(ParametersInvalid):
        UncertainCount(*people)


@given(people=st.integers(0, 10**5), share=st.floats(0, 0.9))
def test_reach_lies_within_its_limits(people, share):
    found = reach([people], at_risk=MULTI_SOURCE, over_count=UncertainShare(share, share / 2, min(1, share * 1.1)))

    assert 0 <= found.lower[0] <= found.per_1000[0] <= found.upper[0]


def test_kits_per_death_stand_against_the_published_marks():
    # 12,135 kits of 2018/19 and 8,555 of 2017/18; 1,060 deaths of 2018 with any opioid, the others invented.
    found = kits_per_death([12_135, 8_555, 20_000, 10], [1060, 1060, 1000, 0])

    assert found.ratio[:3] == pytest.approx([11.448, 8.071, 20], abs=0.001)
    assert found.standing == (Standing.AT_LEAST, Standing.BELOW, Standing.AIM_MET, Standing.NO_DEATHS)
    assert np.isnan(found.ratio[3])
    assert np.isinf(found.upper[3])


def test_kits_per_death_have_the_limits_of_the_deaths():
    # Garwood's limits of 10 are 4.795 and 18.39.
    found = kits_per_death(100, 10)

    assert (found.lower[0], found.upper[0]) == pytest.approx((100 / 18.3904, 100 / 4.7954), rel=1e-4)


@pytest.mark.parametrize(("kits", "deaths"), [([1, 2], [1]), ([-1], [1]), ([1], [np.nan])])
def test_kits_per_death_refuse_what_is_no_count(kits, deaths):
    with pytest.raises(SupplyInvalid):
        kits_per_death(kits, deaths)
