"""Clusters in sentences."""

from dataclasses import replace

import numpy as np
import pytest

from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.errors import BatchInvalid
from tideturn.methods.detection.scanning.clusters import Cluster
from tideturn.methods.detection.scanning.parameters import Model
from tideturn.methods.detection.scanning.words import cluster_in_words

CLUSTER = Cluster(("Ayr", "Troon"), 3, 5, 40, 20.04, 2.04, 8.125, 0.002, 0.0013)
DATED = Calendar(5, dates=np.datetime64("2026-01-05") + 7 * np.arange(5))


def words(cluster=CLUSTER, model=Model.POISSON, calendar=DATED):
    return cluster_in_words(cluster, model=model, calendar=calendar)


def test_cluster_in_words_says_where_when_how_many_and_how_surprising():
    assert words() == (
        "Ayr and Troon: 40 cases in the 3 weeks from that of 19 January 2026"
        " to that of 2 February 2026, where 20.0 would be expected from the baselines; 2.04 times the risk elsewhere. "
        "Where nothing but chance is at work, a scan finds a cluster at least so strong somewhere in 1 of 500 scans "
        "(p = 0.002, log likelihood ratio 8.12)."
    )


def test_cluster_in_words_without_dates_numbers_the_weeks():
    assert "in the 3 weeks from t 3 to t 5" in words(calendar=Calendar(5))


def test_cluster_in_words_of_one_week():
    assert "in the week of 2 February 2026" in words(replace(CLUSTER, first_week=5))


def test_cluster_in_words_of_many_areas_counts_those_not_named():
    assert words(replace(CLUSTER, areas=tuple("ABCDEFG"))).startswith("A, B, C, D, E and 2 more: ")


def test_cluster_in_words_by_permutation_says_what_is_expected():
    assert "from the totals of each area and each week" in words(model=Model.PERMUTATION)


def test_cluster_in_words_of_every_case_does_not_divide_by_none():
    assert "there was no case elsewhere" in words(replace(CLUSTER, relative_risk=float("inf")))


def test_cluster_in_words_that_chance_makes_often():
    assert "in 48 of 100 scans" in words(replace(CLUSTER, pvalue=0.48))


@pytest.mark.parametrize("change", [{"areas": ()}, {"first_week": 6}, {"expected": 40.0}, {"expected": 0.0}])
def test_cluster_without_areas_weeks_or_excess_is_refused(change):
    with pytest.raises(BatchInvalid):
        replace(CLUSTER, **change)
