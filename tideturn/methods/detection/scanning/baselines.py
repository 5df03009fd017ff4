"""The counts expected in each area and week if nothing but chance were at work; they add up to the cases seen."""

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.errors import BatchInvalid
from tideturn.methods.detection.scanning.parameters import Model

# A table with an entry for each possible count is held in memory.
CASES_AT_MOST = 10_000_000

Floats = NDArray[np.float64]


def cases_of(batch: Batch) -> NDArray[np.int64]:
    """Return the counts as whole numbers, shape (areas, weeks); raises BatchInvalid where one is missing."""
    missing = np.argwhere(np.isnan(batch.observed))
    if len(missing):
        area, week = missing[0]
        raise BatchInvalid(
            f"{area_name(batch, area)} has no count for t {batch.calendar.first + week}; a scan needs every area in "
            "every week, so write 0 where nothing was counted, or leave the area or the weeks out."
        )
    total = batch.observed.sum()
    if total > CASES_AT_MOST:
        raise BatchInvalid(f"A scan takes at most {CASES_AT_MOST:,} cases in all; give it fewer weeks.")
    return batch.observed.astype(np.int64)


def baselines_of(batch: Batch, cases: NDArray[np.int64], *, model: Model, expected: Floats | None) -> Floats:
    """Return the expected counts, shape (areas, weeks), which add up to the total of `cases`.

    Poisson: `expected` where it is given, else the populations of the batch; both only by their proportions
    (Kulldorff, Journal of the Royal Statistical Society A 164 (2001)). Permutation: the area's total by the week's
    total over the total of all (Kulldorff et al., PLoS Medicine 2 (2005)). Raises BatchInvalid where neither is given,
    where one is no number, and where cases were seen in a week for which none can be expected.
    """
    if model is Model.PERMUTATION:
        return np.outer(cases.sum(axis=1), cases.sum(axis=0)) / max(int(cases.sum()), 1)
    weights = batch.population if expected is None else np.asarray(expected, dtype=np.float64)
    if weights is None:
        raise BatchInvalid("The Poisson scan needs expected counts or populations; the permutation scan needs neither.")
    _check_weights(batch, cases, weights)
    return np.asarray(weights * (cases.sum() / weights.sum()))


def area_name(batch: Batch, area: int) -> str:
    """Return what an area is called: its name, or its number from 1."""
    return batch.names[area] if batch.names else f"area {area + 1}"


def _check_weights(batch: Batch, cases: NDArray[np.int64], weights: Floats) -> None:
    if weights.shape != cases.shape:
        raise BatchInvalid(f"Expected counts of shape {weights.shape} for counts of shape {cases.shape}.")
    faults = (
        (~np.isfinite(weights), "has no expected count or population"),
        (weights < 0, "has an expected count below zero"),
        ((weights == 0) & (cases > 0), "has cases where none can be expected"),
    )
    for is_faulty, words in faults:
        if is_faulty.any():
            area, week = np.argwhere(is_faulty)[0]
            raise BatchInvalid(f"{area_name(batch, area)} {words} at t {batch.calendar.first + week}; correct it.")
    if not weights.sum() > 0:
        raise BatchInvalid("The expected counts are all zero; give those of the same weeks as the cases.")
