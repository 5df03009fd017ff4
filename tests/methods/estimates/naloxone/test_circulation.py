"""Naloxone kits in circulation."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.methods.estimates.errors import ParametersInvalid, SupplyInvalid
from tideturn.methods.estimates.naloxone.circulation import Wear, kits_in_circulation
from tideturn.methods.estimates.naloxone.supply import Supply
from tideturn.methods.estimates.naloxone.uncertain import UncertainShare, exactly

SAMPLE = (
    Path(__file__).resolve().parents[4].parent / "shared" / "data" / "naloxone" / "irvine_overdose_model_sample.csv"
)


def supply(first, *, repeat=None, used=None, **others):
    nothing = np.zeros(len(first))
    return Supply(np.array(first), nothing if repeat is None else repeat, nothing if used is None else used, **others)


def wear(*, reported=1.0, lost=0.0, shelf_life=3, periods=1):
    return Wear(exactly(reported), exactly(lost), shelf_life, periods)


def test_kits_in_circulation_expire_after_their_shelf_life():
    found = kits_in_circulation(supply([100, 10, 1, 0, 0, 0]), wear(shelf_life=3))

    assert found.in_circulation.tolist() == [100, 110, 111, 11, 1, 0]
    assert found.account.expired.tolist() == [0, 0, 0, 100, 10, 1]


def test_kits_in_circulation_count_used_kits_that_nobody_reported():
    found = kits_in_circulation(supply([100, 0], used=[10, 10]), wear(reported=0.5))

    assert found.account.used.tolist() == [20, 20]
    assert found.in_circulation.tolist() == [80, 60]


def test_kits_in_circulation_lose_a_yearly_share_evenly_over_the_periods():
    found = kits_in_circulation(supply([100] + [0] * 11), wear(lost=0.2, shelf_life=24, periods=12))

    assert found.in_circulation[-1] == pytest.approx(80)


def test_kits_in_circulation_take_recorded_losses_instead_of_a_share():
    found = kits_in_circulation(supply([100], lost=np.array([5])), wear(reported=0.5, lost=0.9))

    assert found.account.lost.tolist() == [10]


def test_kits_in_circulation_take_the_oldest_for_those_reported_expired():
    found = kits_in_circulation(supply([100, 50, 0, 0], expired=np.array([0, 30, 0, 0])), wear(shelf_life=3))

    assert found.account.expired.tolist() == [0, 30, 0, 70]
    assert found.in_circulation[-1] == 50


def test_kits_in_circulation_say_where_more_went_than_there_was():
    found = kits_in_circulation(supply([10, 10], used=[20, 1]), wear())

    assert found.is_overdrawn.tolist() == [True, False]
    assert found.in_circulation.tolist() == [0, 9]


def test_kits_in_circulation_have_the_limits_that_the_shares_give():
    kits = supply([1000], used=[100])

    found = kits_in_circulation(kits, Wear(UncertainShare(0.5, 0.25, 0.8), exactly(0), 3, 1))

    # With a quarter reported 400 were used, with eight tenths 125.
    assert (found.lower[0], found.in_circulation[0], found.upper[0]) == pytest.approx((600, 800, 875), rel=0.01)


def test_kits_in_circulation_are_the_same_when_asked_again():
    kits, uncertain = supply([100, 50], used=[5, 9]), Wear(UncertainShare(0.5, 0.3, 0.7), exactly(0.1), 3, 1)

    assert (kits_in_circulation(kits, uncertain).lower == kits_in_circulation(kits, uncertain).lower).all()


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the teaching sample is not beside this clone")
def test_kits_in_circulation_of_the_teaching_sample_are_those_not_used():
    rows = list(csv.DictReader(SAMPLE.open(encoding="utf-8")))
    supplied = np.array([float(row["kits distributed"]) for row in rows])
    used = np.array([float(row["kits used"]) for row in rows])

    everything = kits_in_circulation(supply(supplied, used=used), wear(shelf_life=24, periods=12))

    assert everything.in_circulation == pytest.approx(np.cumsum(supplied - used))
    assert not everything.is_overdrawn.any()


@given(
    months=st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(0, 400)), min_size=1, max_size=12),
    reported=st.floats(0.05, 1),
    lost=st.floats(0, 1),
    shelf_life=st.integers(1, 5),
    has_records=st.booleans(),
)
def test_every_kit_is_used_lost_expired_or_in_circulation(months, reported, lost, shelf_life, has_records):
    first, repeat, used = np.array(months, dtype=float).T
    records = {"lost": used / 2, "expired": used / 3} if has_records else {}
    kits = supply(first, repeat=repeat, used=used, **records)

    found = kits_in_circulation(kits, wear(reported=reported, lost=lost, shelf_life=shelf_life, periods=4), draws=100)
    account = found.account

    gone = np.cumsum(account.used + account.lost + account.expired)
    assert np.cumsum(kits.supplied) == pytest.approx(gone + found.in_circulation)
    assert (np.array([account.used, account.lost, account.expired, account.in_circulation]) >= 0).all()
    assert (found.lower <= found.in_circulation).all()
    assert (found.in_circulation <= found.upper).all()


@pytest.mark.parametrize("column", [[-1, 2], [np.nan, 2], [1, 2, 3]])
def test_supply_refuses_what_is_no_count(column):
    with pytest.raises(SupplyInvalid, match="used"):
        supply([1, 2], used=np.array(column))


@pytest.mark.parametrize("shares", [(0.5, 0.6, 0.7), (0.5, 0.2, 0.4), (0.5, -0.1, 0.7), (0.5, 0.2, 1.1)])
def test_uncertain_share_refuses_limits_that_leave_it_out(shares):
    with pytest.raises(ParametersInvalid):
        UncertainShare(*shares)


def test_uncertain_share_has_the_limits_it_was_given():
    share = UncertainShare(0.3, 0.1, 0.7)

    assert share.at(np.array([0.025, 0.5, 0.975])) == pytest.approx([0.1, 0.3, 0.7])


@pytest.mark.parametrize(
    "given_wear",
    [
        (exactly(0.5), exactly(0), 0, 1),
        (exactly(0.5), exactly(0), 3, 0),
        (UncertainShare(0.5, 0, 0.7), exactly(0), 3, 1),
    ],
)
def test_wear_refuses_what_cannot_be(given_wear):
    with pytest.raises(ParametersInvalid):
        Wear(*given_wear)


def test_kits_in_circulation_refuse_what_is_no_confidence():
    with pytest.raises(ParametersInvalid):
        kits_in_circulation(supply([1]), wear(), confidence=95)
