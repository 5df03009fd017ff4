"""The predictive distribution of a count."""

import numpy as np
from scipy.stats import nbinom

from tideturn.methods.detection import predictive

TOTAL, KNOWN = (array.ravel().astype(float) for array in np.meshgrid([0, 1, 3, 40, 2500], [1, 7, 22]))


def test_quantile_is_that_of_the_negative_binomial_distribution():
    for probability in (0.001, 0.05, 0.5, 0.95, 0.999):
        found = predictive.quantile(probability, total=TOTAL, known=KNOWN)

        np.testing.assert_array_equal(found, nbinom.ppf(probability, TOTAL + 0.5, KNOWN / (KNOWN + 1)))


def test_at_least_is_the_upper_tail():
    for count in (0.0, 1.0, 5.0, 200.0):
        found = predictive.at_least(np.full(TOTAL.shape, count), total=TOTAL, known=KNOWN)

        np.testing.assert_allclose(found, nbinom.sf(count - 1, TOTAL + 0.5, KNOWN / (KNOWN + 1)), rtol=1e-9)


def test_quantile_without_known_weeks_is_not_given():
    found = predictive.quantile(0.95, total=np.array([0.0, np.nan, 2.0]), known=np.array([0.0, 7.0, 7.0]))

    assert np.isnan(found).tolist() == [True, True, False]


def test_predicted_mean_is_that_of_the_distribution():
    found = predictive.predicted_mean(TOTAL, KNOWN)

    np.testing.assert_allclose(found, nbinom.mean(TOTAL + 0.5, KNOWN / (KNOWN + 1)))
