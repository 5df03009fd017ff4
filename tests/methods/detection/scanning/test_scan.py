"""The scan: planted clusters found, chance left alone, and the same answer however the work is shared."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.errors import BatchInvalid, ParametersInvalid
from tideturn.methods.detection.scanning import replications
from tideturn.methods.detection.scanning import scan as scanning
from tideturn.methods.detection.scanning.maxima import maxima_in_numpy
from tideturn.methods.detection.scanning.parameters import Model, ScanParameters
from tideturn.methods.detection.scanning.scan import scan, scan_each

AREAS, WEEKS = 36, 30
PLANTED = {8, 13, 14, 15, 20}  # an area and the four that touch it
QUICK = ScanParameters(replications=99, weeks_at_most=8)


def counts_of(seed, *, rise=1.0, last=3, level=2.0):
    """Return counts around `level`, `rise` times as high in five neighbouring areas in the latest weeks."""
    means = np.full((AREAS, WEEKS), level)
    means[sorted(PLANTED), -last:] *= rise
    return np.random.default_rng(seed).poisson(means)


def batch_with_people(counts):
    return batch_of(counts, population=np.ones((AREAS, WEEKS)))


def places_of(cluster):
    return {int(name.removeprefix("area ")) - 1 for name in cluster.areas}


def null_pvalues(zones, parameters, batches):
    # Each has its own seed: data sets held against the same replications have p-values that rise and fall together.
    scans = [scan(batch, zones, replace(parameters, seed=seed)) for seed, batch in enumerate(batches)]
    return np.array([found.clusters[0].pvalue for found in scans])


def looks_uniform(pvalues, replications):
    """Return whether p-values could come from 1/(R+1), 2/(R+1), …, 1, each as likely, in two tests."""
    parts = np.histogram(pvalues, bins=np.linspace(0, 1, 6) + 1e-9)[0]
    few = stats.binomtest(
        int((pvalues <= 0.1).sum()), len(pvalues), np.floor(0.1 * (replications + 1)) / (replications + 1)
    )
    return stats.chisquare(parts).pvalue > 0.01 and few.pvalue > 0.01


@pytest.mark.parametrize("model", list(Model))
def test_scan_finds_a_planted_cluster_where_and_when_it_is(grid_zones, model):
    found = [
        scan(batch_with_people(counts_of(seed, rise=3.0)), grid_zones, replace(QUICK, model=model))
        for seed in range(20)
    ]

    strongest = [result.clusters[0] for result in found]
    overlap = [len(PLANTED & places_of(cluster)) / len(PLANTED | places_of(cluster)) for cluster in strongest]
    assert np.mean([cluster.pvalue <= 0.05 for cluster in strongest]) >= 0.95
    assert np.mean(overlap) > 0.8
    assert abs(np.median([cluster.weeks for cluster in strongest]) - 3) <= 1


@pytest.mark.parametrize("model", list(Model))
def test_scan_of_chance_alone_has_uniform_pvalues(grid_zones, model):
    parameters = ScanParameters(model=model, replications=39, weeks_at_most=4)
    batches = [batch_with_people(counts_of(seed, level=1.0)) for seed in range(300)]

    pvalues = null_pvalues(grid_zones, parameters, batches)

    assert looks_uniform(pvalues, 39)
    assert not looks_uniform(pvalues / 2, 39), "the test no longer sees p-values half as large as they should be"


@pytest.mark.parametrize("model", list(Model))
def test_scan_with_replications_of_too_few_cases_has_pvalues_that_are_not_uniform(grid_zones, model, monkeypatch):
    # The negative control of the test above: replications that do not keep the total.
    monkeypatch.setattr(scanning, "draw_of", thinned(scanning.draw_of))
    batches = [batch_with_people(counts_of(seed, level=1.0)) for seed in range(200)]

    pvalues = null_pvalues(grid_zones, ScanParameters(model=model, replications=39, weeks_at_most=4), batches)

    assert not looks_uniform(pvalues, 39)


def thinned(draw_of):
    def draw_of_fewer(*arguments, **choices):
        draw = draw_of(*arguments, **choices)
        return lambda stream: stream.binomial(draw(stream), 0.85)

    return draw_of_fewer


def test_scan_with_every_second_replication_lost_has_pvalues_that_are_not_uniform(grid_zones, monkeypatch):
    # The negative control of how often: half of the replications count as if they had not reached the ratio.
    def halved(ratio, maxima):
        return (1 + np.count_nonzero(maxima[::2] >= ratio)) / (len(maxima) + 1)

    monkeypatch.setattr(scanning, "monte_carlo_pvalue", halved)
    batches = [batch_with_people(counts_of(seed, level=1.0)) for seed in range(200)]

    pvalues = null_pvalues(grid_zones, ScanParameters(replications=39, weeks_at_most=4), batches)

    assert not looks_uniform(pvalues, 39)


def test_scan_by_permutation_is_not_misled_by_busy_areas_and_busy_weeks(grid_zones):
    generator = np.random.default_rng(4)
    means = np.outer(generator.lognormal(0, 0.7, AREAS), 1 + np.linspace(0, 1, WEEKS) ** 4)
    batches = [batch_with_people(generator.poisson(means)) for _ in range(200)]
    by_permutation = ScanParameters(model=Model.PERMUTATION, replications=39, weeks_at_most=4)

    assert looks_uniform(null_pvalues(grid_zones, by_permutation, batches), 39)
    # Negative control: with the same people everywhere and in every week the Poisson scan takes busy areas for news.
    assert np.mean(null_pvalues(grid_zones, replace(by_permutation, model=Model.POISSON), batches) <= 0.05) > 0.9


def test_scan_with_the_dispersion_of_the_counts_has_uniform_pvalues(grid_zones):
    generator = np.random.default_rng(8)
    batches = [batch_with_people(generator.negative_binomial(2.0, 0.5, (AREAS, WEEKS))) for _ in range(200)]
    known = ScanParameters(replications=39, weeks_at_most=4, dispersion=2.0)

    assert looks_uniform(null_pvalues(grid_zones, known, batches), 39)
    assert looks_uniform(null_pvalues(grid_zones, replace(known, dispersion=None), batches), 39)
    # Negative control: a scan that believes in Poisson counts takes the lumps for clusters.
    assert not looks_uniform(null_pvalues(grid_zones, replace(known, dispersion=1.0), batches), 39)


def test_scan_says_which_dispersion_it_took(grid_zones):
    found = scan(batch_with_people(counts_of(1)), grid_zones, replace(QUICK, dispersion=None))

    assert 1.0 <= found.dispersion < 1.2


@pytest.mark.parametrize("model", list(Model))
def test_scan_does_not_depend_on_the_number_of_workers(grid_zones, model):
    batch = batch_with_people(counts_of(1, rise=1.5))
    alone = scan(batch, grid_zones, replace(QUICK, model=model, seed=7))

    for workers in (2, 3):
        shared = scan(batch, grid_zones, replace(QUICK, model=model, seed=7), workers=workers)

        assert shared.clusters == alone.clusters
        assert np.array_equal(shared.maxima, alone.maxima)
    assert not np.array_equal(scan(batch, grid_zones, replace(QUICK, model=model, seed=8)).maxima, alone.maxima)


def test_scan_in_numpy_is_that_of_the_compiled_kernel(grid_zones, monkeypatch):
    batch = batch_with_people(counts_of(1, rise=1.5))
    compiled = scan(batch, grid_zones, QUICK)
    monkeypatch.setattr(replications, "fastest_maxima", lambda: maxima_in_numpy)

    plain = scan(batch, grid_zones, QUICK)

    assert plain.clusters == compiled.clusters
    assert np.array_equal(plain.maxima, compiled.maxima)


@pytest.mark.parametrize("workers", [1, 2])
def test_scan_that_may_stop_does_as_soon_as_chance_is_seen_to_do_as_well(grid_zones, workers):
    parameters = replace(QUICK, replications=999, enough_exceedances=10)

    dull = scan(batch_with_people(counts_of(2)), grid_zones, parameters, workers=workers)
    whole = scan(batch_with_people(counts_of(2)), grid_zones, replace(parameters, enough_exceedances=None))

    assert dull.replications < 200
    assert np.count_nonzero(dull.maxima >= dull.clusters[0].llr) == 10
    assert dull.clusters[0].pvalue == 10 / dull.replications
    assert np.array_equal(dull.maxima, whole.maxima[: dull.replications])


def test_scan_that_may_stop_goes_on_where_there_is_a_cluster(grid_zones):
    parameters = replace(QUICK, enough_exceedances=10)

    found = scan(batch_with_people(counts_of(2, rise=4.0)), grid_zones, parameters)

    assert found.replications == 99
    assert found.clusters[0].pvalue == 0.01


def test_scan_lists_clusters_that_share_no_area_the_strongest_first(grid_zones):
    counts = counts_of(3, rise=3.0)
    counts[0, -2:] += 9

    clusters = scan(batch_with_people(counts), grid_zones, QUICK).clusters

    names = [name for cluster in clusters for name in cluster.areas]
    assert len(names) == len(set(names))
    assert [cluster.llr for cluster in clusters] == sorted((cluster.llr for cluster in clusters), reverse=True)
    assert "area 1" in clusters[0].areas + clusters[1].areas


def test_scan_lists_as_many_clusters_as_asked_for(grid_zones):
    assert len(scan(batch_with_people(counts_of(3)), grid_zones, replace(QUICK, clusters_at_most=2)).clusters) == 2


def test_scan_says_how_high_the_risk_is_and_in_which_weeks(grid_zones):
    batch = batch_of(counts_of(3, rise=4.0), calendar=Calendar(WEEKS, first=101), population=np.ones((AREAS, WEEKS)))

    cluster = scan(batch, grid_zones, QUICK).clusters[0]

    total = batch.observed.sum()
    outside = (total - cluster.observed) / (total - cluster.expected)
    assert cluster.last_week == 130
    assert cluster.expected == pytest.approx(total * len(cluster.areas) * cluster.weeks / (AREAS * WEEKS))
    assert cluster.relative_risk == pytest.approx(cluster.observed / cluster.expected / outside)


def test_scan_as_of_an_earlier_week_knows_nothing_of_later_ones(grid_zones):
    counts = counts_of(3, rise=4.0)
    people = np.ones((AREAS, WEEKS))
    dates = np.datetime64("2025-01-06") + 7 * np.arange(WEEKS)
    whole = batch_of(counts, calendar=Calendar(WEEKS, dates=dates), population=people)
    cut = batch_of(counts[:, :28], population=people[:, :28])

    earlier = scan(whole, grid_zones, QUICK, expected=people, as_of=28)

    assert earlier.clusters == scan(cut, grid_zones, QUICK).clusters
    assert earlier.last_week == 28


@pytest.mark.parametrize("model", list(Model))
@pytest.mark.parametrize("value", [0, 3])
def test_scan_without_an_excess_finds_nothing_and_needs_no_replication(grid_zones, model, value):
    flat = batch_with_people(np.full((AREAS, WEEKS), value))

    found = scan(flat, grid_zones, replace(QUICK, model=model))

    assert found.clusters == ()
    assert found.replications == 0


def test_scan_of_a_history_shorter_than_the_longest_cluster_takes_what_there_is(grid_zones):
    found = scan(batch_of(counts_of(1)[:, :3], population=np.ones((AREAS, 3))), grid_zones, QUICK)

    assert found.weeks_scanned == 3


def test_scan_each_gives_every_indicator_the_answer_it_has_alone(grid_zones):
    batches = {"deaths": batch_with_people(counts_of(1)), "naloxone": batch_with_people(counts_of(2, rise=3.0))}

    together = scan_each(batches, grid_zones, QUICK)

    assert list(together) == ["deaths", "naloxone"]
    for name, batch in batches.items():
        assert together[name].clusters == scan(batch, grid_zones, QUICK).clusters


def test_scan_tells_how_far_it_is(grid_zones):
    told = []

    scan(batch_with_people(counts_of(1)), grid_zones, QUICK, on_progress=told.append)

    assert told == sorted(told)
    assert told[-1] == 99


def test_scan_refuses_zones_of_other_areas(grid_zones):
    with pytest.raises(BatchInvalid, match="36 areas and the counts of 2"):
        scan(batch_of([[1, 2], [3, 4]]), grid_zones, replace(QUICK, model=Model.PERMUTATION))


def test_scan_refuses_expected_counts_of_another_shape(grid_zones):
    with pytest.raises(BatchInvalid, match="Expected counts of shape"):
        scan(batch_of(counts_of(1)), grid_zones, QUICK, expected=np.ones((AREAS, 2)), as_of=3)


def test_scan_refuses_a_week_outside_the_calendar(grid_zones):
    with pytest.raises(BatchInvalid, match="outside the series"):
        scan(batch_with_people(counts_of(1)), grid_zones, QUICK, as_of=WEEKS + 1)


def test_scan_refuses_to_work_without_workers(grid_zones):
    with pytest.raises(ParametersInvalid, match="one worker"):
        scan(batch_with_people(counts_of(1)), grid_zones, QUICK, workers=0)


@pytest.mark.parametrize(
    "change",
    [
        {"replications": 0},
        {"replications": 2_000_000},
        {"weeks_at_most": 0},
        {"fewest_cases": 0},
        {"clusters_at_most": 0},
        {"largest_share": 0.0},
        {"largest_share": 1.1},
        {"enough_exceedances": 0},
        {"seed": -1},
    ],
)
def test_scan_parameters_refuse_what_cannot_be_worked_with(change):
    with pytest.raises(ParametersInvalid, match=next(iter(change))):
        ScanParameters(**change)
