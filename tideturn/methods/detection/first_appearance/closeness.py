"""How close together the first records of a category lie.

Take a category whose record has just come in, in the latest of T items. If nothing has changed, its m earlier records
lie anywhere among the T - 1 earlier items, all places being alike. That at least k - 1 of them lie within the latest s
items has a hypergeometric chance; where m = k - 1 it is C(s-1, k-1) / C(T-1, k-1), about (s/T)^(k-1). It is exact
whatever the category's rate, which need not be known, and for this moment alone, so that a look at each of the first
records is a look with a known chance of error. Watching the gaps between rare cases goes back to R. Chen, "A
surveillance system for congenital malformations", Journal of the American Statistical Association, 1978.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.first_appearance.placing import chance_of_at_least

Floats = NDArray[np.float64]


def closeness_pvalue(*, records: ArrayLike, span: ArrayLike, items: ArrayLike, older: ArrayLike = 0) -> Floats:
    """Return how often at least `records` records lie within the latest `span` of `items` items by chance.

    The latest item holds the latest record, and `older` further records lie before the span. A first record alone has
    the p-value 1: it has nothing to be close to. The arrays are whole numbers and broadcast.
    """
    given = (np.asarray(number, dtype=np.float64) for number in (records, span, items, older))
    k, s, t, before = (np.array(array) for array in np.broadcast_arrays(*given))
    if (k < 1).any() or (s < k).any() or (before < 0).any() or (t < s + before).any():
        raise ParametersInvalid("The records must fit into their span, and the span into the items.")
    return chance_of_at_least(k - 1, records=k - 1 + before, drawn=s - 1, items=t - 1)
