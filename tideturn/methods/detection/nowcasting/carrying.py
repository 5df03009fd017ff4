"""Carrying the uncertainty of a nowcast into the alarm of a detector."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.detection.errors import BatchInvalid, ParametersInvalid
from tideturn.methods.detection.negative_binomial import upper_tail
from tideturn.methods.detection.nowcasting.nowcast import Nowcast
from tideturn.methods.detection.nowcasting.predictive import Predictive, dispersion_of
from tideturn.methods.detection.outcome import NOT_GIVEN, Status

Floats = NDArray[np.float64]

POINTS_AT_MOST = 256  # at which a p-value is asked for; fewer counts than that are all taken
LEFT_OUT = 1e-6  # of the nowcast's probability, at each end


@dataclass(frozen=True)
class CarriedAlarm:
    """The alarm of an unfinished period; every array has the shape (series, weeks).

    `probability_above` is the probability that the true count will turn out above the detector's `upper`.
    `averaged_pvalue` is the detector's p-value of the true count, averaged over the nowcast. `pvalue` is how often at
    least so many events would be reported by now where nothing is amiss. `alarm` is 1 where `pvalue` is at most the
    detector's level, 0 where it is not, and NOT_GIVEN where there is no nowcast or no expectation.
    """

    probability_above: Floats
    averaged_pvalue: Floats
    pvalue: Floats
    alarm: NDArray[np.int8]


def carried_alarm(
    found: Nowcast, *, mean: ArrayLike, variance: ArrayLike, upper: ArrayLike, alpha: float
) -> CarriedAlarm:
    """Return alarms for weeks that are not wholly reported; arrays broadcast to the (series, weeks) of the nowcast.

    `mean` and `variance` are those of the count that the detector expects where nothing is amiss, a negative binomial;
    `upper` is its threshold and `alpha` the level of its alarm. The rule: a week is an alarm where what is reported so
    far is too much for what would be reported by now of such a count. Its level is then at most the detector's own at
    every share reported, and in a finished week it is the detector's alarm; `probability_above` says beside it how
    likely the final count is to be above `upper`. (The averaged p-value is no level: under chance it is seldom small,
    Meng 1994, Annals of Statistics.)
    """
    if not 0 < alpha < 1:
        raise ParametersInvalid(f"alpha lies between 0 and 1; {alpha} does not.")
    shape = found.share.shape
    usual, spread, limit = (_broadcast(part, shape) for part in (mean, variance, upper))
    pvalue = reported_pvalue(found, mean=usual, variance=spread)
    dispersion = dispersion_of(usual, spread)[..., None]
    averaged = averaged_pvalue(found.predictive, lambda count: upper_tail(count, usual[..., None], dispersion))
    given = np.isfinite(pvalue) & (found.status == Status.OK)
    alarm = np.where(given, pvalue <= alpha, NOT_GIVEN).astype(np.int8)
    return CarriedAlarm(found.predictive.above(limit), averaged, pvalue, alarm)


def reported_pvalue(found: Nowcast, *, mean: ArrayLike, variance: ArrayLike) -> Floats:
    """Return how often at least as many events as are reported would be reported by now, shape (series, weeks).

    A negative binomial count of which a share q is reported is again negative binomial, with the mean qm; its squared
    coefficient of variation beyond Poisson chance joins that of the count and that of the share.
    """
    usual, spread = (_broadcast(part, found.share.shape) for part in (mean, variance))
    beyond = np.maximum(spread - usual, 0.0) / np.maximum(usual, 1e-12) ** 2
    joined = beyond * (1 + found.variation) + found.variation
    reports = usual * found.share
    return upper_tail(found.predictive.reported, reports, dispersion_of(reports, reports + joined * reports**2))


def averaged_pvalue(predictive: Predictive, pvalue: Callable[[Floats], Floats]) -> Floats:
    """Return a detector's p-value of the true count, averaged over the nowcast; shape as the nowcast's.

    `pvalue` takes counts with one more axis, (…, points), and returns their p-values. All counts are taken that the
    nowcast allows, or the middles of equal blocks of them where they are more than POINTS_AT_MOST.
    """
    lowest = np.nan_to_num(predictive.quantile(LEFT_OUT))
    wide = np.nan_to_num(predictive.quantile(1 - LEFT_OUT)) - lowest + 1
    points = min(POINTS_AT_MOST, int(wide.max(initial=1)))
    half = np.ceil((wide / points - 1) / 2)
    total, before = np.zeros_like(lowest), np.zeros_like(lowest)
    for place in range(points):
        middle = lowest + (2 * half + 1) * place + half
        until = 1 - predictive.above(middle + half) if place < points - 1 else np.ones_like(lowest)
        total += (until - before) * pvalue(middle[..., None])[..., 0]
        before = until
    return np.where(np.isnan(predictive.missing), np.nan, total)


def _broadcast(values: ArrayLike, shape: tuple[int, ...]) -> Floats:
    try:
        return np.broadcast_to(np.asarray(values, dtype=np.float64), shape)
    except ValueError:
        raise BatchInvalid(f"An array of shape {np.shape(values)} does not fit the nowcast's {shape}.") from None
