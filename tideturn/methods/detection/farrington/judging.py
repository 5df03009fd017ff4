"""From a fit and its limits to what is said of a week: as R says it, or as an analyst should hear it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.detection.batch import Batch, cases_lately, first_watched, judged_columns
from tideturn.methods.detection.farrington.fitting import Fits
from tideturn.methods.detection.farrington.reference import Design
from tideturn.methods.detection.farrington.thresholds import Limits
from tideturn.methods.detection.first_appearance.zero_history import zero_history_pvalue, zero_history_upper
from tideturn.methods.detection.outcome import NOT_GIVEN, Detection, Status, blank, score_of

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Answers = dict[str, NDArray[np.generic]]


@dataclass(frozen=True)
class LowCounts:
    """The rule that few cases are no outbreak: fewer than `cases` in the last `weeks`, this one included."""

    cases: int
    weeks: int

    def sentence(self) -> str:
        """Return the rule as a reason."""
        return f"Fewer than {self.cases} were counted in the last {self.weeks} weeks, so no alarm is raised."


@dataclass(frozen=True)
class History:
    """One week of a batch with what its past came to; arrays have one entry a series.

    `exposure_ratio` is the week's population over the mean of the reference weeks', 1 where counts do not go with it.
    """

    batch: Batch
    column: int
    design: Design
    w: int
    fits: Fits
    has_trend: Booleans
    low_counts: LowCounts
    exposure_ratio: Floats

    @property
    def observed(self) -> Floats:
        """Return the counts of the week."""
        return self.batch.observed[:, self.column]

    @cached_property
    def is_short(self) -> Booleans:
        """Return where a series was first counted too late; the oldest window may lack its first week, no more."""
        return np.asarray(first_watched(self.batch) > self.design.oldest - max(self.w - 1, 0))

    @cached_property
    def is_fitted(self) -> Booleans:
        """Return where there is a fit to go by."""
        return self.fits.is_converged & ~self.is_short


def detection(
    method: str, batch: Batch, weeks: ArrayLike, reasons: Mapping[Status, str], *, judge: Callable[[int], Answers]
) -> Detection:
    """Return the answers that `judge` gives to each of the weeks (columns), put together as a method's outcome."""
    columns = judged_columns(batch, weeks)
    arrays = blank((batch.size, len(columns)))
    for place, column in enumerate(columns):
        for name, values in judge(int(column)).items():
            arrays[name][:, place] = values
    return Detection(method, columns, **arrays, reasons=reasons)  # type: ignore[arg-type]


def short_history(observed: Floats) -> Answers:
    """Return the answers of a week before which no series was counted for long enough."""
    status = np.where(np.isnan(observed), Status.NO_DATA, Status.SHORT_HISTORY).astype(np.uint8)
    return {"observed": observed, "status": status}


def compatible(history: History, limits: Limits, *, centre: Floats, expected: Floats) -> Answers:
    """Return the answers of R: no alarm where the count or an earlier one is missing, and a score that mixes scales."""
    fits, observed = history.fits, history.observed
    cases = cases_lately(history.batch, history.column, history.low_counts.weeks)
    is_enough = cases >= history.low_counts.cases
    with np.errstate(invalid="ignore", divide="ignore"):
        score = (observed - centre) / (limits.upper - centre)
    alarm = np.where(history.is_fitted, is_enough & (score > 1) & (observed != 0), NOT_GIVEN)
    # Where nothing converged R leaves its starting value, zero; where it has no limit it hides the expected count.
    is_shown = is_enough & ~np.isnan(limits.upper)
    shown = np.where(fits.is_converged, np.where(is_shown, expected, np.nan), 0.0)
    answers = {
        "observed": observed, "expected": shown, "lower": np.where(is_enough, limits.lower, np.nan),
        "upper": np.where(is_enough, limits.upper, np.nan), "pvalue": limits.pvalue,
        "strict_pvalue": limits.strict_pvalue, "score": score, "phi": np.maximum(fits.dispersion, 1.0),
    }  # fmt: skip
    answers = {name: np.where(history.is_short, np.nan, values) for name, values in answers.items()}
    return {
        **answers, "observed": observed, "alarm": alarm.astype(np.int8),
        "trend": np.where(history.is_fitted, history.has_trend, NOT_GIVEN).astype(np.int8),
        "status": _status(history, ~is_enough, first_appearance=False),
    }  # fmt: skip


def compatible_1996(history: History, limits: Limits, *, expected: Floats) -> Answers:
    """Return the answers of R's older function: where few were counted lately its limit is zero and it raises none."""
    observed = history.observed
    cases = cases_lately(history.batch, history.column, history.low_counts.weeks)
    is_enough = cases >= history.low_counts.cases
    with np.errstate(invalid="ignore", divide="ignore"):
        score = np.where(is_enough, (observed - expected) / (limits.upper - expected), 0.0)
    is_known = history.fits.is_converged & np.isfinite(cases)
    return {
        "observed": observed, "expected": expected, "lower": limits.lower,
        "upper": np.where(is_known, np.where(is_enough, limits.upper, 0.0), np.nan),
        "pvalue": limits.pvalue,
        "strict_pvalue": limits.strict_pvalue, "score": np.where(is_known, score, np.nan),
        "phi": np.maximum(history.fits.dispersion, 1.0),
        "alarm": np.where(is_known, score > 1, NOT_GIVEN).astype(np.int8),
        "trend": np.where(history.fits.is_converged, history.has_trend, NOT_GIVEN).astype(np.int8),
        "status": _status(history, ~is_enough, first_appearance=False),
    }  # fmt: skip


def textbook(history: History, limits: Limits, *, expected: Floats, alpha: float) -> Answers:
    """Return the answers of the textbook mode; a history of zeros is answered for, and a missing count is no answer."""
    observed, fits = history.observed, history.fits
    few = _are_few(history)
    status = _status(history, few, first_appearance=True)
    is_new = status == Status.FIRST_APPEARANCE
    is_judged = np.isin(status, (Status.OK, Status.LOW_COUNTS, Status.FIRST_APPEARANCE))
    is_limited = history.is_fitted | is_new
    weeks, ratio = fits.number, history.exposure_ratio
    highest = zero_history_upper(alpha, weeks, exposure_ratio=ratio)
    upper = np.where(is_new, highest, np.where(is_limited, limits.upper, np.nan))
    pvalue = np.where(is_new, zero_history_pvalue(observed, weeks, exposure_ratio=ratio), limits.pvalue)
    strict = np.where(is_new, zero_history_pvalue(observed + 1.0, weeks, exposure_ratio=ratio), limits.strict_pvalue)
    expected = np.where(is_new, 0.0, np.where(is_limited, expected, np.nan))
    alarm = np.where(is_judged, (observed > upper) & (status != Status.LOW_COUNTS), NOT_GIVEN)
    return {
        "observed": observed, "expected": expected, "upper": upper, "status": status, "alarm": alarm.astype(np.int8),
        "lower": np.where(is_new, 0.0, np.where(is_limited, limits.lower, np.nan)),
        "pvalue": np.where(is_judged, pvalue, np.nan), "strict_pvalue": np.where(is_judged, strict, np.nan),
        "score": np.where(is_judged, score_of(observed, expected, upper), np.nan),
        "phi": np.where(history.is_fitted, np.maximum(fits.dispersion, 1.0), np.nan),
        "trend": np.where(history.is_fitted, history.has_trend, NOT_GIVEN).astype(np.int8),
    }  # fmt: skip


def _are_few(history: History) -> Booleans:
    """Return where few cases were counted lately; a missing week may hide cases, but none is assumed."""
    rule = history.low_counts
    lately = history.batch.observed[:, max(history.column + 1 - rule.weeks, 0) : history.column + 1]
    return np.asarray(np.nansum(lately, axis=1) < rule.cases)


def _status(history: History, are_few: Booleans, *, first_appearance: bool) -> NDArray[np.uint8]:
    fits = history.fits
    is_new = first_appearance & (fits.total == 0) & (fits.number > 0)
    return np.select(
        [np.isnan(history.observed), history.is_short, is_new, ~fits.is_converged, are_few],
        [Status.NO_DATA, Status.SHORT_HISTORY, Status.FIRST_APPEARANCE, Status.NOT_CONVERGED, Status.LOW_COUNTS],
        default=Status.OK,
    ).astype(np.uint8)


def reasons(low_counts: LowCounts, years: int) -> Mapping[Status, str]:
    """Return each status as a sentence."""
    return {
        Status.NO_DATA: "No count is known for this week, so nothing can be said.",
        Status.SHORT_HISTORY: f"The counts do not reach back {years} years, which this method compares with.",
        Status.NOT_CONVERGED: "No model could be fitted to the past weeks, so nothing can be said.",
        Status.LOW_COUNTS: low_counts.sentence(),
        Status.FIRST_APPEARANCE: "Nothing was counted in any of the past weeks this one is compared with.",
    }
