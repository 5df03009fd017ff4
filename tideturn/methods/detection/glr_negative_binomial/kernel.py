"""The chart of one series after the other, compiled. A missing week has count and level 0, and so adds nothing."""

import math

import numba
import numpy as np

NEWTON_START = 0.5  # R's first guess of the logarithm of the factor
NEWTON_TOLERANCE = 1e-6
NEWTON_STEPS = 500
LOST_BELOW = -30.0  # from here the next step overflows, or the steps go down for ever
STEPS_AT_MOST = 200
LOWEST_SHIFT = -700.0  # a level of practically nothing
MOST_CASES = 1_000_000.0

compiled = numba.njit(cache=True, nogil=True, error_model="numpy")


@compiled
def gain(count, level, alpha, shift):  # type: ignore[no-untyped-def]
    """Return by how much a level times exp(shift) explains one count better than the level itself."""
    rise = level * math.expm1(shift)
    if alpha == 0.0:
        return count * shift - rise
    return count * shift - (count + 1.0 / alpha) * math.log1p(alpha * rise / (1.0 + alpha * level))


@compiled
def slope_and_curve(counts, levels, alpha, shift, first, last):  # type: ignore[no-untyped-def]
    """Return the first and second derivative of the log likelihood of the weeks first to last."""
    factor, slope, curve = math.exp(shift), 0.0, 0.0
    for week in range(first, last + 1):
        mean = levels[week] * factor
        below = 1.0 + alpha * mean
        slope += (counts[week] - mean) / below
        curve -= mean * (1.0 + alpha * counts[week]) / (below * below)
    return slope, curve


@compiled
def newton_as_in_r(counts, levels, alpha, guess, first, last):  # type: ignore[no-untyped-def]
    """Return where Newton's steps end, or 0 where they run away: they are not held back; R takes that as no rise."""
    shift = guess
    for _ in range(NEWTON_STEPS):
        slope, curve = slope_and_curve(counts, levels, alpha, shift, first, last)
        if curve == 0.0 or not math.isfinite(curve) or not math.isfinite(slope):
            return 0.0
        step = slope / curve
        shift -= step
        if not shift > LOST_BELOW or shift == math.inf:
            return 0.0
        if abs(step) < NEWTON_TOLERANCE:
            break
    return max(shift, 0.0)


@compiled
def likeliest_shift(counts, levels, alpha, sign, guess, first, last):  # type: ignore[no-untyped-def]
    """Return the most likely shift in the wanted direction: the likelihood is concave, so Newton within a bracket."""
    cases, expected, least, most = 0.0, 0.0, 0.0, 0.0
    for week in range(first, last + 1):
        if levels[week] > 0.0:
            cases += counts[week]
            expected += levels[week]
            least += counts[week] / (1.0 + alpha * levels[week])
            most = max(most, counts[week] / levels[week])
    if cases == 0.0:
        return LOWEST_SHIFT
    low, high = (0.0, math.log(most)) if sign > 0 else (math.log(least / expected), 0.0)
    shift = guess if low < guess < high else min(max(math.log(cases / expected), low), high)
    for _ in range(STEPS_AT_MOST):
        slope, curve = slope_and_curve(counts, levels, alpha, shift, first, last)
        if slope > 0.0:
            low = shift
        else:
            high = shift
        later = shift - slope / curve
        if not low <= later <= high:
            later = 0.5 * (low + high)
        if abs(later - shift) < 1e-9:
            return later
        shift = later
    return shift


@compiled
def statistic_at(counts, levels, alpha, sign, earliest, latest, last, as_in_r):  # type: ignore[no-untyped-def]
    """Return the largest log likelihood ratio of a change at one of the weeks earliest to latest, seen up to `last`."""
    best, shift = 0.0, NEWTON_START if as_in_r else 0.0
    slope, most = 0.0, 1.0  # the slope at no shift at all, kept up while the window shrinks; the highest ratio
    for week in range(earliest, last + 1):
        slope += (counts[week] - levels[week]) / (1.0 + alpha * levels[week])
        if levels[week] > 0.0:
            most = max(most, counts[week] / levels[week])
    reach = math.log(most) if sign > 0.0 else math.inf  # no shift is likelier than the one to the highest ratio
    for first in range(earliest, latest + 1):
        if as_in_r:
            shift = newton_as_in_r(counts, levels, alpha, shift, first, last)
        elif sign * slope > 0.0 and sign * slope * reach > best:  # the likelihood is concave: it stays below its slope
            shift = likeliest_shift(counts, levels, alpha, sign, shift, first, last)
        else:
            shift = 0.0
        if shift != 0.0:
            ratio = 0.0
            for week in range(first, last + 1):
                ratio += gain(counts[week], levels[week], alpha, shift)
            best = max(best, ratio)
        slope -= (counts[first] - levels[first]) / (1.0 + alpha * levels[first])
    return best


@compiled
def statistic_of(counts, levels, settings, carried, start, week):  # type: ignore[no-untyped-def]
    """Return the statistic of a week: of the one shift that is looked for, or of the likeliest."""
    alpha, sign, theta, minimum, window, as_in_r = settings
    if theta > 0.0:
        return max(0.0, carried + gain(counts[week], levels[week], alpha, sign * theta))
    earliest = start if window < 0 else max(start, week - window)
    return statistic_at(counts, levels, alpha, sign, earliest, week - minimum + 1, week, as_in_r)


@compiled
def highest_without_alarm(counts, levels, settings, threshold, carried, start, week):  # type: ignore[no-untyped-def]
    """Return the highest whole count of a week that raises no alarm, -1 where even none raises it."""
    observed = counts[week]
    low, high = -1.0, max(1.0, 2.0 * levels[week])
    while high < MOST_CASES:
        counts[week] = math.floor(high)
        if statistic_of(counts, levels, settings, carried, start, week) >= threshold:
            break
        low, high = math.floor(high), 2.0 * high
    high = math.floor(high)
    while high - low > 1.0:
        counts[week] = math.floor(0.5 * (low + high))
        if statistic_of(counts, levels, settings, carried, start, week) >= threshold:
            high = counts[week]
        else:
            low = counts[week]
    counts[week] = observed
    return low if high < MOST_CASES else math.inf


@compiled
def charts(counts, levels, known, settings, threshold, with_cases):  # type: ignore[no-untyped-def]
    """Return the statistic and the highest count without an alarm, each (series, weeks); alarms restart it."""
    series, weeks = counts.shape
    statistics, limits = np.full((series, weeks), np.nan), np.full((series, weeks), np.nan)
    for row in range(series):
        start, carried = 0, 0.0
        for week in range(weeks):
            if not known[row, week]:
                continue
            if with_cases:
                limits[row, week] = highest_without_alarm(
                    counts[row], levels[row], settings, threshold, carried, start, week
                )
            carried = statistic_of(counts[row], levels[row], settings, carried, start, week)
            statistics[row, week] = carried
            if carried >= threshold:
                start, carried = week + 1, 0.0
    return statistics, limits
