"""What may be chosen for the likelihood ratio chart; the names are those of R's glrnb, written out."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.history import check_choice, check_number, check_truth, check_whole
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import Floats

MOST_HARMONICS = 26  # a wave every two weeks


class Direction(StrEnum):
    """Whether rises or falls of the level are looked for."""

    INCREASE = "increase"
    DECREASE = "decrease"

    @property
    def sign(self) -> float:
        """Return 1 for rises and -1 for falls."""
        return 1.0 if self is Direction.INCREASE else -1.0


class Returns(StrEnum):
    """Whether the statistic alone is worked out, or the count that would have raised the alarm as well."""

    VALUE = "value"
    CASES = "cases"


@dataclass(frozen=True)
class GlrNegativeBinomial:
    """The choices of the likelihood ratio chart.

    c_arl: statistic at which the alarm is raised. alpha: dispersion, the variance being mu0 + alpha·mu0²; 0 is a
    Poisson count. theta: logarithm of the factor looked for, where it is one factor alone. change: only `intercept`, a
    level multiplied by one factor from some week on. direction: rises or falls. minimum_window: fewest weeks a change
    must have lasted (M tilde in R). window: most weeks looked back (M in R), or nothing for all weeks since the start
    or the latest alarm. mu0: the levels, of the shape of the batch's counts or one row for all series; where not given,
    a negative binomial regression of the training weeks with `harmonics` pairs of yearly waves and, if wanted, a
    `trend`. training: weeks from the beginning of the series that the regression uses and after which the chart starts;
    where not given, all weeks before the first one judged. returns: `cases` fills `upper`, and takes some ten times as
    long.
    """

    c_arl: float = 5.0
    alpha: float = 0.1
    theta: float | None = None
    change: str = "intercept"
    direction: Direction = Direction.INCREASE
    returns: Returns = Returns.VALUE
    minimum_window: int = 1
    window: int | None = None
    mu0: Floats | None = field(default=None, compare=False)
    harmonics: int = 1
    trend: bool = False
    training: int | None = None

    def __post_init__(self) -> None:
        """Refuse what the method cannot work with."""
        check_number("c_arl", self.c_arl, above=0)
        check_number("alpha", self.alpha, at_least=0)
        check_choice("change", self.change, ("intercept",))
        check_choice("direction", self.direction, (choice.value for choice in Direction))
        check_choice("returns", self.returns, (choice.value for choice in Returns))
        object.__setattr__(self, "direction", Direction(self.direction))
        object.__setattr__(self, "returns", Returns(self.returns))
        check_whole("harmonics", self.harmonics, at_least=0)
        if self.harmonics > MOST_HARMONICS:
            raise ParametersInvalid(f"harmonics must be {MOST_HARMONICS} at most: a year of weeks has no finer waves.")
        check_truth("trend", self.trend)
        self._check_windows()
        self._check_combinations()
        if self.mu0 is not None:
            object.__setattr__(self, "mu0", _levels(self.mu0))

    def _check_windows(self) -> None:
        check_whole("minimum_window", self.minimum_window, at_least=1)
        if self.window is not None:
            check_whole("window", self.window, at_least=self.minimum_window)
        if self.training is not None:
            check_whole("training", self.training, at_least=0)

    def _check_combinations(self) -> None:
        if self.theta is not None:
            check_number("theta", self.theta, above=0)
            if self.window is not None or self.minimum_window > 1:
                raise ParametersInvalid("With theta the chart has no windows: leave window and minimum_window out.")
        if self.returns is Returns.CASES and self.direction is Direction.DECREASE:
            raise ParametersInvalid("The count that raises an alarm is worked out for the direction increase alone.")

    def check_mode(self, mode: Mode) -> None:
        """Refuse what cannot be compared with R."""
        if mode is Mode.COMPATIBLE and (self.direction is Direction.DECREASE or self.returns is Returns.CASES):
            raise ParametersInvalid("Compatible mode gives the value of charts for increases; use textbook mode.")


DEFAULTS = GlrNegativeBinomial()


def _levels(mu0: object) -> Floats:
    try:
        levels = np.atleast_2d(np.array(mu0, dtype=np.float64))
    except (TypeError, ValueError) as problem:
        raise ParametersInvalid("mu0 must be numbers, one row a series and one column a week.") from problem
    if levels.ndim != 2 or (levels <= 0).any() or np.isinf(levels).any():
        raise ParametersInvalid("mu0 must be above zero, one row a series and one column a week; NaN where not known.")
    levels.flags.writeable = False
    return levels
