"""What may be chosen for the two Farrington methods, under the names of the papers and of the configuration."""

from dataclasses import dataclass
from enum import StrEnum

from tideturn.methods.detection.errors import ParametersInvalid


class Threshold(StrEnum):
    """From what the limits are taken.

    `nb-plugin`: quantiles of a negative binomial at the fitted mean. `delta`: a normal distribution on the scale of
    `power_transform`, as in 1996. `muan`: a negative binomial at the upper limit of the fitted mean.
    """

    NB_PLUGIN = "nb-plugin"
    DELTA = "delta"
    MUAN = "muan"


class PowerTransform(StrEnum):
    """The power at which counts are close to normal, for the delta limits."""

    TWO_THIRDS = "2/3"
    HALF = "1/2"
    NONE = "none"

    @property
    def exponent(self) -> float:
        """Return the power as a number."""
        return {"2/3": 2 / 3, "1/2": 1 / 2, "none": 1.0}[self.value]


@dataclass(frozen=True)
class FlexibleFarrington:
    """The choices of the flexible method.

    b: years of history. w: weeks on either side of each anniversary. no_periods: seasonal levels of a year, of which
    one is the window around the anniversary. past_weeks_not_included: latest weeks that are left out of the history.
    weights_threshold: Anscombe residual above which a past outbreak counts for less. p_threshold_trend: the trend is
    kept when its p-value is below this. threshold_method, power_transform: from what the limits are taken. alpha: how
    often a week without an outbreak may raise an alarm. reweight: whether past outbreaks count for less. trend: whether
    one is fitted. population_offset: whether counts go with the population of the batch. limit_cases, limit_weeks: no
    alarm with fewer cases than this in so many weeks, this one included.
    """

    b: int = 5
    w: int = 3
    no_periods: int = 10
    past_weeks_not_included: int = 26
    weights_threshold: float = 2.58
    p_threshold_trend: float = 1.0
    threshold_method: Threshold = Threshold.NB_PLUGIN
    power_transform: PowerTransform = PowerTransform.TWO_THIRDS
    alpha: float = 0.005
    reweight: bool = True
    trend: bool = True
    population_offset: bool = False
    limit_cases: int = 5
    limit_weeks: int = 4

    def __post_init__(self) -> None:
        """Refuse what the method cannot work with."""
        check_history(self.b, self.w)
        if self.no_periods < 1:
            raise ParametersInvalid(f"no_periods must be 1 or more, not {self.no_periods}.")
        if self.past_weeks_not_included < 0:
            raise ParametersInvalid(f"past_weeks_not_included must be 0 or more, not {self.past_weeks_not_included}.")
        if not self.weights_threshold > 0:
            raise ParametersInvalid(f"weights_threshold must be above 0, not {self.weights_threshold}.")
        if not 0 <= self.p_threshold_trend <= 1:
            raise ParametersInvalid(f"p_threshold_trend must be from 0 to 1, not {self.p_threshold_trend}.")
        check_limits(self.alpha, self.limit_cases, self.limit_weeks)


@dataclass(frozen=True)
class Farrington:
    """The choices of the method of 1996; the trend is kept when its p-value is below 0.05, and alpha is two-sided.

    b: years of history. w: weeks on either side of each anniversary. power_transform: the scale of the limits.
    reweight: whether past outbreaks count for less. trend: whether one is fitted. limit_cases, limit_weeks: no alarm
    with fewer cases than this in so many weeks, this one included.
    """

    b: int = 5
    w: int = 3
    power_transform: PowerTransform = PowerTransform.TWO_THIRDS
    alpha: float = 0.01
    reweight: bool = True
    trend: bool = True
    limit_cases: int = 5
    limit_weeks: int = 4

    def __post_init__(self) -> None:
        """Refuse what the method cannot work with."""
        check_history(self.b, self.w)
        check_limits(self.alpha, self.limit_cases, self.limit_weeks)


def check_history(b: int, w: int) -> None:
    """Refuse a history of no years, or windows that could overlap."""
    if b < 1:
        raise ParametersInvalid(f"b must be 1 year or more, not {b}.")
    if w < 0:
        raise ParametersInvalid(f"w must be 0 weeks or more, not {w}.")


def check_limits(alpha: float, limit_cases: int, limit_weeks: int) -> None:
    """Refuse a level that is no level, and a rule about low counts that cannot be applied."""
    if not 0 < alpha < 0.5:
        raise ParametersInvalid(f"alpha must be above 0 and below 0.5, not {alpha}.")
    if limit_cases < 0:
        raise ParametersInvalid(f"limit_cases must be 0 or more, not {limit_cases}.")
    if limit_weeks < 1:
        raise ParametersInvalid(f"limit_weeks must be 1 or more, not {limit_weeks}.")
