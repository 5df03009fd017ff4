"""The same sums as in `walking` and `dispersion`, one series after the other, compiled."""

import numba
import numpy as np

from tideturn.methods.detection.calibrated.dispersion import FACTORS
from tideturn.methods.detection.calibrated.walking import SMALLEST_TAIL, STEPS_AT_MOST

compiled = numba.njit(cache=True, nogil=True, error_model="numpy")
# Sums may be added up in any order, which lets the processor add several at once.
summing = numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"reassoc", "contract", "nsz"})


@summing
def step(probability, mean, excess, factor, count):  # type: ignore[no-untyped-def]
    """Return the probability of a count, and go on to the next one."""
    total = 0.0
    share = 1.0 / (count + 1.0)
    for j in range(len(mean)):
        total += probability[j]
        probability[j] *= max((mean[j] + count * excess[j]) * factor[j], 0.0) * share
    return total


@compiled
def begin(mean, excess, weight, factor, probability):  # type: ignore[no-untyped-def]
    """Stand at zero."""
    for j in range(len(mean)):
        rest = 1.0 if excess[j] == 0.0 else np.log1p(excess[j]) / excess[j]
        factor[j] = 1.0 / (1.0 + excess[j])
        probability[j] = weight[j] * np.exp(-mean[j] * rest)


@compiled
def walk(first, second, mean, excess, factor, more_mean, more_excess, more_factor, clumping, count, alpha, found):  # type: ignore[no-untyped-def]
    """Go up from zero until everything is found."""
    below = more_below = 0.0
    for y in range(STEPS_AT_MOST):
        tail = 1.0 - below
        below += step(first, mean, excess, factor, y)
        more_below += step(second, more_mean, more_excess, more_factor, y)
        share = y * clumping / (1.0 + y * clumping)
        rest = 1.0 - more_below + share * (more_below - below)
        if count == y:
            found[0] = tail
            found[1] = rest
        if tail <= alpha and np.isnan(found[2]):
            found[2] = y - 1.0
        if 1.0 - rest > alpha and np.isnan(found[3]):
            found[3] = y
        if not np.isnan(found[2]) and not np.isnan(found[3]) and (not count > y or tail < SMALLEST_TAIL):
            return


@compiled
def walk_all(mean, excess, more_mean, more_excess, weight, clumping, observed, alpha, found):  # type: ignore[no-untyped-def]
    """Put p-value, strict p-value, upper and lower into the columns of `found`; see `walking.walk_all`."""
    room = np.empty((4, mean.shape[1]))
    for i in range(len(observed)):
        begin(mean[i], excess[i], weight[i], room[0], room[1])
        begin(more_mean[i], more_excess[i], weight[i], room[2], room[3])
        walk(
            room[1], room[3], mean[i], excess[i], room[0], more_mean[i], more_excess[i], room[2],
            clumping[i], observed[i], alpha, found[i],
        )  # fmt: skip


@compiled
def multiply(product, mean, excess, before):  # type: ignore[no-untyped-def]
    """Multiply every node's product by the factor of one more case."""
    for j in range(len(product)):
        product[j] *= max(mean + before * excess[j], 0.0)


@compiled
def gather(product, weight, total):  # type: ignore[no-untyped-def]
    """Add the logarithms of the products to the totals, and begin again."""
    for j in range(len(product)):
        total[j] += weight * np.log(product[j])
        product[j] = 1.0


@compiled
def scatter_all(counts, means, weights, sums):  # type: ignore[no-untyped-def]
    """Put Pearson's statistic, the sum of the weights and the weighted sum of the counts into the columns of `sums`."""
    for i in range(len(counts)):
        statistic, weeks, total = scatter_one(counts[i], means[i], weights[i])
        sums[i, 0] = statistic
        sums[i, 1] = weeks
        sums[i, 2] = total


@summing
def scatter_one(count, mean, weight):  # type: ignore[no-untyped-def]
    """Return the three sums of one series."""
    statistic = weeks = total = 0.0
    for k in range(len(count)):
        if count[k] >= 0.0:
            weeks += weight[k]
            if mean[k] > 0.0:
                statistic += weight[k] * (count[k] - mean[k]) * (count[k] - mean[k]) / mean[k]
                total += weight[k] * count[k]
    return statistic, weeks, total


@compiled
def sums_of_logarithms(counts, means, weights, rows, ladder, sums):  # type: ignore[no-untyped-def]
    """Put into `sums`, shape (rows, nodes), what `dispersion.sums_of_logarithms` returns."""
    room = np.empty((2, ladder.shape[1]))
    for place in range(len(rows)):
        i = rows[place]
        sums[place] = 0.0
        room[0, :] = 1.0
        room[1, :] = ladder[place] - 1.0
        add_logarithms(counts[i], means[i], weights[i], room[0], room[1], sums[place])


@compiled
def add_logarithms(count, mean, weight, product, excess, total):  # type: ignore[no-untyped-def]
    """Add the logarithms of one series, many to one product."""
    pending, share = 0, 1.0
    for k in range(len(count)):
        if count[k] >= 2.0 and mean[k] > 0.0 and weight[k] > 0.0:
            if pending and weight[k] != share:
                gather(product, share, total)
                pending = 0
            share = weight[k]
            for before in range(1, int(count[k])):
                multiply(product, mean[k], excess, before)
                pending += 1
                if pending == FACTORS:
                    gather(product, share, total)
                    pending = 0
    if pending:
        gather(product, share, total)
