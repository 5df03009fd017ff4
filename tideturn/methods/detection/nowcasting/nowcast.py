"""The nowcast: how many events each period had, told from those reported so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.nowcasting.delays import Delays, learn_delays
from tideturn.methods.detection.nowcasting.level import Level, learn_level
from tideturn.methods.detection.nowcasting.parameters import NowcastParameters
from tideturn.methods.detection.nowcasting.predictive import Predictive, predict
from tideturn.methods.detection.nowcasting.triangle import Triangle
from tideturn.methods.detection.outcome import Status

Floats = NDArray[np.float64]

ROWS_AT_LEAST = 3  # event periods in which a delay must have had its time before anything is said of it
REASONS: Mapping[Status, str] = MappingProxyType(
    {
        Status.OK: "",
        Status.NO_DATA: "No report is known of this period.",
        Status.SHORT_HISTORY: (
            f"Fewer than {ROWS_AT_LEAST} earlier periods have waited for the longest delays; "
            "wait, or choose a shorter longest delay."
        ),
    }
)


@dataclass(frozen=True)
class Nowcast:
    """What there was in each period; all arrays but those of `delays` have the shape (series, periods).

    `share` is the share of a period's events that is expected to be reported by now, 1 where all time is up, and
    `variation` the squared coefficient of variation of that share in a single period.
    """

    predictive: Predictive
    share: Floats
    variation: Floats
    status: NDArray[np.uint8]
    delays: Delays
    reasons: Mapping[Status, str] = field(default_factory=lambda: REASONS)

    def at(self, periods: NDArray[np.int64] | slice) -> "Nowcast":
        """Return the nowcast of some of the periods, by their places from 0, or of a slice of them."""
        shares = (self.share[:, periods], self.variation[:, periods], self.status[:, periods])
        return Nowcast(self.predictive.at(periods), *shares, self.delays, self.reasons)


def nowcast(triangle: Triangle, parameters: NowcastParameters | None = None) -> Nowcast:
    """Return the distribution of the true count of every series and event period of a reporting triangle.

    Delays are learned from the triangle (`learn_delays`: the reverse-time hazards of Lawless, Canadian Journal of
    Statistics 22, 1994, with scatter beyond chance), the level from the periods before (`learn_level`), and both
    are joined in closed form (`predict`). A period of which all time is up is what was reported. The status of a period
    of which no report is known is NO_DATA, and SHORT_HISTORY where too few periods have had time for its missing
    delays; both have no numbers.
    """
    chosen = parameters or NowcastParameters()
    delays = learn_delays(triangle, chosen)
    known = np.isfinite(triangle.counts)
    reported = triangle.reported
    share, variation, learned = _shares(known, delays)
    level = learn_level(reported, share, periods=chosen.level_periods)
    status = np.where(learned, Status.OK, Status.SHORT_HISTORY).astype(np.uint8)
    status[np.isnan(reported)] = Status.NO_DATA
    return Nowcast(_predictive(reported, share, variation, level, status), share, variation, status, delays)


def _shares(known: NDArray[np.bool_], delays: Delays) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Return the share reported, its variation, and whether its missing delays were learned, (series, periods).

    Where a delivery failed the share is that of the delays that are known, and its variation that of the delays before
    the first that is missing.
    """
    size = known.shape[:2]
    share, variation, learned = np.ones(size), np.zeros(size), np.ones(size, dtype=np.bool_)
    unfinished = np.flatnonzero(~known.all(axis=(0, 2)))
    part = known[:, unfinished]
    share[:, unfinished] = np.einsum("stk,sk->st", part, delays.probability)
    first = np.argmin(part, axis=2)
    own = np.take_along_axis(delays.variation, np.maximum(first - 1, 0), axis=1)
    whole = part.all(axis=2)
    variation[:, unfinished] = np.where(whole, 0.0, own)
    share[:, unfinished] = np.where(whole, 1.0, share[:, unfinished])
    enough = (delays.rows >= ROWS_AT_LEAST)[:, None, :]
    learned[:, unfinished] = (part | enough).all(axis=2)
    return share, variation, learned


def _predictive(
    reported: Floats, share: Floats, variation: Floats, level: Level, status: NDArray[np.uint8]
) -> Predictive:
    """Return the predictive distributions; only what is unfinished needs any work."""
    missing, variance = np.zeros_like(reported), np.zeros_like(reported)
    open_ones = (share < 1) & (status == Status.OK)
    shape = np.broadcast_to(level.shape, reported.shape)[open_ones]
    found = predict(
        reported=reported[open_ones],
        share=share[open_ones],
        variation=variation[open_ones],
        level=Level(level.mean[open_ones], shape),
    )
    missing[open_ones], variance[open_ones] = found.missing, found.variance
    missing[status != Status.OK] = variance[status != Status.OK] = np.nan
    return Predictive(reported, missing, variance)
