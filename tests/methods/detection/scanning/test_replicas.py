"""Invented data sets: what they keep of the real one, and that each has its own stream."""

import numpy as np
import pytest

from tideturn.methods.detection.scanning.parameters import Model
from tideturn.methods.detection.scanning.replicas import draw_of, stream_of

CASES = np.array([[3, 0, 2, 1], [1, 4, 0, 6], [0, 0, 2, 0]])
BASELINES = np.outer([1, 2, 1], [1, 1, 2, 1]) * (CASES.sum() / 20)


def drawn(model, weeks, number=4000, cases=CASES):
    draw = draw_of(model, cases, BASELINES, weeks=weeks)
    return np.array([draw(stream_of(9, replication)) for replication in range(number)])


def test_draw_of_poisson_keeps_the_total_where_every_week_is_recent():
    assert set(drawn(Model.POISSON, 4, number=50).sum(axis=(1, 2))) == {CASES.sum()}


@pytest.mark.parametrize("weeks", [2, 4])
def test_draw_of_poisson_has_the_moments_of_a_multinomial(weeks):
    replicas = drawn(Model.POISSON, weeks)
    share = BASELINES[:, -weeks:] / CASES.sum()

    np.testing.assert_allclose(replicas.mean(axis=0), CASES.sum() * share, atol=0.1)
    np.testing.assert_allclose(replicas.var(axis=0), CASES.sum() * share * (1 - share), rtol=0.12)


def test_draw_of_poisson_with_dispersion_is_negative_binomials_of_which_the_total_is_known():
    draw = draw_of(Model.POISSON, CASES, BASELINES, weeks=2, dispersion=3.0)
    replicas = np.array([draw(stream_of(9, replication)) for replication in range(6000)])
    total, share = CASES.sum(), BASELINES[:, -2:] / CASES.sum()
    size = total / 2.0  # of the sum of all cells; each cell has its share of it

    lumps = (total + size) / (1 + size)
    np.testing.assert_allclose(replicas.mean(axis=0), total * share, atol=0.15)
    np.testing.assert_allclose(replicas.var(axis=0), lumps * total * share * (1 - share), rtol=0.15)


def test_draw_of_permutation_keeps_the_totals_of_areas_and_weeks():
    replicas = drawn(Model.PERMUTATION, 4, number=50)

    assert (replicas.sum(axis=1) == CASES.sum(axis=0)).all()
    assert (replicas.sum(axis=2) == CASES.sum(axis=1)).all()


def test_draw_of_permutation_is_what_shuffling_the_weeks_of_the_cases_gives():
    replicas = drawn(Model.PERMUTATION, 2)
    area, week = np.repeat(np.argwhere(CASES >= 0), CASES.ravel(), axis=0).T
    generator = np.random.default_rng(1)
    shuffled = np.zeros((4000, *CASES.shape))
    for table in shuffled:
        np.add.at(table, (area, generator.permutation(week)), 1)

    np.testing.assert_allclose(replicas.mean(axis=0), shuffled.mean(axis=0)[:, -2:], atol=0.08)
    np.testing.assert_allclose(replicas.var(axis=0), shuffled.var(axis=0)[:, -2:], atol=0.12)


def test_stream_of_a_replication_is_its_own_and_the_same_again():
    first, second = stream_of(1, 0).random(3), stream_of(1, 1).random(3)

    assert first.tolist() == stream_of(1, 0).random(3).tolist()
    assert not set(first) & set(second)
    assert first.tolist() != stream_of(2, 0).random(3).tolist()
