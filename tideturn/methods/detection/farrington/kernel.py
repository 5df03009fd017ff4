"""Fitting one series after the other: iteratively reweighted least squares on normal equations shaped like an arrow.

The model has a level for each part of the year and, it may be, one trend. Its normal equations are a diagonal with one
full row, so that they are solved by sums over the parts and one division (the Schur complement of the diagonal), and
no matrix is ever made. The steps, their start and their end are those of R's `glm.fit`, so that where it converges
both stop at the same place.
"""

import math

import numba
import numpy as np

from tideturn.methods.detection.farrington.limits import (
    CAUTIOUS,
    FALSE_DISCOVERIES,
    LARGEST_PREDICTOR,
    LIMIT,
    MORE_STEPS,
    PASSES,
    PUBLISHED,
    SMALLEST_MEAN,
    STEPS_AT_MOST,
    TOLERANCE,
)

# For the exponential: 1 / ln 2, ln 2 in two parts, and the number whose addition rounds to a whole one.
BY_LN2, LN2_HIGH, LN2_LOW = 1.4426950408889634, 6.93147180369123816490e-01, 1.90821492927058770002e-10
ROUNDING = 6755399441055744.0
FRACTIONS_AT_MOST = 1_000_000

compiled = numba.njit(cache=True, nogil=True, error_model="numpy")
# Sums may be added up in any order, which lets the processor add several at once.
summing = numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"reassoc", "contract", "nsz", "arcp"})


@summing
def add_up(weight, count, eta, mean, time, offset, start, stop):  # type: ignore[no-untyped-def]
    """Return the sums of one part: weights, weights by time, by working response, and the trend's two."""
    s0 = s1 = s2 = r0 = r1 = 0.0
    for i in range(start, stop):
        w = weight[i] * mean[i]
        z = w * (eta[i] - offset[i]) + weight[i] * (count[i] - mean[i])
        wt = w * time[i]
        s0 += w
        s1 += wt
        s2 += wt * time[i]
        r0 += z
        r1 += z * time[i]
    return s0, s1, s2, r0, r1


@summing
def deviance_of(weight, count, logarithm, eta, mean, number):  # type: ignore[no-untyped-def]
    """Return the Poisson deviance."""
    total = 0.0
    for i in range(number):
        total += weight[i] * (count[i] * (logarithm[i] - eta[i]) - (count[i] - mean[i]))
    return 2.0 * total


@compiled
def means_of(level, slope, time, offset, eta, mean, bounds, parts):  # type: ignore[no-untyped-def]
    """Put the linear predictor and the mean of every week in their places."""
    for g in range(parts):
        weeks = slice(bounds[g], bounds[g + 1])
        own, own_eta, own_time, own_offset = level[g], eta[weeks], time[weeks], offset[weeks]
        for i in range(len(own_eta)):
            own_eta[i] = min(own + slope * own_time[i] + own_offset[i], LARGEST_PREDICTOR)
    exponentials(eta, mean, bounds[parts])


@compiled
def exponentials(values, results, number):  # type: ignore[no-untyped-def]
    """Put the exponential of every value in its place, to the last bit or the one before.

    Two plain loops over arrays, so that the compiler takes several values at once, which it cannot do with the
    library's function: exp(x) = 2^k · exp(r), with k the nearest whole number to x / ln 2 and r by its series.
    """
    bits = results.view(np.int64)
    for i in range(number):
        results[i] = max(values[i], -36.5) * BY_LN2 + ROUNDING
    for i in range(number):
        k = results[i] - ROUNDING
        r = (max(values[i], -36.5) - k * LN2_HIGH) - k * LN2_LOW
        series = 1.0 / 3628800.0 + r * (1.0 / 39916800.0 + r * (1.0 / 479001600.0))
        series = 1.0 / 5040.0 + r * (1.0 / 40320.0 + r * (1.0 / 362880.0 + r * series))
        series = 1.0 / 24.0 + r * (1.0 / 120.0 + r * (1.0 / 720.0 + r * series))
        series = 1.0 + r * (1.0 + r * (0.5 + r * (1.0 / 6.0 + r * series)))
        bits[i] = (bits[i] << 52) + (1023 << 52)
        results[i] = max(series * results[i], SMALLEST_MEAN)


@compiled
def start(count, offset, eta, mean, logarithm, number, tables):  # type: ignore[no-untyped-def]
    """Begin, as R does, with every mean a tenth above its count."""
    for i in range(number):
        mean[i] = count[i] + 0.1
        if count[i] < tables.shape[1]:
            place = int(count[i])
            eta[i] = tables[0, place]
            logarithm[i] = tables[1, place]
        else:
            eta[i] = np.log(mean[i])
            logarithm[i] = np.log(count[i])


@compiled
def sum_parts(sums, weight, count, eta, mean, time, offset, bounds, parts):  # type: ignore[no-untyped-def]
    """Put the five sums of every part into the rows of `sums`."""
    for g in range(parts):
        sums[g, 0], sums[g, 1], sums[g, 2], sums[g, 3], sums[g, 4] = add_up(
            weight, count, eta, mean, time, offset, bounds[g], bounds[g + 1]
        )


@compiled
def solve(sums, level, parts, with_trend):  # type: ignore[no-untyped-def]
    """Put the levels in their places; return the trend and the information about it (0 where there is none)."""
    slope = information = 0.0
    if with_trend:
        right = 0.0
        for g in range(parts):
            if sums[g, 0] > 0:
                information += sums[g, 2] - sums[g, 1] * sums[g, 1] / sums[g, 0]
                right += sums[g, 4] - sums[g, 1] * sums[g, 3] / sums[g, 0]
        slope = right / information if information > 0 else 0.0
    for g in range(parts):
        level[g] = (sums[g, 3] - slope * sums[g, 1]) / sums[g, 0] if sums[g, 0] > 0 else 0.0
    return slope, information


@compiled
def iterate(room, sums, level, bounds, parts, with_trend, tables, steps, is_warm):  # type: ignore[no-untyped-def]
    """Fit the model; return whether it converged, the trend and the information about it.

    `room` holds one row for each of count, time, offset, weight, logarithm, linear predictor, mean, and the mean before
    the last step, whose weights the published dispersion and leverages are made of; then rows to work in. `sums` are
    those of the last step. A warm fit goes on from the means that are there.
    """
    # Row by row: the compiler takes rows that are unpacked together for strided ones, one week at a time.
    count, time, offset, weight = room[0], room[1], room[2], room[3]
    logarithm, eta, mean, before = room[4], room[5], room[6], room[7]
    number = bounds[parts]
    if not is_warm:
        start(count, offset, eta, mean, logarithm, number, tables)
    last = deviance_of(weight, count, logarithm, eta, mean, number)
    slope = information = 0.0
    for _ in range(steps):
        sum_parts(sums, weight, count, eta, mean, time, offset, bounds, parts)
        slope, information = solve(sums, level, parts, with_trend)
        for i in range(number):
            before[i] = mean[i]
        means_of(level, slope, time, offset, eta, mean, bounds, parts)
        now = deviance_of(weight, count, logarithm, eta, mean, number)
        if not np.isfinite(now):
            return False, slope, information
        if abs(now - last) / (abs(now) + 0.1) < TOLERANCE:
            return True, slope, information
        last = now
    return False, slope, information


@compiled
def pearson(room, number, degrees):  # type: ignore[no-untyped-def]
    """Return the dispersion by the weights of the last step, and the one made of the prior weights alone."""
    count, weight, mean, before = room[0], room[3], room[6], room[7]
    proper = bare = 0.0
    for i in range(number):
        square = weight[i] * (count[i] / mean[i] - 1.0) ** 2
        proper += before[i] * square
        bare += square
    return proper / degrees, bare / degrees


@compiled
def flag(room, sums, information, bounds, parts, with_trend, phi, threshold):  # type: ignore[no-untyped-def]
    """Give past outbreaks the inverse square of their Anscombe residual as weight where that exceeds the threshold.

    Returns how many there are, and the sum of all weights. By the tangent of the Anscombe transform a residual never
    exceeds Pearson's, so only few weeks need the powers.
    """
    count, time, weight, mean, before = room[0], room[1], room[3], room[6], room[7]
    flagged = 0
    total = 0.0
    for g in range(parts):
        for i in range(bounds[g], bounds[g + 1]):
            excess = count[i] - mean[i]
            own = weight[i] * before[i]
            weight[i] = 1.0
            if excess > 0:
                leverage = 1.0 / sums[g, 0]
                if with_trend and information > 0:
                    leverage += (time[i] - sums[g, 1] / sums[g, 0]) ** 2 / information
                spread = phi * (1.0 - own * leverage)
                if spread > 1e-12 and excess * excess > threshold * threshold * mean[i] * spread:
                    residual = 1.5 * (np.cbrt(count[i]) ** 2 / mean[i] ** (1 / 6) - np.sqrt(mean[i])) / np.sqrt(spread)
                    if residual > threshold:
                        weight[i] = 1.0 / (residual * residual)
                        flagged += 1
            total += weight[i]
    return flagged, total


@compiled
def upper_tail(count, mean, dispersion):  # type: ignore[no-untyped-def]
    """Return the negative binomial's probability of so high a count or a higher one, for a count above the mean.

    It is the incomplete beta function by its continued fraction (NIST Digital Library of Mathematical Functions
    8.17.22), in steps that grow with the root of the dispersion. Those of a plain sum grow with the dispersion itself,
    which is no end where one count is a million times the others.
    """
    size = mean / (dispersion - 1.0)
    share = (dispersion - 1.0) / dispersion
    front = np.exp(
        math.lgamma(count + size) - math.lgamma(size) - math.lgamma(count + 1.0)
        - size * np.log(dispersion) + count * np.log(share)
    )  # fmt: skip
    fraction = above = 1.0
    below = 0.0
    for m in range(FRACTIONS_AT_MOST):
        odd = -(count + m) * (count + size + m) * share / ((count + 2 * m) * (count + 2 * m + 1.0))
        even = (m + 1) * (size - m - 1.0) * share / ((count + 2 * m + 1.0) * (count + 2 * m + 2.0))
        before = fraction
        for part in (odd, even):
            below = 1.0 / (1.0 + part * below)
            above = 1.0 + part / above
            fraction *= above * below
        if abs(fraction - before) <= 1e-15 * abs(fraction):
            break
    return front / fraction


@compiled
def keep_beyond_chance(room, number, dispersion):  # type: ignore[no-untyped-def]
    """Keep the weight of the flagged weeks that chance among so many does not explain; return how many.

    Benjamini & Hochberg (1995), JRSS B 57:289, on the tails of the negative binomial.
    """
    count, weight, mean, tails, ordered = room[0], room[3], room[6], room[8], room[11]
    flagged = 0
    for i in range(number):
        if weight[i] < 1.0:
            tails[i] = upper_tail(count[i], mean[i], dispersion)
            ordered[flagged] = tails[i]
            flagged += 1
    highest = -1.0
    ranks = np.sort(ordered[:flagged])
    for rank in range(flagged):
        if ranks[rank] <= FALSE_DISCOVERIES * (rank + 1) / number:
            highest = ranks[rank]
    kept = 0
    for i in range(number):
        if weight[i] < 1.0:
            if tails[i] <= highest:
                kept += 1
            else:
                weight[i] = 1.0
    return kept


@compiled
def weigh_cautiously(room, sums, level, information, bounds, parts, with_trend, used, phi, threshold, tables):  # type: ignore[no-untyped-def]
    """Give less weight to the past outbreaks that chance does not explain, and to no other week; return how many.

    Flags and fit are improved in turn, so that one outbreak does not hide another; what is flagged in the end is held
    against the upper limit of the dispersion. Where nothing is left the means are those of the first fit again.
    """
    number = bounds[parts]
    flagged, total = flag(room, sums, information, bounds, parts, with_trend, phi, threshold)
    if flagged == 0:
        return 0
    room[9:11, :number] = room[5:7, :number]
    limit = phi
    for _ in range(PASSES):
        _, _, information = iterate(room, sums, level, bounds, parts, with_trend, tables, 1, True)
        phi = max(pearson(room, number, total - used)[0], 1.0)
        mean = room[6, :number].sum() / number
        error = np.sqrt((2.0 + (6.0 * phi * phi - 6.0 * phi + 1.0) / (mean * phi)) / number)
        limit = phi * (1.0 + LIMIT * error)
        flagged, total = flag(room, sums, information, bounds, parts, with_trend, limit, threshold)
    kept = keep_beyond_chance(room, number, limit)
    room[5:7, :number] = room[9:11, :number]
    return kept


@compiled
def record(found, sums, level, slope, information, last, with_trend, phi, bare, degrees):  # type: ignore[no-untyped-def]
    """Put what a fit came to in its place; see `fitting.Fits` for the order."""
    has_slope = with_trend and information > 0
    distance = sums[last, 1] / sums[last, 0]
    found[0] = 1.0
    found[1] = level[last]
    found[2] = 1.0 / sums[last, 0] + (distance * distance / information if has_slope else 0.0)
    found[3] = phi
    found[4] = bare
    found[5] = slope
    found[6] = 1.0 / information if has_slope else np.nan
    found[7] = degrees
    found[9] = with_trend


@compiled
def fit_one(room, sums, level, bounds, parts, with_trend, weighing, threshold, tables, found):  # type: ignore[no-untyped-def]
    """Fit one series and put what was found in its place."""
    number, last = bounds[parts], parts - 1
    found[8] = number
    used = 0
    for g in range(parts):
        used += bounds[g + 1] > bounds[g]
    steps = MORE_STEPS if weighing == CAUTIOUS else STEPS_AT_MOST
    room[3, :number] = 1.0
    converged, slope, information = iterate(room, sums, level, bounds, parts, with_trend, tables, steps, False)
    if not converged and with_trend:
        with_trend = False
        converged, slope, information = iterate(room, sums, level, bounds, parts, with_trend, tables, steps, False)
    used += with_trend and information > 0
    degrees = float(number - used)
    if not converged or degrees < 1 or number == bounds[last]:
        found[0] = 0.0
        return
    phi, bare = pearson(room, number, degrees)
    record(found, sums, level, slope, information, last, with_trend, phi, bare, degrees)
    if weighing == PUBLISHED:
        _, total = flag(room, sums, information, bounds, parts, with_trend, max(phi, 1.0), threshold)
        room[3, :number] *= number / total
    elif weighing == CAUTIOUS:
        kept = weigh_cautiously(
            room, sums, level, information, bounds, parts, with_trend, used, max(phi, 1.0), threshold, tables
        )
        if kept == 0:
            return
        degrees = room[3, :number].sum() - used
    else:
        return
    is_warm = weighing == CAUTIOUS
    _, slope, information = iterate(room, sums, level, bounds, parts, with_trend, tables, steps, is_warm)
    phi, bare = pearson(room, number, degrees)
    record(found, sums, level, slope, information, last, with_trend, phi, bare, degrees)


@compiled
def gather(counts, offsets, time, bounds, parts, room, own):  # type: ignore[no-untyped-def]
    """Put the weeks of one series that are not missing side by side.

    Returns the largest count, the total, how many parts of the year have cases, and the cases of the last part.
    """
    number = active = 0
    largest = total = before = 0.0
    own[0] = 0
    for g in range(parts):
        before = total
        for i in range(bounds[g], bounds[g + 1]):
            if np.isfinite(counts[i]) and np.isfinite(offsets[i]):
                room[0, number] = counts[i]
                room[1, number] = time[i]
                room[2, number] = offsets[i]
                largest = max(largest, counts[i])
                total += counts[i]
                number += 1
        own[g + 1] = number
        active += total > before
    return largest, total, active, total - before


@compiled
def spread_out(counts, offsets, values, target):  # type: ignore[no-untyped-def]
    """Put one value for each week that is not missing where that week is."""
    number = 0
    for i in range(len(counts)):
        if np.isfinite(counts[i]) and np.isfinite(offsets[i]):
            target[i] = values[number]
            number += 1


@compiled
def fit_all(counts, offsets, time, bounds, with_trend, weighing, threshold, tables, found, means, weights):  # type: ignore[no-untyped-def]
    """Fit every series of a batch.

    `counts`, `offsets`, `means` and `weights` have the shape (series, reference weeks); `offsets` may have one row for
    all, `means` and `weights` none where they are not wanted.
    """
    parts = len(bounds) - 1
    room = np.empty((12, counts.shape[1]))
    sums = np.empty((parts, 5))
    level = np.empty(parts)
    own = np.empty(parts + 1, dtype=np.int64)
    shared = offsets.shape[0] == 1
    for j in range(counts.shape[0]):
        offset = offsets[0 if shared else j]
        found[j, 10], found[j, 11], found[j, 12], found[j, 13] = gather(
            counts[j], offset, time, bounds, parts, room, own
        )
        fit_one(room, sums, level, own, parts, with_trend, weighing, threshold, tables, found[j])
        if len(means) > 0 and found[j, 0] == 1.0:
            spread_out(counts[j], offset, room[6], means[j])
            spread_out(counts[j], offset, room[3], weights[j])
