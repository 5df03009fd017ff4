"""The nowcast of Lawless (1994) as the R package `surveillance` gives it, for comparison with R."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.nowcasting.delays import learn_delays
from tideturn.methods.detection.nowcasting.parameters import NowcastParameters, WindowShape
from tideturn.methods.detection.nowcasting.triangle import Triangle

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class LawlessNowcast:
    """`total`, `median`, `lower` and `upper` have the shape (series, periods), `cumulative` (series, delays).

    `total` is what is reported over the share that is reported by now; the others are whole numbers.
    """

    total: Floats
    median: Floats
    lower: Floats
    upper: Floats
    cumulative: Floats


def lawless(
    triangle: Triangle,
    *,
    level: float = 0.95,
    window: int | None = None,
    window_shape: WindowShape = WindowShape.REPORTS,
) -> LawlessNowcast:
    """Return the nowcast that R's `nowcast(method = "lawless")` gives; `window` is R's `m` and one more.

    Lawless 1994, Adjustments for reporting delays and the prediction of occurred but not reported events, Canadian
    Journal of Statistics. The distribution is normal around reported / F with the variance reported · (1 − F) / F²,
    F being the share reported by now. R's quantiles are reproduced as they come: the delays are taken as known, the
    normal is cut below what is reported, and the rest is made to sum to one in the level but not in the distribution,
    so that intervals of unfinished periods lie too low; a period without reports is a certain zero. For work use
    `nowcast`, which mends all this.
    """
    if not 0 < level < 1:
        raise ParametersInvalid(f"The level of an interval lies between 0 and 1; {level} does not.")
    parameters = NowcastParameters(window=window, window_shape=window_shape, pooling=0.0)
    cumulative = learn_delays(triangle, parameters).cumulative
    waited = np.minimum(triangle.length - 1 - np.arange(triangle.length), triangle.max_delay)
    share = cumulative[:, waited]
    reported = triangle.reported
    total = np.divide(reported, share, out=reported.copy(), where=share > 0)
    deviation = np.sqrt(total * np.divide(1 - share, share, out=np.zeros_like(share), where=share > 0))
    bounds = [_quantile(at, reported, total, deviation) for at in (0.5, (1 - level) / 2, (1 + level) / 2)]
    return LawlessNowcast(total, bounds[0], bounds[1], bounds[2], cumulative)


def _quantile(probability: float, reported: Floats, total: Floats, deviation: Floats) -> Floats:
    from scipy.special import ndtr, ndtri

    finished = deviation <= 0
    spread = np.where(finished, 1.0, deviation)
    kept = 1 - ndtr((reported - total) / spread)
    quantile = np.ceil(total + spread * ndtri(probability * kept))
    return np.where(finished, reported, np.maximum(quantile, reported))
