"""Central moving averages, such as the three-week one of the published ambulance naloxone series."""

import numpy as np
from numpy.typing import ArrayLike

from tideturn.methods.rates.counts import Floats, events_of
from tideturn.methods.rates.errors import ParametersInvalid


def moving_average(series: ArrayLike, *, width: int = 3) -> Floats:
    """Return the mean of each period and its neighbours; periods are the last axis, and the shape stays.

    NaN wherever one of the `width` periods is missing or lies beyond an end: no mean is made of fewer. Raises
    ParametersInvalid where `width` is even, which has no middle.
    """
    check_width(width)
    counts = events_of(series)
    averages = np.full(counts.shape, np.nan)
    length = counts.shape[-1] if counts.ndim else 0
    if length >= width:
        windows = np.lib.stride_tricks.sliding_window_view(counts, width, axis=-1)
        half = width // 2
        averages[..., half : length - half] = windows.mean(axis=-1)
    return averages


def check_width(width: int) -> None:
    """Refuse a window that has no middle."""
    if width < 1 or width % 2 == 0:
        raise ParametersInvalid(f"A central average is over an odd number of periods, as 3; {width} has no middle.")
