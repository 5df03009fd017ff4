"""Moving averages, and the likely range of random variation."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.methods.rates.errors import CountsInvalid, ParametersInvalid
from tideturn.methods.rates.moving_average import moving_average
from tideturn.methods.rates.random_variation import likely_range, random_variation

PUBLISHED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "scotland" / "nrs_drug_deaths_trend.csv"

# National Records of Scotland, drug-related deaths registered 1996 to 2021.
DEATHS = [244, 224, 249, 291, 292, 332, 382, 317, 356, 336, 421, 455, 574, 545, 485, 584, 581, 527, 614, 706, 868, 934]
DEATHS += [1187, 1280, 1339, 1330]


@pytest.mark.parametrize(
    ("average", "lower", "upper"), [(260, 228.396, 291.604), (1214, 1145.709, 1282.291)], ids=["1998", "2019"]
)
def test_likely_range_is_the_published_one(average, lower, upper):
    assert np.round(likely_range(average), 3) == pytest.approx((lower, upper))


def test_random_variation_gives_the_published_rows_of_1998_and_2019():
    found = random_variation(DEATHS)

    assert found.average[[2, 23]] == pytest.approx([260, 1214])
    assert np.round(found.lower[[2, 23]], 3) == pytest.approx([228.396, 1145.709])
    assert np.round(found.upper[[2, 23]], 3) == pytest.approx([291.604, 1282.291])


@pytest.mark.skipif(not PUBLISHED.is_file(), reason="the published series is not beside this clone")
def test_random_variation_gives_every_published_row():
    rows = list(csv.DictReader(PUBLISHED.open(encoding="utf-8")))
    found = random_variation([float(row["Drug-related deaths "]) for row in rows])
    given_rows = [place for place, row in enumerate(rows) if row["likely lower"]]

    assert len(given_rows) == 22
    assert given_rows == np.flatnonzero(np.isfinite(found.average)).tolist()
    for place in given_rows:
        assert found.average[place] == pytest.approx(float(rows[place]["5-year average"]), rel=1e-9)
        assert found.lower[place] == pytest.approx(float(rows[place]["likely lower"]), rel=1e-9)
        assert found.upper[place] == pytest.approx(float(rows[place]["likely upper"]), rel=1e-9)


def test_random_variation_says_what_lies_outside():
    found = random_variation(DEATHS)

    # 485 of 2010, against 507.7 to 599.9; the ends have no range.
    assert found.is_outside[DEATHS.index(485)]
    assert not found.is_outside[[0, 1, 2, -1]].any()


def test_likely_range_of_little_ends_at_zero():
    assert likely_range(1)[0] == 0


def test_moving_average_is_central():
    assert moving_average([3, 6, 9, 0]) == pytest.approx([np.nan, 6, 5, np.nan], nan_ok=True)


def test_moving_average_leaves_missing_weeks_and_their_neighbours_missing():
    found = moving_average([1, 2, np.nan, 4, 5, 6])

    assert np.isnan(found).tolist() == [True, True, True, True, False, True]


def test_moving_average_goes_along_the_last_axis():
    found = moving_average([[1, 2, 3], [4, 5, 6]])

    assert found[:, 1] == pytest.approx([2, 5])


def test_moving_average_of_a_short_series_is_missing():
    assert np.isnan(moving_average([1, 2])).all()


@pytest.mark.parametrize("width", [0, 2, -3])
def test_moving_average_refuses_a_window_without_a_middle(width):
    with pytest.raises(ParametersInvalid, match="no middle"):
        moving_average([1, 2, 3], width=width)


def test_moving_average_refuses_negative_counts():
    with pytest.raises(CountsInvalid):
        moving_average([1, -2, 3])


@given(counts=st.lists(st.integers(0, 10**6), min_size=5, max_size=30), width=st.sampled_from([1, 3, 5]))
def test_moving_average_stays_between_least_and_most(counts, width):
    found = moving_average(counts, width=width)

    known = found[np.isfinite(found)]
    assert len(known) == len(counts) - width + 1
    assert known.min() >= min(counts) - 1e-6
    assert known.max() <= max(counts) + 1e-6
