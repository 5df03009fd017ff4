"""How many categories may be expected to reach their first, second or third record.

The chance that the next item brings some category to its j-th record is about j f_j / T, where f_j categories have been
seen j times in T items (I. J. Good, "The population frequencies of species and the estimation of population
parameters", Biometrika, 1953). One is added to each f_j, so that a stream in which it has not happened yet is not taken
for one in which it cannot.
"""

from collections.abc import Sequence


def arrivals_expected(seen: Sequence[int], *, items: int, coming: float) -> tuple[float, ...]:
    """Return how many categories should reach their 1st, 2nd, … record in `coming` more items.

    `seen` holds how many categories were seen once, twice, … in `items` items.
    """
    return tuple(coming * place * (count + 1) / items for place, count in enumerate(seen, start=1))


def levels(expected: Sequence[float], *, budget: float, ceiling: float) -> tuple[float, ...]:
    """Return the p-value at which to flag at the 1st, 2nd, … record, so that about `budget` flags are false.

    The second record is looked at once, the third and later ones twice: for all records together, and for the latest
    without the oldest. The sum over these looks of (expected to reach it) × (level) is at most the budget, whatever
    depends on what. A first record has the p-value 1, so that it is always flagged or never; it takes no share of the
    budget where new categories come too often for that. No level but the first is above `ceiling`.
    """
    later = 2 * len(expected) - 3
    share = budget / (later + 1)
    if expected[0] <= share:
        return (1.0, *(min(ceiling, share / count) for count in expected[1:]))
    return (0.0, *(min(ceiling, budget / later / count) for count in expected[1:]))
