"""The methods whose power is measured: what each says of some weeks, as alarms and as a number that can be ranked."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tideturn.methods.detection.batch import Batch, cases_lately
from tideturn.methods.detection.ears import Ears, EarsC1, EarsC2, EarsC3, ears
from tideturn.methods.detection.farrington import FlexibleFarrington, farrington_flexible
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import Status

FEW, LATELY = 5, 4  # the usual rule: fewer than 5 cases in 4 weeks raise no alarm
OURS, OURS_OFF = "textbook", "textbook, rule off"
RS, RS_OFF = "flexible Farrington of R", "flexible Farrington of R, rule off"
EARS = ("EARS C1", "EARS C2", "EARS C3")
METHODS = (OURS, RS, OURS_OFF, RS_OFF, *EARS)
RANKED = (OURS_OFF, RS_OFF, *EARS)


@dataclass(frozen=True)
class Verdicts:
    """For each method whether it raises an alarm, and how surprised it is; arrays of the shape (series, weeks)."""

    alarms: dict[str, np.ndarray]
    surprise: dict[str, np.ndarray]


def watch(batch: Batch, weeks: np.ndarray) -> Verdicts:
    """Return what every method says of the weeks (columns) of a batch."""
    alarms: dict[str, np.ndarray] = {}
    surprise: dict[str, np.ndarray] = {}
    few = np.stack([cases_lately(batch, int(week), LATELY) < FEW for week in weeks], axis=1)
    unruled = FlexibleFarrington(limit_cases=0)
    for mode, ruled, off in ((Mode.TEXTBOOK, OURS, OURS_OFF), (Mode.COMPATIBLE, RS, RS_OFF)):
        found = farrington_flexible(batch, weeks=weeks, parameters=unruled, mode=mode)
        alarms[off] = found.alarm == 1
        # A first appearance is few cases by its nature: the rule does not touch it.
        alarms[ruled] = alarms[off] & (~few | (found.status == Status.FIRST_APPEARANCE))
        surprise[off] = np.nan_to_num(-found.pvalue, nan=-1.0)
    for name, choice, statistic in zip(EARS, (EarsC1, EarsC2, EarsC3), (_distance, _distance, _carried), strict=True):
        alarms[name] = ears(batch, weeks=weeks, parameters=choice(), mode=Mode.COMPATIBLE).alarm == 1
        surprise[name] = statistic(batch, weeks, choice)
    return Verdicts(alarms, surprise)


def _limits(batch: Batch, weeks: np.ndarray, choice: Callable[..., Ears]) -> tuple[np.ndarray, np.ndarray, float]:
    """Return a limit of EARS, its standard deviation, which two limits tell, and its quantile."""
    low, high = choice(alpha=1e-9), choice(alpha=1e-12)
    first, second = (ears(batch, weeks=weeks, parameters=each, mode=Mode.COMPATIBLE).upper for each in (low, high))
    return first, (second - first) / (high.quantile - low.quantile), low.quantile


def _distance(batch: Batch, weeks: np.ndarray, choice: Callable[..., Ears]) -> np.ndarray:
    """Return by how many standard deviations a count is above the mean of its baseline."""
    limit, sigma, quantile = _limits(batch, weeks, choice)
    above = batch.observed[:, weeks] - limit + quantile * sigma
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.nan_to_num(above / sigma, nan=0.0, posinf=np.inf, neginf=-np.inf)


def _carried(batch: Batch, weeks: np.ndarray, choice: Callable[..., Ears]) -> np.ndarray:
    """Return what R's C3 compares with its quantile: the excess of the two weeks before."""
    limit, sigma, quantile = _limits(batch, weeks, choice)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.nan_to_num(quantile - (limit - batch.observed[:, weeks]) / sigma, nan=0.0)


def matched(null: np.ndarray, rate: float) -> float:
    """Return the lowest number that at most this share of weeks without an outbreak is above."""
    ranked = np.sort(null, axis=None)
    return float(ranked[int(np.ceil(len(ranked) * (1.0 - rate))) - 1])
