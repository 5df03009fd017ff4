"""EARS C1, C2 and C3: this week against the mean and spread of the last few weeks.

Hutwagner, Thompson, Seeman and Treadwell, "The bioterrorism preparedness and response Early Aberration Reporting
System", Journal of Urban Health 80 (2003); Fricker, Hegler and Dunfee, Statistics in Medicine 27 (2008), whose
C3(t) = Σ max(0, C2(i) - 1) over the week and the two before is used here; Salmon, Schumacher and Höhle, Journal of
Statistical Software 70 (2016).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from tideturn.methods.detection import predictive
from tideturn.methods.detection.batch import Batch, Counts
from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.history import (
    Arrays,
    Columns,
    Judged,
    Truths,
    alarms,
    check_choice,
    check_level,
    check_number,
    check_whole,
    counts_at,
    detection,
    judged_of,
    statuses,
    with_first_appearances,
)
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import Detection, Floats, Status, score_of

EVERY_COUNT = -1.0  # `upper` where the weeks before suffice for an alarm, whatever is counted now

REASONS = {
    Status.OK: "The count was compared with the mean and spread of the weeks of its baseline.",
    Status.NO_DATA: "No count is known for this week.",
    Status.SHORT_HISTORY: "The series begins too late for this week, or half of its baseline or more is missing.",
    Status.FIRST_APPEARANCE: "This is the first case of the series; after nothing but zeros, the limit is that of the "
    "predictive distribution of a count.",
    Status.NOT_CONVERGED: "A baseline without any spread leaves C3 without an answer in R.",
}


class Distribution(StrEnum):
    """How a count is spread around the mean of its baseline."""

    NORMAL = "normal"
    STUDENT = "student"


@dataclass(frozen=True)
class Ears:
    """The choices of an EARS method; use EarsC1, EarsC2 or EarsC3.

    baseline: weeks whose mean and spread are used. minimum_sigma: the least spread that is believed. alpha: the upper
    tail beyond which a count is an alarm. distribution: the tail is that of the normal distribution, as published, or
    Student's, which allows for a mean and a spread that are guessed from so few weeks.
    """

    baseline: int = 7
    minimum_sigma: float = 0.0
    alpha: float = 0.001
    distribution: Distribution = Distribution.NORMAL

    lag: ClassVar[int] = 1  # weeks from the latest week of the baseline to the week judged
    looks_back: ClassVar[int] = 0  # earlier weeks whose excess counts too
    method: ClassVar[str] = "ears-c1"

    def __post_init__(self) -> None:
        """Refuse what the method cannot work with."""
        check_whole("baseline", self.baseline, at_least=2)
        check_number("minimum_sigma", self.minimum_sigma, at_least=0)
        check_level("alpha", self.alpha)
        check_choice("distribution", self.distribution, (choice.value for choice in Distribution))
        object.__setattr__(self, "distribution", Distribution(self.distribution))

    @property
    def quantile(self) -> float:
        """Return the normal quantile at alpha: the standard deviations from the mean to the limit, and C3's limit."""
        return float(-ndtri(self.alpha))

    @property
    def weeks_needed(self) -> int:
        """Return how many weeks must come before a week that is judged."""
        return self.baseline + self.lag - 1 + self.looks_back


@dataclass(frozen=True)
class EarsC1(Ears):
    """C1-mild: the baseline ends the week before."""


@dataclass(frozen=True)
class EarsC2(Ears):
    """C2-medium: two weeks are left between the baseline and the week judged, so that a slow rise does not hide."""

    lag: ClassVar[int] = 3
    method: ClassVar[str] = "ears-c2"


@dataclass(frozen=True)
class EarsC3(Ears):
    """C3-ultra: what C2 saw this week and in the two weeks before, added up."""

    alpha: float = 0.025

    lag: ClassVar[int] = 3
    looks_back: ClassVar[int] = 2
    method: ClassVar[str] = "ears-c3"


@dataclass(frozen=True)
class Baseline:
    """What the weeks before hold, each of the shape (series, weeks): mean and spread over the known ones."""

    mean: Floats
    sigma: Floats
    known: Floats

    @cached_property
    def is_flat(self) -> Truths:
        """Return where all known weeks were alike, so that the normal distribution has nothing to stand on."""
        return np.asarray((self.sigma == 0) & (self.known > 0), dtype=np.bool_)

    def multiple(self, probability: Floats | float, parameters: Ears) -> Floats:
        """Return how many times sigma lie between the mean and a quantile of the next count."""
        if parameters.distribution is Distribution.NORMAL:
            return np.broadcast_to(ndtri(probability), self.mean.shape)
        with np.errstate(invalid="ignore", divide="ignore"):
            widened = np.sqrt(1.0 + 1.0 / self.known)  # the mean itself is a guess
            return np.asarray(stdtrit(self.known - 1.0, probability) * widened, dtype=np.float64)

    def tail(self, counts: Floats, parameters: Ears) -> Floats:
        """Return how often a count at least so high comes by chance; predictive where the baseline is flat."""
        with np.errstate(invalid="ignore", divide="ignore"):
            deviation = (counts - self.mean) / self.sigma
            if parameters.distribution is Distribution.STUDENT:
                tail = stdtr(self.known - 1.0, -deviation / np.sqrt(1.0 + 1.0 / self.known))
            else:
                tail = ndtr(-deviation)
        flat, past = self.is_flat, self.past
        tail[flat] = predictive.at_least(counts[flat], **past)
        return np.asarray(tail, dtype=np.float64)

    @cached_property
    def past(self) -> dict[str, Floats]:
        """Return the cases and known weeks of the flat baselines, for the predictive distribution."""
        flat = self.is_flat
        return {"total": (self.mean * self.known)[flat], "known": self.known[flat]}

    def enough(self, parameters: Ears) -> Truths:
        """Return where more than half of the baseline is known, and two weeks of it at least."""
        return np.asarray((self.known * 2 > parameters.baseline) & (self.known >= 2), dtype=np.bool_)


def ears(batch: Batch, *, weeks: ArrayLike, parameters: Ears = EarsC1(), mode: Mode = Mode.TEXTBOOK) -> Detection:
    """Compare each week with the weeks just before it, by EARS C1, C2 or C3 as the class of `parameters` says.

    `weeks` are columns of the batch. In compatible mode the limits and alarms are those of R's earsC; in textbook mode
    a missing week is left out of the baseline (more than half must be known), a baseline without spread is judged by
    the predictive distribution of a count, and C3 follows its published definition, for one single week as well. C3's
    `score` is its statistic over its threshold, and its `upper` is -1 where the weeks before suffice for an alarm.
    """
    judged = judged_of(batch, weeks)
    if mode is Mode.COMPATIBLE and parameters.distribution is not Distribution.NORMAL:
        raise ParametersInvalid("R knows the normal distribution alone; use textbook mode for student.")
    if mode is Mode.COMPATIBLE:
        return _compatible(judged, parameters)
    if parameters.looks_back:
        return _summed(judged, parameters)
    return _single(judged, parameters)


def _baseline(observed: Counts, weeks: Columns, parameters: Ears, *, skip_missing: bool) -> Baseline:
    """Return mean and spread in two passes, week of the baseline by week, which keeps whole columns in hand."""
    lags = range(parameters.lag, parameters.lag + parameters.baseline)
    columns = [counts_at(observed, weeks - lag) for lag in lags]
    known = np.full((len(observed), len(weeks)), float(parameters.baseline))
    skip = skip_missing and bool(weeks.min() < lags[-1] or np.isnan(observed[:, : weeks.max()]).any())
    if skip:
        known -= _total((np.isnan(column) for column in columns), skip_missing=False)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = _total(columns, skip_missing=skip) / known
        sigma = np.sqrt(_total((np.square(column - mean) for column in columns), skip_missing=skip) / (known - 1))
    return Baseline(mean, np.maximum(sigma, parameters.minimum_sigma), known)


def _total(columns: Iterable[NDArray[Any]], *, skip_missing: bool) -> Floats:
    several = iter(columns)
    total = np.array(next(several), dtype=np.float64)
    if skip_missing:
        total = np.nan_to_num(total)
    for column in several:
        total += np.nan_to_num(column) if skip_missing else column
    return total


def _compatible(judged: Judged, parameters: Ears) -> Detection:
    counts, enough = judged.counts, np.broadcast_to(judged.weeks >= parameters.weeks_needed, judged.shape)
    base = _baseline(judged.batch.observed, judged.weeks, parameters, skip_missing=False)
    upper = base.mean + parameters.quantile * base.sigma
    if parameters.looks_back:
        upper = _limit_of_c3_in_r(judged, parameters, base.sigma)
    upper = np.where(enough, upper, np.nan)
    given = np.isfinite(upper) & np.isfinite(counts)
    arrays: Arrays = {
        "upper": upper,
        "alarm": alarms(counts > upper, given=given),
        "status": statuses(judged, enough=enough, unanswered=np.isnan(upper)),
    }
    return detection(parameters.method, judged, arrays, REASONS)


def _limit_of_c3_in_r(judged: Judged, parameters: Ears, sigma: Floats) -> Floats:
    """Return R's limit, which starts from the count of the week itself, so that this count cannot change the alarm."""
    weeks = _with_earlier(judged, parameters)
    base = _baseline(judged.batch.observed, weeks, parameters, skip_missing=False)
    with np.errstate(invalid="ignore", divide="ignore"):
        excess = np.maximum(0.0, (counts_at(judged.batch.observed, weeks) - base.mean) / base.sigma - 1.0)
        carried = _carried(excess, weeks, judged, parameters)
        return np.maximum(0.0, judged.counts + sigma * (parameters.quantile - carried))


def _with_earlier(judged: Judged, parameters: Ears) -> Columns:
    """Return the weeks judged and those whose excess they carry on, each once and in order."""
    return np.unique(np.concatenate([judged.weeks - back for back in range(parameters.looks_back + 1)]))


def _carried(excess: Floats, weeks: Columns, judged: Judged, parameters: Ears) -> Floats:
    """Return the excess of the weeks before each week judged."""
    total = np.zeros(judged.shape)
    for back in range(1, parameters.looks_back + 1):
        total += counts_at(excess, np.searchsorted(weeks, judged.weeks - back))
    return total


def _single(judged: Judged, parameters: Ears) -> Detection:
    base = _baseline(judged.batch.observed, judged.weeks, parameters, skip_missing=True)
    counts, spread = judged.counts, base.multiple(1.0 - parameters.alpha, parameters) * base.sigma
    arrays: Arrays = {
        "expected": _expected(base),
        "lower": np.maximum(0.0, base.mean - spread),
        "upper": base.mean + spread,
        "pvalue": base.tail(counts, parameters),
    }
    flat, past = base.is_flat, base.past
    arrays["lower"][flat] = predictive.quantile(parameters.alpha, **past)
    arrays["upper"][flat] = predictive.quantile(1.0 - parameters.alpha, **past)
    arrays["score"] = score_of(counts, arrays["expected"], arrays["upper"])
    return _finished(judged, parameters, base.enough(parameters), arrays)


def _expected(base: Baseline) -> Floats:
    expected = base.mean.copy()
    expected[base.is_flat] = predictive.predicted_mean(**base.past)
    return expected


def _summed(judged: Judged, parameters: Ears) -> Detection:
    weeks = _with_earlier(judged, parameters)
    around = _baseline(judged.batch.observed, weeks, parameters, skip_missing=True)
    excess = _excess(counts_at(judged.batch.observed, weeks), around, parameters)
    carried, now = _carried(excess, weeks, judged, parameters), np.searchsorted(weeks, judged.weeks)
    base = Baseline(*(counts_at(array, now) for array in (around.mean, around.sigma, around.known)))
    room = parameters.quantile - carried  # how much this week may still add
    upper = base.mean + base.sigma * _multiple_of_c3(1.0 + room, base, parameters)
    upper[base.is_flat] = predictive.quantile(ndtr(1.0 + room[base.is_flat]), **base.past)
    upper[room <= 0] = EVERY_COUNT
    score = np.where(np.isnan(judged.counts), np.nan, (carried + counts_at(excess, now)) / parameters.quantile)
    arrays: Arrays = {"expected": _expected(base), "upper": upper, "score": score}
    return _finished(judged, parameters, base.enough(parameters), arrays)


def _multiple_of_c3(deviation: Floats, base: Baseline, parameters: Ears) -> Floats:
    """Return the multiple of sigma that counts as so many normal standard deviations."""
    if parameters.distribution is Distribution.NORMAL:
        return deviation
    return base.multiple(ndtr(deviation), parameters)


def _excess(counts: Floats, base: Baseline, parameters: Ears) -> Floats:
    """Return by how much C2 goes beyond one standard deviation; nothing for a week that cannot be judged."""
    with np.errstate(invalid="ignore", divide="ignore"):
        deviation = np.asarray((counts - base.mean) / base.sigma, dtype=np.float64)
    if parameters.distribution is Distribution.NORMAL:
        deviation[base.is_flat] = -ndtri(predictive.at_least(counts[base.is_flat], **base.past))
    else:
        deviation = -ndtri(base.tail(counts, parameters))
    return np.where(base.enough(parameters) & np.isfinite(counts), np.maximum(0.0, deviation - 1.0), 0.0)


def _finished(judged: Judged, parameters: Ears, known_enough: Truths, arrays: Arrays) -> Detection:
    """Return the outcome, in which weeks without enough history have no numbers and missing ones no verdict."""
    enough = known_enough & (judged.weeks >= parameters.weeks_needed)
    everywhere = bool(enough.all())
    kept = {name: array if everywhere else np.where(enough, array, np.nan) for name, array in arrays.items()}
    given = enough & np.isfinite(judged.counts)
    status = with_first_appearances(statuses(judged, enough=enough), judged)
    verdicts = {"alarm": alarms(judged.counts > kept["upper"], given=given), "status": status}
    return detection(parameters.method, judged, {**kept, **verdicts}, REASONS)
