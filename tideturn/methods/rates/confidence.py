"""From a confidence to the quantile of the normal distribution that belongs to it."""

from scipy.special import ndtri

from tideturn.methods.rates.errors import ParametersInvalid

PUBLISHED_AT_95 = 1.96


def normal_quantile(confidence: float) -> float:
    """Return the two-sided quantile; 1.96 exactly at 0.95, as NRS and Public Health Scotland publish it.

    Raises ParametersInvalid outside of 0 to 1.
    """
    tail = tail_of(confidence)
    return PUBLISHED_AT_95 if confidence == 0.95 else float(ndtri(1 - tail))


def tail_of(confidence: float) -> float:
    """Return the probability beyond each limit; raises ParametersInvalid for a confidence outside of 0 to 1."""
    if not 0 < confidence < 1:
        raise ParametersInvalid(f"A confidence lies between 0 and 1, as 0.95 does; {confidence} does not.")
    return (1 - confidence) / 2
