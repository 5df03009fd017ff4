"""How many people there are, against published and independent figures."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tideturn.methods.estimates.errors import ListsInvalid, ParametersInvalid
from tideturn.methods.estimates.prevalence.averaging import Criterion, weights_of
from tideturn.methods.estimates.prevalence.existence import Standing
from tideturn.methods.estimates.prevalence.lists import list_table
from tideturn.methods.estimates.prevalence.models import INDEPENDENCE, hierarchical_models
from tideturn.methods.estimates.prevalence.over_counts import Manner, OverCount
from tideturn.methods.estimates.prevalence.population import OLDER_METHOD, estimate_population

FIRST_TWO = frozenset({(0, 1)})


def test_estimate_population_of_two_lists_is_that_of_petersen():
    table = list_table(["a", "b"], [[1, 0], [0, 1], [1, 1]], [30, 40, 10])

    assert estimate_population(table).people == pytest.approx(40 * 50 / 10)


def test_estimate_population_agrees_with_the_published_ones(rome, pairs):
    # L.-P. Rivest and S. Baillargeon, R package Rcapture, example HIV: 12318.5 (deviance 7.614) with the first two
    # lists together, 23443.5 (3.037) with all pairs.
    first_two, all_pairs = (estimate_population(rome, models=[model]) for model in (FIRST_TWO, pairs))

    assert (first_two.people, first_two.models[0].deviance) == pytest.approx((12318.5, 7.614), abs=0.05)
    assert (all_pairs.people, all_pairs.models[0].deviance) == pytest.approx((23443.5, 3.037), abs=0.05)
    # Its interval is of the multinomial likelihood of whole people: 10266 to 14992.3, and 10027.6 to 50046.3.
    assert (first_two.lower, first_two.upper) == pytest.approx((10266, 14992.3), rel=0.002)
    assert (all_pairs.lower, all_pairs.upper) == pytest.approx((10027.6, 50046.3), rel=0.015)


@pytest.mark.parametrize(
    ("name", "people", "deviance", "parameters", "interval"),
    [
        ("independence", 1434.7308610290, 23.9037105521, 5, (1372.129345, 1505.874795)),
        ("A:B", 1551.6834161116, 3.9450833624, 6, (1458.140683, 1662.400316)),
        ("A:B + A:C + A:D + B:C + B:D + C:D", 1573.3057241324, 1.8899957255, 11, None),
    ],
)
def test_estimate_population_agrees_with_r(simulated, pairs, name, people, deviance, parameters, interval):
    # R 4.2.2, glm with the Poisson family; the interval by uniroot on the deviance of the completed table.
    models = {"independence": INDEPENDENCE, "A:B": FIRST_TWO}
    found = estimate_population(simulated, models=[models.get(name, pairs)])

    assert found.models[0].name == name
    assert found.people == pytest.approx(people, rel=1e-7)
    assert found.models[0].deviance == pytest.approx(deviance, rel=1e-7)
    assert found.models[0].parameters == parameters
    assert interval is None or (found.lower, found.upper) == pytest.approx(interval, rel=2e-5)


def test_estimate_population_averages_by_weight(simulated):
    found = estimate_population(simulated, models=hierarchical_models(4, order=2))

    heaviest = max(found.models, key=lambda one: one.weight)
    assert sum(one.weight for one in found.models) == pytest.approx(1)
    assert heaviest.name == "A:B"
    assert found.mean_of_models == pytest.approx(sum(one.weight * one.people for one in found.models), rel=1e-3)
    assert found.lower < 1500 < found.upper
    assert found.lower < found.people < found.upper


def test_estimate_population_by_bic_prefers_smaller_models(simulated):
    models = hierarchical_models(4, order=2)
    aic, bic = (estimate_population(simulated, models=models, criterion=one) for one in Criterion)

    def size(found):
        return sum(one.weight * one.parameters for one in found.models)

    assert size(bic) < size(aic)


def test_weights_leave_out_what_cannot_be_used():
    found = weights_of(np.array([0.0, 2.0, 4.0]), np.array([False, True, True]))

    assert found == pytest.approx([0, 1 / (1 + np.exp(-1)), np.exp(-1) / (1 + np.exp(-1))])


def test_estimate_population_is_labelled_as_the_older_method(simulated):
    assert estimate_population(simulated).method == OLDER_METHOD
    assert "dropped by the national publisher for bias" in OLDER_METHOD


def test_estimate_population_widens_with_confidence(simulated):
    narrow, wide = (estimate_population(simulated, confidence=confidence) for confidence in (0.5, 0.99))

    assert wide.lower < narrow.lower < narrow.people < narrow.upper < wide.upper


def test_over_count_taken_as_counted_changes_nothing(simulated):
    counted = estimate_population(simulated, over_count=OverCount("D", Manner.COUNTED))

    assert counted.people == estimate_population(simulated).people


@pytest.mark.parametrize("manner", [Manner.EXCLUDED, Manner.CENSORED])
def test_over_count_is_undone_where_a_list_has_too_many_of_its_own(simulated, manner):
    counts = simulated.counts.copy()
    counts[simulated.only("D")] += 400
    inflated = list_table("ABCD", simulated.histories, counts)

    plain = estimate_population(inflated, models=[FIRST_TWO])
    mended = estimate_population(inflated, models=[FIRST_TWO], over_count=OverCount("D", manner))

    assert plain.people > 2200
    assert mended.people == pytest.approx(1551.7, rel=0.05)
    assert mended.lower < 1500 < mended.upper
    assert mended.unseen < plain.unseen


def test_over_count_that_binds_keeps_the_count_as_the_most(simulated):
    counts = simulated.counts.copy()
    counts[simulated.only("D")] -= 90
    short = list_table("ABCD", simulated.histories, counts)

    excluded, censored = (
        estimate_population(short, models=[FIRST_TWO], over_count=OverCount("D", manner))
        for manner in (Manner.EXCLUDED, Manner.CENSORED)
    )

    assert censored.people < excluded.people
    assert censored.upper < excluded.upper


def test_over_count_is_told(simulated):
    assert "over-counts" in estimate_population(simulated, over_count=OverCount("D")).warnings[0]


def test_over_count_of_an_unknown_list_is_refused(simulated):
    with pytest.raises(ListsInvalid, match="A, B, C, D"):
        estimate_population(simulated, over_count=OverCount("E"))


@pytest.mark.parametrize(("models", "confidence"), [((), 0.95), ((INDEPENDENCE,), 95)])
def test_estimate_population_refuses_what_cannot_be(simulated, models, confidence):
    with pytest.raises(ParametersInvalid):
        estimate_population(simulated, models=models, confidence=confidence)


@settings(max_examples=25, deadline=None)
@given(counts=st.lists(st.integers(0, 60), min_size=7, max_size=7).filter(any))
def test_estimate_population_is_flagged_or_holds_at_least_those_seen(counts):
    shape = [[0, 0, 1], [0, 1, 0], [0, 1, 1], [1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]]
    table = list_table("abc", shape, counts)

    found = estimate_population(table, models=hierarchical_models(3, order=2))

    if found.standing.is_usable:
        assert found.observed <= found.lower <= found.people <= found.upper
        assert np.isfinite(found.people)
    else:
        assert found.warnings[0].startswith("No model can be used")
        assert found.standing in (Standing.NONE_UNSEEN, Standing.UNBOUNDED, Standing.UNDETERMINED)
