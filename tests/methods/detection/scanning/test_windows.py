"""Windows and their ratios, against the formula written out, window by window."""

import math

import numpy as np
import pytest

from tideturn.methods.detection.scanning import maxima
from tideturn.methods.detection.scanning.maxima import fastest_maxima, maxima_in_numpy, ratios_of
from tideturn.methods.detection.scanning.windows import accumulated, windows_of
from tideturn.methods.detection.scanning.zones import zones_of_adjacency, zones_of_places

WEEKS = 4


@pytest.fixture
def example():
    generator = np.random.default_rng(5)
    cases = generator.poisson(1.5, (12, 20))
    baselines = generator.uniform(0.5, 2.0, (12, 20))
    baselines *= cases.sum() / baselines.sum()
    zones = zones_of_places(generator.random((12, 2)), neighbours=6)
    return cases, baselines, zones


def windows_for(baselines, zones, **changes):
    return windows_of(zones, baselines, **{"weeks": WEEKS, "largest_share": 0.5, "fewest_cases": 2} | changes)


def ratio_written_out(count, expected, total):
    if count <= expected:
        return 0.0
    outside = total - count
    return count * math.log(count / expected) + (outside * math.log(outside / (total - expected)) if outside else 0.0)


def ratios_written_out(cases, baselines, zones, *, fewest_cases=2):
    """Return the ratio of each window, from sums over its areas and weeks and the formula of Kulldorff (1997)."""
    ratios = np.zeros((*zones.order.shape, WEEKS))
    for area, width in np.argwhere(zones.is_first):
        members = zones.order[area, : width + 1]
        for length in range(WEEKS):
            inside = np.ix_(members, range(cases.shape[1] - length - 1, cases.shape[1]))
            count, expected = cases[inside].sum(), baselines[inside].sum()
            if count >= fewest_cases and (width == 0 or baselines[members].sum() <= 0.5 * baselines.sum()):
                ratios[area, width, length] = ratio_written_out(count, expected, cases.sum())
    return ratios


def test_ratios_of_are_those_of_the_formula(example):
    cases, baselines, zones = example
    windows = windows_for(baselines, zones)

    ratios = ratios_of(accumulated(cases[:, -WEEKS:]), windows)

    assert (ratios > 0).sum() > 50
    np.testing.assert_allclose(ratios, ratios_written_out(cases, baselines, zones), atol=1e-9)


def test_ratios_of_zones_that_end_early_leave_nobody_out_and_nobody_in(example):
    cases, baselines, _ = example
    zones = zones_of_adjacency([(0, 1), (1, 2), (4, 5)], areas=12, neighbours=6)

    ratios = ratios_of(accumulated(cases[:, -WEEKS:]), windows_for(baselines, zones))

    np.testing.assert_allclose(ratios, ratios_written_out(cases, baselines, zones), atol=1e-9)


def test_ratios_of_a_window_with_every_case_are_finite():
    cases = np.array([[0, 5], [0, 0]])
    baselines = np.full((2, 2), 1.25)
    zones = zones_of_places([(0, 0), (1, 0)], neighbours=1)

    ratios = ratios_of(accumulated(cases), windows_of(zones, baselines, weeks=1, largest_share=0.5, fewest_cases=1))

    assert ratios[0, 0, 0] == pytest.approx(5 * math.log(5 / 1.25))


def test_windows_of_fewer_cases_than_the_fewest_are_no_clusters(example):
    cases, baselines, zones = example

    few = ratios_of(accumulated(cases[:, -WEEKS:]), windows_for(baselines, zones, fewest_cases=6))

    np.testing.assert_allclose(few, ratios_written_out(cases, baselines, zones, fewest_cases=6), atol=1e-9)
    assert (few > 0).sum() < (ratios_written_out(cases, baselines, zones) > 0).sum()


def test_windows_of_zones_above_the_largest_share_are_not_looked_at(example):
    cases, baselines, zones = example

    small = windows_for(baselines, zones, largest_share=0.2)

    assert small.fewest[:, 5].min() == cases.sum() + 1
    assert small.fewest[:, 0].max() < cases.sum() + 1, "a single area is always looked at"


def test_accumulated_counts_back_from_the_last_week():
    assert accumulated(np.array([[1, 2, 4]])).tolist() == [[4, 6, 7]]


def test_maxima_compiled_are_those_of_numpy_to_the_last_bit(example):
    pytest.importorskip("numba")
    cases, baselines, zones = example
    windows = windows_for(baselines, zones)
    generator = np.random.default_rng(6)
    replicas = np.array([accumulated(generator.permuted(cases, axis=1)[:, -WEEKS:]) for _ in range(40)])

    compiled = fastest_maxima()(replicas, windows)

    assert fastest_maxima() is not maxima_in_numpy
    assert np.array_equal(compiled, maxima_in_numpy(replicas, windows))
    assert compiled[0] == ratios_of(replicas[0], windows).max()
    assert len(set(compiled)) > 10


def test_maxima_are_those_of_numpy_where_numba_is_absent(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "tideturn.methods.detection.scanning.kernel", None)

    assert maxima.fastest_maxima.__wrapped__() is maxima_in_numpy


def test_maxima_are_those_of_numpy_where_numba_cannot_keep_what_it_compiles(monkeypatch):
    def refuse(*_, **__):
        raise RuntimeError("cannot cache function 'largest_ratios': no locator available")

    monkeypatch.delitem(__import__("sys").modules, "tideturn.methods.detection.scanning.kernel", raising=False)
    monkeypatch.setattr(pytest.importorskip("numba"), "njit", refuse)

    assert maxima.fastest_maxima.__wrapped__() is maxima_in_numpy
