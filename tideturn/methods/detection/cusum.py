"""CUSUM: small excesses, each no alarm by itself, added up week after week.

Rossi, Lampugnani and Marchi, "An approximate CUSUM procedure for surveillance of health events", Statistics in Medicine
18 (1999). Counts are first made nearly normal: the standardised count; Rossi's z3; the Anscombe residual (Pierce and
Schafer, Journal of the American Statistical Association 81, 1986); or the Pearson residual of a negative binomial.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.history import (
    Arrays,
    Judged,
    Truths,
    alarms,
    check_choice,
    check_number,
    check_whole,
    detection,
    judged_of,
    statuses,
    with_first_appearances,
)
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import Detection, Floats, Status

METHOD = "cusum"
LEAST_TRAINING = 8  # known weeks from which a level may be taken in textbook mode
EVERY_COUNT = -1.0  # `upper` where the weeks before suffice for an alarm, whatever is counted now

REASONS = {
    Status.OK: "The excesses over the level were added up to this week.",
    Status.NO_DATA: "No count is known for this week; the sum waits as it was.",
    Status.SHORT_HISTORY: f"Fewer than {LEAST_TRAINING} known weeks give the level, or the week lies among them.",
    Status.FIRST_APPEARANCE: "This is the first case of the series; half a case is assumed in its weeks of zeros.",
    Status.NOT_CONVERGED: "A level of zero, or a missing week, leaves R without an answer from then on.",
}


class Transformation(StrEnum):
    """How a count is made nearly normal."""

    STANDARD = "standard"
    ROSSI = "rossi"
    ANSCOMBE = "anscombe"
    PEARSON_NEGATIVE_BINOMIAL = "pearson-negative-binomial"


@dataclass(frozen=True)
class Cusum:
    """The choices of the CUSUM.

    k: excess, in standard deviations, that is let go every week. h: sum at which the alarm is raised. m: the level, or
    nothing where it is the mean of the training weeks. transformation: how counts are made nearly normal. alpha:
    dispersion of a negative binomial count, whose variance is m + alpha·m²; for the Pearson residual alone. training:
    weeks from the beginning of the series that give the level and after which the sum starts from zero; where not
    given, all weeks before the first one judged.
    """

    k: float = 1.04
    h: float = 2.26
    m: float | None = None
    transformation: Transformation = Transformation.STANDARD
    alpha: float | None = None
    training: int | None = None

    def __post_init__(self) -> None:
        """Refuse what the method cannot work with."""
        check_number("k", self.k, at_least=0)
        check_number("h", self.h, above=0)
        check_choice("transformation", self.transformation, (choice.value for choice in Transformation))
        object.__setattr__(self, "transformation", Transformation(self.transformation))
        if self.m is not None:
            check_number("m", self.m, above=0)
        if self.training is not None:
            check_whole("training", self.training, at_least=0)
        self._check_dispersion()

    def _check_dispersion(self) -> None:
        if self.transformation is Transformation.PEARSON_NEGATIVE_BINOMIAL:
            if self.alpha is None:
                raise ParametersInvalid(f"The transformation {self.transformation.value} needs alpha, the dispersion.")
            check_number("alpha", self.alpha, at_least=0)
        elif self.alpha is not None:
            raise ParametersInvalid("alpha, the dispersion, is for the transformation pearson-negative-binomial alone.")


@dataclass(frozen=True)
class Chart:
    """The sum after each week and the count that would have raised the alarm, each (series, weeks judged)."""

    sums: Floats
    needed: Floats


def cusum(batch: Batch, *, weeks: ArrayLike, parameters: Cusum = Cusum(), mode: Mode = Mode.TEXTBOOK) -> Detection:
    """Add up the excesses of the weeks from the end of training to the last week judged.

    `weeks` are columns of the batch. An alarm lasts until the sum falls below h again. `score` is the sum over h: 1 or
    more is an alarm. In compatible mode limits and alarms are those of R's algo.cusum. In textbook mode the sum passes
    over a missing week, a level of zero becomes half a case in all training weeks (so that a first case has an
    answer), and `upper` is the highest whole count that raises no alarm, -1 where any count does.
    """
    judged = judged_of(batch, weeks)
    start = int(judged.weeks.min()) if parameters.training is None else parameters.training
    level, known = _level(batch, parameters, start, mode)
    chart = _chart(judged, level, start, parameters, mode)
    if mode is Mode.COMPATIBLE:
        first = max(start, 1 if parameters.m is None else 0)
        return _compatible(judged, chart, parameters, judged.weeks >= first)
    least = 0 if parameters.m is not None else LEAST_TRAINING
    enough = (known >= least)[:, np.newaxis] & (judged.weeks >= start)
    return _textbook(judged, chart, level, parameters, enough)


def _level(batch: Batch, parameters: Cusum, start: int, mode: Mode) -> tuple[Floats, NDArray[np.int64]]:
    """Return the level of each series, and how many weeks are known before the sum starts."""
    training = batch.observed[:, :start]
    known = np.isfinite(training).sum(axis=1)
    if parameters.m is not None:
        return np.full(batch.size, float(parameters.m)), known
    with np.errstate(invalid="ignore", divide="ignore"):
        if mode is Mode.COMPATIBLE:
            return training.sum(axis=1) / start, known
        return np.maximum(np.nansum(training, axis=1), 0.5) / known, known


def _chart(judged: Judged, level: Floats, start: int, parameters: Cusum, mode: Mode) -> Chart:
    """Run the sum over the weeks, for all series at once; in R a missing week makes all sums after it unknown."""
    sums, needed = np.full(judged.shape, np.nan), np.full(judged.shape, np.nan)
    place = {int(week): column for column, week in enumerate(judged.weeks)}
    residual, count = RESIDUALS[parameters.transformation], COUNTS[parameters.transformation]
    current = np.zeros(judged.batch.size)
    with np.errstate(invalid="ignore", divide="ignore"):
        for week in range(start, int(judged.weeks.max()) + 1):
            counts = judged.batch.observed[:, week]
            if week in place:
                needed[:, place[week]] = count(parameters.h + parameters.k - current, level, parameters.alpha)
            later = np.maximum(0.0, current + residual(counts, level, parameters.alpha) - parameters.k)
            current = later if mode is Mode.COMPATIBLE else np.where(np.isnan(counts), current, later)
            if week in place:
                sums[:, place[week]] = current
    return Chart(sums, needed)


def _compatible(judged: Judged, chart: Chart, parameters: Cusum, inside: NDArray[np.bool_]) -> Detection:
    """Return R's answer, whose limit is 0 where there is none or where it would lie below zero.

    For Rossi's transformation R squares a root below zero, so that its limit grows again while every count is an alarm.
    """
    needed = np.abs(chart.needed) if parameters.transformation is Transformation.ROSSI else chart.needed
    upper = np.where(needed > 0, needed, 0.0)
    if parameters.transformation is Transformation.STANDARD:
        upper = np.ceil(upper)
    enough = np.broadcast_to(inside, judged.shape)
    given = enough & ~np.isnan(chart.sums)
    arrays: Arrays = {
        "upper": np.where(enough, upper, np.nan),
        "alarm": alarms(chart.sums >= parameters.h, given=given),
        "status": statuses(judged, enough=enough, unanswered=~given),
    }
    return detection(METHOD, judged, arrays, REASONS)


def _textbook(judged: Judged, chart: Chart, level: Floats, parameters: Cusum, enough: Truths) -> Detection:
    reachable = np.isfinite(chart.needed) & (chart.needed > 0)
    upper = np.where(reachable, np.ceil(chart.needed) - 1.0, EVERY_COUNT)
    known = np.isfinite(judged.counts)
    arrays: Arrays = {
        "expected": np.where(enough, level[:, np.newaxis], np.nan),
        "upper": np.where(enough, upper, np.nan),
        "score": np.where(enough & known, chart.sums / parameters.h, np.nan),
        "alarm": alarms(chart.sums >= parameters.h, given=enough & known),
        "status": with_first_appearances(statuses(judged, enough=enough), judged),
    }
    return detection(METHOD, judged, arrays, REASONS)


def _standard(counts: Floats, level: Floats, _: float | None) -> Floats:
    return (counts - level) / np.sqrt(level)


def _rossi(counts: Floats, level: Floats, _: float | None) -> Floats:
    return (counts - 3.0 * level + 2.0 * np.sqrt(level * counts)) / (2.0 * np.sqrt(level))


def _anscombe(counts: Floats, level: Floats, _: float | None) -> Floats:
    return np.asarray(1.5 * (counts ** (2 / 3) - level ** (2 / 3)) / level ** (1 / 6), dtype=np.float64)


def _pearson(counts: Floats, level: Floats, alpha: float | None) -> Floats:
    return (counts - level) / np.sqrt(level + (alpha or 0.0) * level**2)


def _standard_count(excess: Floats, level: Floats, _: float | None) -> Floats:
    return level + excess * np.sqrt(level)


def _rossi_count(excess: Floats, level: Floats, _: float | None) -> Floats:
    root = np.sqrt(4.0 * level + 2.0 * np.sqrt(level) * excess) - np.sqrt(level)
    return np.asarray(root * np.abs(root), dtype=np.float64)  # below zero where no count has so low a residual


def _anscombe_count(excess: Floats, level: Floats, _: float | None) -> Floats:
    return np.asarray((level ** (2 / 3) + excess * level ** (1 / 6) / 1.5) ** 1.5, dtype=np.float64)


def _pearson_count(excess: Floats, level: Floats, alpha: float | None) -> Floats:
    return level + excess * np.sqrt(level + (alpha or 0.0) * level**2)


Residual = Callable[[Floats, Floats, float | None], Floats]
RESIDUALS: dict[Transformation, Residual] = {
    Transformation.STANDARD: _standard,
    Transformation.ROSSI: _rossi,
    Transformation.ANSCOMBE: _anscombe,
    Transformation.PEARSON_NEGATIVE_BINOMIAL: _pearson,
}
COUNTS: dict[Transformation, Residual] = {  # the inverses: which count has this residual
    Transformation.STANDARD: _standard_count,
    Transformation.ROSSI: _rossi_count,
    Transformation.ANSCOMBE: _anscombe_count,
    Transformation.PEARSON_NEGATIVE_BINOMIAL: _pearson_count,
}
