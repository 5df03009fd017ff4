"""Limits against those that the Scottish Public Health Observatory published for council areas.

Its table gives numerators, rates and limits to one decimal, and no denominators. What needs none is checked: the limits
of a crude rate over the rate are those of the count over the count; and how much further the upper limit of a
standardised rate lies from it than the lower one depends on the count alone.
"""

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from tideturn.methods.rates.count_limits import byar_limits
from tideturn.methods.rates.proportion import proportion

PUBLISHED = (
    Path(__file__).resolve().parents[3].parent
    / "shared"
    / "data"
    / "rates"
    / "scotpho_alcohol_suicide_other_council.csv"
)
HALF_A_DIGIT = 0.05

pytestmark = pytest.mark.skipif(not PUBLISHED.is_file(), reason="the published table is not beside this clone")


def published():
    rows = defaultdict(list)
    for row in csv.DictReader(PUBLISHED.open(encoding="utf-8")):
        if row["numerator"] and float(row["numerator"]) > 0:
            names = ("numerator", "measure", "lower_confidence_interval", "upper_confidence_interval")
            rows[row["indicator"]].append([float(row[name]) for name in names])
    return {name: np.array(values).T for name, values in rows.items()}


def fits_byar(count, rate, lower, upper, counted_to):
    """Return which rows could have been rounded from Byar's limits, of counts given to so many digits."""
    near = np.linspace(-counted_to / 2, counted_to / 2, 61)
    found = np.zeros(len(count), dtype=bool)
    for step in near:
        low, high = (limit / (count + step) for limit in byar_limits(count + step))
        slack = HALF_A_DIGIT * (1 + high)
        found |= (np.abs(low * rate - lower) <= slack) & (np.abs(high * rate - upper) <= slack)
    return found


CRUDE = {
    "Drug crimes recorded": (32, 0),
    "Child protection with parental alcohol misuse": (21, 0),
    "Child protection with parental drug misuse": (24, 0),
    "Child protection with parental drug or alcohol misuse": (29, 0),
    # Yearly means over three or five years, given to one decimal; the limits are those of the mean itself.
    "Maternities with drug use": (29, 0.1),
    "Deaths from suicide in young people, aged 11-25 years": (7, 0.1),
}


@pytest.mark.parametrize("indicator", CRUDE)
def test_byar_limits_are_those_of_every_published_crude_rate(indicator):
    rows, counted_to = CRUDE[indicator]
    count, rate, lower, upper = published()[indicator]

    assert len(count) == rows
    assert fits_byar(count, rate, lower, upper, counted_to).all()


# To what the counts were given; those of the young people are all multiples of three, as if a whole mean of three years
# had been taken three times.
STANDARDISED = {
    "Alcohol-related hospital admissions": 1,
    "Alcohol-related hospital admissions, aged 11-25 years": 3,
    "Prisoner population": 1,
    "Alcohol-specific deaths": 0.1,
    "Alcohol-specific deaths, females": 0.1,
    "Alcohol-specific deaths, males": 0.1,
    "Deaths from suicide (16+ years)": 0.1,
}


@pytest.mark.parametrize("indicator", STANDARDISED)
def test_dobson_limits_are_as_lopsided_as_every_published_standardised_rate(indicator):
    counted_to = STANDARDISED[indicator]
    count, rate, lower, upper = published()[indicator]
    fits = np.zeros(len(count), dtype=bool)

    for step in np.linspace(-counted_to / 2, counted_to / 2, 61):
        low, high = byar_limits(count + step)
        expected = (high - count - step) / (count + step - low)
        least = (upper - rate - 2 * HALF_A_DIGIT) / (rate - lower + 2 * HALF_A_DIGIT)
        most = (upper - rate + 2 * HALF_A_DIGIT) / np.maximum(rate - lower - 2 * HALF_A_DIGIT, 1e-9)
        fits |= (least <= expected) & (expected <= most)

    assert len(count) == 32
    assert (count % counted_to == 0).all() or counted_to < 1
    assert fits.all()


def test_proportion_has_wilson_limits_as_published_for_hepatitis_c():
    count, share, lower, upper = published()["Hepatitis-C positives among people who inject drugs"]
    # The published figures were rounded to two decimals, and from these to one.
    slack = HALF_A_DIGIT + 0.0051

    for row in zip(count, share, lower, upper, strict=True):
        whole = np.arange(row[0], 3 * row[0] + 100)
        found = proportion(row[0], whole)
        gaps = [np.abs(found.value - row[1]), np.abs(found.lower - row[2]), np.abs(found.upper - row[3])]
        assert (np.max(gaps, axis=0) <= slack).any(), row


def test_the_check_on_crude_rates_sees_other_limits():
    count, rate, lower, upper = published()["Drug crimes recorded"]

    assert not fits_byar(count, rate, lower, upper * 1.03, 0).any()
