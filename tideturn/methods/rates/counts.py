"""Events and populations as arrays, checked once at the door of every statistic of this family."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.rates.errors import CountsInvalid

Floats = NDArray[np.float64]


def events_of(values: ArrayLike, *, name: str = "Events") -> Floats:
    """Return events as float64; raises CountsInvalid where one is below zero or endless. NaN is a missing count.

    Fractions pass, because publishers give yearly means of several years; the limits of a mean are then those of one
    average year. For the limits of the mean itself give the sums of the events and of the populations.
    """
    events = np.asarray(values, dtype=np.float64)
    if np.isinf(events).any() or (events < 0).any():
        raise CountsInvalid(f"{name} must be zero or more, or NaN where they are not known.")
    return events


def whole_events_of(values: ArrayLike, *, name: str = "Events") -> Floats:
    """Return events as float64; raises CountsInvalid where one is no whole number."""
    events = events_of(values, name=name)
    known = events[np.isfinite(events)]
    if (known != np.floor(known)).any():
        raise CountsInvalid(f"{name} must be whole numbers; give the sum over the years instead of their mean.")
    return events


def populations_of(values: ArrayLike, *, name: str = "Populations") -> Floats:
    """Return denominators as float64; raises CountsInvalid where one is not above zero. NaN is one not known."""
    people = np.asarray(values, dtype=np.float64)
    if np.isinf(people).any() or (people <= 0).any():
        raise CountsInvalid(f"{name} must be above zero, or NaN where they are not known.")
    return people


def together(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """Return two arrays in one shape; raises CountsInvalid where their shapes do not fit."""
    try:
        one, other = np.broadcast_arrays(first, second)
    except ValueError:
        raise CountsInvalid(f"Arrays of the shapes {first.shape} and {second.shape} do not fit together.") from None
    return one, other
