"""Where records fall if nothing has changed: all places alike."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
NEGLIGIBLE = 1e-17


def chance_of_at_least(k: Floats, *, records: Floats, drawn: Floats, items: Floats) -> Floats:
    """Return the chance that at least k of `records` fall among `drawn` of `items`; arrays of one shape.

    The hypergeometric tail: its first term in logarithms, then each term from the one before, without a loop over
    series, and without the loss of digits of one minus the other tail.
    """
    from scipy.special import gammaln

    def log_choose(total: Floats, part: Floats) -> Floats:
        return np.asarray(gammaln(total + 1) - gammaln(part + 1) - gammaln(total - part + 1))

    rest = items - records
    possible = drawn - k <= rest
    left = np.where(possible, drawn - k, 0.0)
    first = np.exp(log_choose(records, k) + log_choose(rest, left) - log_choose(items, drawn))
    total = _sum_of_terms(np.where(possible, first, 0.0), k, records, drawn, rest)
    return np.asarray(np.where(possible & (k > 0), np.minimum(total, 1.0), 1.0))


def _sum_of_terms(first: Floats, k: Floats, records: Floats, drawn: Floats, rest: Floats) -> Floats:
    term, total, at = first.copy(), first.copy(), k.copy()
    while True:
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = (records - at) * (drawn - at) / ((at + 1) * (rest - drawn + at + 1))
        term = np.where((at < records) & (at < drawn), term * ratio, 0.0)
        total += term
        at += 1
        if np.all((term <= NEGLIGIBLE * total) & ((ratio < 1) | (term == 0))):
            return total
