"""All that is known about one judged week of one series, whatever the method."""

from dataclasses import dataclass, replace
from datetime import date

from tideturn.methods.detection.errors import DetectionError
from tideturn.methods.detection.outcome import Status


class SignalInvalid(DetectionError):
    """The parts of a signal do not fit together."""


@dataclass(frozen=True)
class Week:
    """One week of the series; None means that a number is not given, which for `observed` is not the same as zero.

    `expected` is what the method expects of the week: fitted, for a week of the past. `weight` is how much the week
    counted in the comparison: 1 or a little more in full, less for a past outbreak, None where it was not used.
    """

    t: int
    begins: date | None = None
    observed: int | None = None
    expected: float | None = None
    upper: float | None = None
    weight: float | None = None

    @property
    def is_used(self) -> bool:
        """Return whether the judged week was compared with this one."""
        return self.weight is not None and self.observed is not None

    @property
    def is_weighted_down(self) -> bool:
        """Return whether the week counted for less than the others."""
        return self.is_used and self.weight is not None and self.weight < 1

    @property
    def words(self) -> str:
        """Return the week in words: “the week of 6 March 2023”, or “week 312” where there are no dates."""
        return f"week {self.t}" if self.begins is None else f"the week of {self.begins.day} {self.begins:%B %Y}"


@dataclass(frozen=True)
class Signal:
    """One judged week, with the weeks before it.

    `weeks` are one after the other, the last being the judged one. `lower` and `upper` bound the counts that are no
    surprise; `alarm` is None where there is neither yes nor no. `phi` is the variance over that of a Poisson count.
    `trend_a_year` is the share by which the expected count changes in a year (0.08: 8 % more), None where no trend is
    taken in. `unit` is what is counted, in the plural. `parameters` are words: (“years back”, “5”).
    """

    name: str
    method: str
    status: Status
    reason: str
    weeks: tuple[Week, ...]
    alarm: bool | None = None
    lower: float | None = None
    pvalue: float | None = None
    phi: float | None = None
    trend_a_year: float | None = None
    unit: str = "events"
    parameters: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Refuse weeks with gaps, dates that do not fit, and a judgement without a count."""
        if not self.weeks:
            raise SignalInvalid("A signal needs at least the week that is judged.")
        steps = zip(self.weeks, self.weeks[1:], strict=False)
        if any(later.t != earlier.t + 1 for earlier, later in steps):
            raise SignalInvalid(
                "The weeks of a signal follow one after the other; a missing week is a week without a count."
            )
        if len({week.begins is None for week in self.weeks}) > 1:
            raise SignalInvalid("Either all weeks of a signal have dates, or none.")
        if self.judged.observed is None and self.alarm is not None:
            raise SignalInvalid("A week without a count has neither a signal nor none.")
        if any(week.weight is not None and week.weight < 0 for week in self.weeks):
            raise SignalInvalid("Weights are zero or more.")

    @property
    def judged(self) -> Week:
        """Return the week that is judged."""
        return self.weeks[-1]

    @property
    def used(self) -> tuple[Week, ...]:
        """Return the weeks with which it was compared."""
        return tuple(week for week in self.weeks[:-1] if week.is_used)

    def latest(self, count: int) -> "Signal":
        """Return the signal with its latest weeks only."""
        return replace(self, weeks=self.weeks[-count:])
