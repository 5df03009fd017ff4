"""Tables of lists that the tests share."""

import numpy as np
import pytest

from tideturn.methods.estimates.prevalence.lists import list_table
from tideturn.methods.estimates.prevalence.models import interactions


@pytest.fixture
def simulated():
    """Four lists of 1,500 people by R (seed 11), the first two of which refer to each other."""
    counts = [108, 81, 17, 249, 62, 40, 6, 184, 42, 30, 5, 166, 41, 34, 6]
    return list_table("ABCD", histories(4), counts)


@pytest.fixture
def rome():
    """People with HIV on four lists in Rome: D. A. Abeni, G. Brancato and C. A. Perucci, Epidemiology 5, 1994."""
    counts = [205, 621, 11, 545, 10, 35, 3, 403, 6, 20, 0, 33, 1, 3, 0]
    return list_table(["c1", "c2", "c3", "c4"], histories(4), counts)


@pytest.fixture
def pairs():
    """All interactions of two of four lists."""
    return frozenset(interactions(4, order=2))


def histories(lists):
    return np.array([[int(digit) for digit in f"{place:0{lists}b}"] for place in range(1, 2**lists)])
