"""The method of the Robert Koch Institute: the mean of comparable weeks against limits of a Poisson or normal count.

Described in Höhle, Computational Statistics 22 (2007), and Riebler, Munich 2004: with a mean of 20 or less the limit is
the upper 95% confidence limit of Crow and Gardner, "Confidence intervals for the expectation of a Poisson variable",
Biometrika 46 (1959), at the whole number below the mean; with more it is the mean and two standard deviations.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from tideturn.methods.detection import predictive
from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.comparable_weeks import (
    References,
    check_comparable,
    offsets_of,
    reached,
    references,
)
from tideturn.methods.detection.history import (
    Arrays,
    Judged,
    Truths,
    alarms,
    detection,
    judged_of,
    statuses,
    with_first_appearances,
)
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import Detection, Floats, Status, score_of

METHOD = "rki"
RARE = 20.0  # up to this mean the confidence limits of a Poisson count are used
STANDARD_DEVIATIONS = 2.0

# Crow and Gardner's 95% limits for 0 to 20 cases.
# fmt: off
LOWER_LIMITS = np.array([
    0.0, 0.051, 0.355, 0.818, 1.366, 1.970, 2.613, 3.285, 3.285, 4.460, 5.323,
    5.323, 6.686, 6.686, 8.102, 8.102, 9.598, 9.598, 11.177, 11.177, 12.817,
])
UPPER_LIMITS = np.array([
    3.285, 5.323, 6.686, 8.102, 9.598, 11.177, 12.817, 13.765, 14.921, 16.768, 17.633,
    19.050, 20.335, 21.364, 22.945, 23.762, 25.400, 26.306, 27.735, 28.966, 30.017,
])
# fmt: on

REASONS = {
    Status.OK: "The count was compared with the limits of the mean of the comparable weeks.",
    Status.NO_DATA: "No count is known for this week.",
    Status.SHORT_HISTORY: "Half of the comparable weeks or more are missing, or the series begins too late for them.",
    Status.FIRST_APPEARANCE: "This is the first case of the series; the comparable weeks are all zero.",
    Status.NOT_CONVERGED: "R gives no answer where a comparable week is missing, or a single one gives no spread.",
}


@dataclass(frozen=True)
class Rki:
    """The choices of the RKI method.

    b: earlier years. w: weeks on either side of the same week of those years. current_year: whether the w weeks just
    before count too.
    """

    b: int = 2
    w: int = 4
    current_year: bool = False

    def __post_init__(self) -> None:
        """Refuse what the method cannot work with."""
        check_comparable(self.b, self.w, self.current_year)


def rki(batch: Batch, *, weeks: ArrayLike, parameters: Rki = Rki(), mode: Mode = Mode.TEXTBOOK) -> Detection:
    """Compare each week with the limits of the mean of the comparable weeks.

    `weeks` are columns of the batch. In compatible mode limits and alarms are those of R's algo.rki, which needs every
    comparable week; in textbook mode more than half must be known, and frequent counts without any spread are given
    that of a Poisson count.
    """
    judged = judged_of(batch, weeks)
    offsets = offsets_of(
        batch.calendar, b=parameters.b, w=parameters.w, current_year=parameters.current_year, mode=mode
    )
    past = references(judged, offsets)
    if mode is Mode.COMPATIBLE:
        return _compatible(judged, past, reached(judged, offsets))
    return _textbook(judged, past)


def _limits(mean: Floats, sigma: Floats) -> tuple[Floats, Floats]:
    row = np.where(mean <= RARE, np.floor(mean), 0.0).astype(np.int64)
    spread = STANDARD_DEVIATIONS * sigma
    lower = np.where(mean <= RARE, LOWER_LIMITS[row], np.maximum(0.0, mean - spread))
    upper = np.where(mean <= RARE, UPPER_LIMITS[row], mean + spread)
    return lower, upper


def _compatible(judged: Judged, past: References, inside: Truths) -> Detection:
    whole = past.known == past.wanted
    _, upper = _limits(np.where(whole, past.mean, np.nan), past.sigma)
    answered = ~np.isnan(upper)  # a single frequent week has no spread and so no limit
    arrays: Arrays = {
        "upper": upper,
        "alarm": alarms(judged.counts > upper, given=answered & np.isfinite(judged.counts)),
        "status": statuses(judged, enough=inside, unanswered=~answered),
    }
    return detection(METHOD, judged, arrays, REASONS)


def _textbook(judged: Judged, past: References) -> Detection:
    enough, counts = past.enough, judged.counts
    mean = np.where(enough, past.mean, np.nan)
    sigma = np.where(past.sigma > 0, past.sigma, np.sqrt(mean))
    lower, upper = _limits(mean, sigma)
    arrays: Arrays = {
        "expected": mean,
        "lower": lower,
        "upper": upper,
        "pvalue": _tail(counts, mean, sigma, past),
        "score": score_of(counts, mean, upper),
        "alarm": alarms(counts > upper, given=enough & np.isfinite(counts)),
        "status": with_first_appearances(statuses(judged, enough=enough), judged),
    }
    return detection(METHOD, judged, arrays, REASONS)


def _tail(counts: Floats, mean: Floats, sigma: Floats, past: References) -> Floats:
    """Return how often a count so high would come by chance: predictive for rare events, normal for frequent ones."""
    with np.errstate(invalid="ignore", divide="ignore"):
        normal = ndtr((mean - counts) / sigma)
        rare = predictive.at_least(counts, total=past.total, known=past.known)
    return np.asarray(np.where(np.isnan(mean), np.nan, np.where(mean <= RARE, rare, normal)), dtype=np.float64)
