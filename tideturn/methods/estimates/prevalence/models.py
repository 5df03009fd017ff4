"""Log-linear models of lists: which of them go together, or keep apart, more than chance makes them.

S. E. Fienberg, The multiple recapture census for closed populations and incomplete 2^k contingency tables, Biometrika
59, 1972; Y. M. M. Bishop, S. E. Fienberg and P. W. Holland, Discrete Multivariate Analysis, 1975, chapter 6.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.estimates.errors import ParametersInvalid

MODELS_AT_MOST = 5_000

Term = tuple[int, ...]
Model = frozenset[Term]

INDEPENDENCE: Model = frozenset()


def interactions(lists: int, *, order: int) -> list[Term]:
    """Return every interaction of two lists, three, and so on up to `order` of them; raises ParametersInvalid."""
    if not 1 <= order < lists:
        raise ParametersInvalid(f"With {lists} lists the order of interactions is from 1 (none) to {lists - 1}.")
    return [term for size in range(2, order + 1) for term in combinations(range(lists), size)]


def hierarchical_models(lists: int, *, order: int) -> list[Model]:
    """Return every model in which an interaction stands only together with all that it contains, smallest first.

    Raises ParametersInvalid where there are more than can be weighed.
    """
    models: list[Model] = [INDEPENDENCE]
    for term in interactions(lists, order=order):
        models += [model | {term} for model in models if all(part in model for part in _inside(term))]
        if len(models) > MODELS_AT_MOST:
            raise ParametersInvalid(
                f"{lists} lists have more than {MODELS_AT_MOST} models of order {order}; "
                "choose a lower order, one model, or fewer lists."
            )
    return sorted(models, key=lambda model: (len(model), sorted(model)))


def _inside(term: Term) -> list[Term]:
    return [part for size in range(2, len(term)) for part in combinations(term, size)]


def model_name(model: Model, lists: Sequence[str]) -> str:
    """Return a model in words: `independence`, or its interactions as `S1:S2 + S3:S4`."""
    terms = sorted(model, key=lambda term: (len(term), term))
    return " + ".join(":".join(lists[place] for place in term) for term in terms) or "independence"


def design_matrix(histories: NDArray[np.int8], terms: Sequence[Term]) -> NDArray[np.float64]:
    """Return the design (cells, 1 + lists + terms) of a table: intercept, lists, interactions; 1 where all saw."""
    joint = [histories[:, list(term)].all(axis=1) for term in terms]
    return np.column_stack([np.ones(len(histories)), histories, *joint]).astype(np.float64)


def columns_of(models: Sequence[Model], lists: int, terms: Sequence[Term]) -> NDArray[np.bool_]:
    """Return which columns of the design each model has, shape (models, columns)."""
    chosen = np.array([[term in model for term in terms] for model in models], dtype=bool)
    return np.column_stack([np.ones((len(models), 1 + lists), dtype=bool), chosen.reshape(len(models), len(terms))])
