"""The Bayes method: is the count higher than the predictive distribution, given comparable weeks, makes plausible?

Riebler, "Empirischer Vergleich von statistischen Methoden zur Ausbruchserkennung bei Surveillance Daten", Munich 2004;
Höhle, "surveillance: an R package for the monitoring of infectious diseases", Computational Statistics 22 (2007).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

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
    check_level,
    detection,
    judged_of,
    statuses,
    with_first_appearances,
)
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import Detection, Status, score_of

METHOD = "bayes"
REASONS = {
    Status.OK: "The count was compared with its predictive distribution, given the comparable weeks.",
    Status.NO_DATA: "No count is known for this week.",
    Status.SHORT_HISTORY: "Half of the comparable weeks or more are missing, or the series begins too late for them.",
    Status.FIRST_APPEARANCE: "This is the first case of the series; the comparable weeks are all zero.",
}


@dataclass(frozen=True)
class Bayes:
    """The choices of the Bayes method.

    b: earlier years. w: weeks on either side of the same week of those years. current_year: whether the w weeks just
    before count too. alpha: probability of a count above the limit when nothing has changed.
    """

    b: int = 2
    w: int = 4
    current_year: bool = True
    alpha: float = 0.05

    def __post_init__(self) -> None:
        """Refuse what the method cannot work with."""
        check_comparable(self.b, self.w, self.current_year)
        check_level("alpha", self.alpha)


def bayes(batch: Batch, *, weeks: ArrayLike, parameters: Bayes = Bayes(), mode: Mode = Mode.TEXTBOOK) -> Detection:
    """Compare each week with the predictive distribution that the comparable weeks give it.

    `weeks` are columns of the batch. In compatible mode limits and alarms are those of R's algo.bayes, for which the
    whole stretch of comparable weeks must lie inside the series; in textbook mode more than half must be known.
    """
    judged = judged_of(batch, weeks)
    offsets = offsets_of(
        batch.calendar, b=parameters.b, w=parameters.w, current_year=parameters.current_year, mode=mode
    )
    past = references(judged, offsets)
    enough = past.enough
    if mode is Mode.COMPATIBLE:
        enough = reached(judged, offsets) & (past.known > 0)
    return _judge(judged, parameters, past, mode, np.asarray(enough))


def _judge(judged: Judged, parameters: Bayes, past: References, mode: Mode, enough: Truths) -> Detection:
    total, known = np.where(enough, past.total, np.nan), np.where(enough, past.known, np.nan)
    counts, given = judged.counts, enough & np.isfinite(judged.counts)
    upper = predictive.quantile(1.0 - parameters.alpha, total=total, known=known)
    status = statuses(judged, enough=enough)
    arrays: Arrays = {"upper": upper, "alarm": alarms(counts > upper, given=given), "status": status}
    if mode is Mode.COMPATIBLE:
        return detection(METHOD, judged, arrays, REASONS)
    expected = predictive.predicted_mean(total, known)
    more: Arrays = {
        "expected": expected,
        "lower": predictive.quantile(parameters.alpha, total=total, known=known),
        "pvalue": predictive.at_least(counts, total=total, known=known),
        "score": score_of(counts, expected, upper),
        "status": with_first_appearances(status, judged),
    }
    return detection(METHOD, judged, {**arrays, **more}, REASONS)
