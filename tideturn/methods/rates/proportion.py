"""Proportions: so many of so many.

Limits: E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American
Statistical Association 22, 1927; R. G. Newcombe, Statistics in Medicine 17, 1998, method 3.
"""

import numpy as np
from numpy.typing import ArrayLike

from tideturn.methods.rates.confidence import normal_quantile
from tideturn.methods.rates.counts import populations_of, together, whole_events_of
from tideturn.methods.rates.crude import check_multiplier
from tideturn.methods.rates.errors import CountsInvalid
from tideturn.methods.rates.figures import Rates


def proportion(
    numerator: ArrayLike, denominator: ArrayLike, *, multiplier: float = 100, confidence: float = 0.95
) -> Rates:
    """Return numerator over denominator, times `multiplier` (100 gives per cent), with Wilson's limits.

    Arrays of one shape, or shapes that broadcast; raises CountsInvalid where more are counted than there are.
    """
    count, whole = together(
        whole_events_of(numerator, name="Numerators"), populations_of(denominator, name="Denominators")
    )
    if (count > whole).any():
        raise CountsInvalid("A numerator is larger than its denominator; correct one of them.")
    z = normal_quantile(confidence)
    scale = check_multiplier(multiplier)
    share = count / whole
    centre = (2 * count + z * z) / (2 * (whole + z * z))
    half = z * np.sqrt(z * z + 4 * count * (1 - share)) / (2 * (whole + z * z))
    # At none and at all the formula gives the end itself, but for the last digit.
    lower = np.where(count == 0, 0.0, np.maximum(centre - half, 0.0))
    upper = np.where(count == whole, 1.0, np.minimum(centre + half, 1.0))
    missing = np.isnan(share)
    return Rates(
        events=count,
        value=share * scale,
        lower=np.where(missing, np.nan, lower) * scale,
        upper=np.where(missing, np.nan, upper) * scale,
        multiplier=multiplier,
        confidence=confidence,
        method="proportion, Wilson limits",
    )
