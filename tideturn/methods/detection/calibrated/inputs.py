"""What a fit hands over for a prediction, and what comes back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.errors import BatchInvalid

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PredictiveInputs:
    """What the fits of several series have found; one entry a series, or one row.

    `expected` is the fitted mean of the judged week, and `exposure` how many weeks like it the past amounts to: 1 over
    the product of `expected` and the variance of its logarithm at a dispersion of 1 (for a mean of so many such weeks:
    their number). Where the week's own part of the year had no events, `expected` is 0 and `exposure` that product's
    limit. `parameters` are how many were estimated: the parts of the year with events, and the trend.

    `counts`, `means` and `weights` have the shape (series, reference weeks): what was counted, its fitted mean, and how
    much the week counts for (1, or less for a past outbreak). A missing week is NaN in `counts`.
    """

    expected: Floats
    exposure: Floats
    parameters: Floats
    counts: Floats
    means: Floats
    weights: Floats

    def __post_init__(self) -> None:
        """Refuse arrays of different shapes and exposures that are none."""
        size = len(self.expected)
        for name in ("expected", "exposure", "parameters"):
            if getattr(self, name).shape != (size,):
                raise BatchInvalid(f"{name} must have one entry for each of the {size} series.")
        for name in ("counts", "means", "weights"):
            if getattr(self, name).shape != (size, *self.counts.shape[1:]) or self.counts.ndim != 2:
                raise BatchInvalid(
                    f"{name} must have one row for each of the {size} series, and as many weeks as counts."
                )
        if (self.exposure <= 0).any():
            raise BatchInvalid("An exposure must be above zero; 1 / (expected · unit variance) is what is meant.")

    @property
    def events(self) -> Floats:
        """Return how many events like those of the judged week the expectation rests on."""
        return self.expected * self.exposure

    def only(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> "PredictiveInputs":
        """Return the same of some of the series."""
        return PredictiveInputs(
            self.expected[rows], self.exposure[rows], self.parameters[rows],
            self.counts[rows], self.means[rows], self.weights[rows],
        )  # fmt: skip


@dataclass(frozen=True)
class Prediction:
    """How surprising each count is, and the counts that are none; one entry a series, NaN where there is no answer.

    `pvalue` is how often chance gives so high a count or a higher one, `strict_pvalue` how often a higher one; for a
    uniform U, strict + U (pvalue - strict) is uniform where nothing has happened. `upper` is the smallest count with
    P(Y > upper) at most alpha, so that a count above it has a p-value of at most alpha; `lower` is the smallest
    count with P(Y <= lower) above alpha, so that a count below it is surprisingly low.
    """

    pvalue: Floats
    strict_pvalue: Floats
    upper: Floats
    lower: Floats
