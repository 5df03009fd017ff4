"""The same charts as in `kernel`, for many series at once with NumPy alone, where numba is not to be had."""

from dataclasses import dataclass

import numpy as np

from tideturn.methods.detection.history import Columns, Truths
from tideturn.methods.detection.outcome import Floats

NEWTON_START, NEWTON_TOLERANCE, NEWTON_STEPS, LOST_BELOW = 0.5, 1e-6, 500, -30.0
STEPS_AT_MOST, LOWEST_SHIFT, MOST_CASES = 200, -700.0, 1_000_000.0


@dataclass(frozen=True)
class Settings:
    """What the chart is asked for; `theta` 0 is no fixed shift, `window` -1 is no limit."""

    alpha: float
    sign: float
    theta: float
    minimum: int
    window: int
    as_in_r: bool

    @property
    def plain(self) -> tuple[float, float, float, int, int, bool]:
        """Return the settings as the compiled kernel takes them."""
        return self.alpha, self.sign, self.theta, self.minimum, self.window, self.as_in_r


def charts(
    counts: Floats, levels: Floats, known: Truths, settings: Settings, threshold: float, with_cases: bool
) -> tuple[Floats, Floats]:
    """Return the statistic and the highest count without an alarm, each (series, weeks); after an alarm it restarts."""
    statistics, limits = np.full(counts.shape, np.nan), np.full(counts.shape, np.nan)
    start, carried = np.zeros(len(counts), dtype=np.int64), np.zeros(len(counts))
    for week in range(counts.shape[1]):
        seen = known[:, week]
        if with_cases and seen.any():
            past = counts[seen, : week + 1], levels[seen, : week + 1]
            limits[seen, week] = _highest_without_alarm(*past, settings, threshold, carried[seen], start[seen])
        value = _statistic(counts[:, : week + 1], levels[:, : week + 1], settings, carried, start)
        statistics[seen, week] = value[seen]
        raised = seen & (value >= threshold)
        carried = np.where(raised, 0.0, np.where(seen, value, carried))
        start[raised] = week + 1
    return statistics, limits


def _statistic(counts: Floats, levels: Floats, settings: Settings, carried: Floats, start: Columns) -> Floats:
    """Return the statistic of the last of the weeks given, shape (series,)."""
    last = counts.shape[1] - 1
    if settings.theta > 0:
        latest = _gain(counts[:, -1], levels[:, -1], settings.alpha, np.asarray(settings.sign * settings.theta))
        return np.asarray(np.maximum(0.0, carried + latest), dtype=np.float64)
    earliest = start if settings.window < 0 else np.maximum(start, last - settings.window)
    best = np.zeros(len(counts))
    shift = np.full(len(counts), NEWTON_START if settings.as_in_r else 0.0)
    for first in range(int(earliest.min()), last - settings.minimum + 2):
        open_ = np.flatnonzero(earliest <= first)
        inside = counts[open_, first:], levels[open_, first:]
        shift[open_] = _shift(*inside, settings, shift[open_])
        ratio = _gain(*inside, settings.alpha, shift[open_, np.newaxis]).sum(axis=1)
        best[open_] = np.where(shift[open_] != 0, np.maximum(best[open_], ratio), best[open_])
    return best


def _gain(counts: Floats, levels: Floats, alpha: float, shift: Floats) -> Floats:
    rise = levels * np.expm1(shift)
    if alpha == 0:
        return np.asarray(counts * shift - rise, dtype=np.float64)
    return np.asarray(
        counts * shift - (counts + 1.0 / alpha) * np.log1p(alpha * rise / (1.0 + alpha * levels)), dtype=np.float64
    )


def _slope_and_curve(counts: Floats, levels: Floats, alpha: float, shift: Floats) -> tuple[Floats, Floats]:
    mean = levels * np.exp(shift)[:, np.newaxis]
    below = 1.0 + alpha * mean
    return ((counts - mean) / below).sum(axis=1), -(mean * (1.0 + alpha * counts) / below**2).sum(axis=1)


def _shift(counts: Floats, levels: Floats, settings: Settings, guess: Floats) -> Floats:
    if settings.as_in_r:
        return _newton_as_in_r(counts, levels, settings.alpha, guess)
    shift = np.zeros(len(counts))
    slope = ((counts - levels) / (1.0 + settings.alpha * levels)).sum(axis=1)
    wanted = np.flatnonzero(settings.sign * slope > 0)
    empty = wanted[counts[wanted].sum(axis=1) == 0]
    some = wanted[counts[wanted].sum(axis=1) > 0]
    shift[empty] = LOWEST_SHIFT
    if some.size:
        shift[some] = _likeliest(counts[some], levels[some], settings, guess[some])
    return shift


def _newton_as_in_r(counts: Floats, levels: Floats, alpha: float, guess: Floats) -> Floats:
    """Return where Newton's steps end, or 0 where they run away: they are not held back; R takes that as no rise."""
    shift, moving = guess.copy(), np.ones(len(counts), dtype=np.bool_)
    with np.errstate(all="ignore"):
        for _ in range(NEWTON_STEPS):
            slope, curve = _slope_and_curve(counts[moving], levels[moving], alpha, shift[moving])
            step = slope / curve
            later = shift[moving] - step
            lost = (curve == 0) | ~np.isfinite(curve) | ~np.isfinite(slope) | ~(later > LOST_BELOW) | (later == np.inf)
            shift[moving] = np.where(lost, 0.0, later)
            moving[moving] = ~lost & (np.abs(step) >= NEWTON_TOLERANCE)
            if not moving.any():
                break
    return np.maximum(shift, 0.0)


def _likeliest(counts: Floats, levels: Floats, settings: Settings, guess: Floats) -> Floats:
    low, high = _bracket(counts, levels, settings)
    middle = np.clip(np.log(counts.sum(axis=1) / levels.sum(axis=1)), low, high)
    shift, moving = np.where((low < guess) & (guess < high), guess, middle), np.ones(len(counts), dtype=np.bool_)
    for _ in range(STEPS_AT_MOST):
        slope, curve = _slope_and_curve(counts[moving], levels[moving], settings.alpha, shift[moving])
        now = shift[moving]
        low[moving] = np.where(slope > 0, now, low[moving])
        high[moving] = np.where(slope > 0, high[moving], now)
        later = now - slope / curve
        inside = (low[moving] <= later) & (later <= high[moving])
        shift[moving] = np.where(inside, later, 0.5 * (low[moving] + high[moving]))
        moving[moving] = np.abs(shift[moving] - now) >= 1e-9
        if not moving.any():
            break
    return shift


def _bracket(counts: Floats, levels: Floats, settings: Settings) -> tuple[Floats, Floats]:
    none = np.zeros(len(counts))
    if settings.sign > 0:
        ratios = np.divide(counts, levels, out=np.zeros_like(counts), where=levels > 0)
        return none, np.log(ratios.max(axis=1))
    least = (counts / (1.0 + settings.alpha * levels)).sum(axis=1)
    return np.log(least / levels.sum(axis=1)), none


def _highest_without_alarm(
    counts: Floats,
    levels: Floats,
    settings: Settings,
    threshold: float,
    carried: Floats,
    start: Columns,
) -> Floats:
    tried = counts.copy()

    def raises(cases: Floats) -> Truths:
        tried[:, -1] = cases
        return np.asarray(_statistic(tried, levels, settings, carried, start) >= threshold)

    low, high = np.full(len(counts), -1.0), np.maximum(1.0, 2.0 * levels[:, -1])
    while (growing := ~raises(np.floor(high)) & (high < MOST_CASES)).any():
        low, high = np.where(growing, np.floor(high), low), np.where(growing, 2.0 * high, high)
    high = np.floor(high)
    while (high - low > 1.0).any():
        middle = np.floor(0.5 * (low + high))
        alarm = raises(middle)
        low, high = np.where(alarm, low, middle), np.where(alarm, middle, high)
    return np.where(high < MOST_CASES, low, np.inf)
