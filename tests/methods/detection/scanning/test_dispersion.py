"""Counts that vary more than Poisson counts."""

import numpy as np
import pytest

from tideturn.methods.detection.errors import BatchInvalid, ParametersInvalid
from tideturn.methods.detection.scanning.dispersion import dispersion_before
from tideturn.methods.detection.scanning.parameters import Model, ScanParameters

MEANS = np.full((40, 60), 3.0)


def negative_binomial(dispersion, seed=1):
    generator = np.random.default_rng(seed)
    return generator.negative_binomial(MEANS / (dispersion - 1), 1 / dispersion)


@pytest.mark.parametrize("dispersion", [1.5, 2.0, 4.0])
def test_dispersion_before_is_that_of_the_counts(dispersion):
    assert dispersion_before(negative_binomial(dispersion), MEANS, weeks=12) == pytest.approx(dispersion, rel=0.1)


def test_dispersion_before_does_not_see_the_latest_weeks():
    cases = negative_binomial(2.0)
    cases[:, -12:] *= 50

    assert dispersion_before(cases, MEANS, weeks=12) == pytest.approx(2.0, rel=0.1)
    assert dispersion_before(cases, MEANS, weeks=11) > 50


def test_dispersion_before_is_never_below_one():
    assert dispersion_before(np.full((40, 60), 3), MEANS, weeks=12) == 1.0


@pytest.mark.parametrize(("cases", "weeks"), [(np.ones((40, 60), dtype=int), 60), (np.zeros((40, 60), dtype=int), 12)])
def test_dispersion_before_of_too_little_is_refused(cases, weeks):
    with pytest.raises(BatchInvalid, match="too little to tell the dispersion"):
        dispersion_before(cases, MEANS, weeks=weeks)


@pytest.mark.parametrize("dispersion", [0.5, 2000.0, float("nan")])
def test_scan_parameters_refuse_a_dispersion_that_is_none(dispersion):
    with pytest.raises(ParametersInvalid, match="dispersion must be 1 to 1,000"):
        ScanParameters(dispersion=dispersion)


@pytest.mark.parametrize("dispersion", [1.5, None])
def test_scan_parameters_refuse_a_dispersion_for_a_permutation(dispersion):
    with pytest.raises(ParametersInvalid, match="belongs to the Poisson scan"):
        ScanParameters(model=Model.PERMUTATION, dispersion=dispersion)
