"""Signals: what an event is to whoever watches, from the week it is opened to the week it ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tideturn.methods.detection.errors import BatchInvalid


class Stage(StrEnum):
    """What became of a signal in a week."""

    OPENED = "opened"
    CONTINUES = "continues"
    MOVED = "moved"  # the same event, now seen in a wider or narrower area, and there for the first time
    QUIET = "quiet"  # not over yet, though nothing stands out
    NO_DATA = "no_data"  # the area sent nothing: neither a quiet week nor a loud one
    ENDED = "ended"
    MERGED = "merged"  # it turned out to be part of a wider signal


LAST = frozenset({Stage.ENDED, Stage.MERGED})
ASKING = frozenset({Stage.OPENED, Stage.MOVED})


@dataclass(frozen=True)
class Moment:
    """A signal in one week: its stage, the place of its area, the evidence and the indicators that stand out most."""

    week: int
    stage: Stage
    area: int
    pvalue: float
    indicators: tuple[int, ...]


@dataclass(frozen=True)
class Signal:
    """One event as it was seen, a moment for each week from its opening; `number` counts signals from 1."""

    number: int
    moments: tuple[Moment, ...]

    def __post_init__(self) -> None:
        """Refuse a life that does not begin with its opening, skips weeks, or goes on after its end."""
        stages = [moment.stage for moment in self.moments]
        if not stages or stages[0] is not Stage.OPENED or Stage.OPENED in stages[1:]:
            raise BatchInvalid(f"Signal {self.number} must be opened once, in its first week.")
        if LAST & set(stages[:-1]):
            raise BatchInvalid(f"Signal {self.number} goes on after its end.")
        weeks = [moment.week for moment in self.moments]
        if weeks != list(range(weeks[0], weeks[0] + len(weeks))):
            raise BatchInvalid(f"Signal {self.number} must have a moment for every week of its life.")

    @property
    def opened(self) -> int:
        """Return the week in which it was opened."""
        return self.moments[0].week

    @property
    def area(self) -> int:
        """Return the area it was seen in latest."""
        return self.moments[-1].area

    @property
    def is_open(self) -> bool:
        """Return whether it has not ended, as far as is known."""
        return self.moments[-1].stage not in LAST

    @property
    def strongest(self) -> float:
        """Return the smallest p-value of its life."""
        return min(moment.pvalue for moment in self.moments if moment.pvalue == moment.pvalue)

    @property
    def indicators(self) -> tuple[int, ...]:
        """Return the indicators that stood out in any week in which it was opened, went on or moved."""
        telling = (moment for moment in self.moments if moment.stage in ASKING | {Stage.CONTINUES})
        return tuple(sorted({place for moment in telling for place in moment.indicators}))

    @property
    def asking(self) -> tuple[Moment, ...]:
        """Return the moments that ask for a look: the opening, and each move to an area where it was not before."""
        return tuple(moment for moment in self.moments if moment.stage in ASKING)


def asking_in(signals: Iterable[Signal], week: int) -> tuple[Signal, ...]:
    """Return the signals that ask for a look in a week, which is a column of the evidence."""
    return tuple(signal for signal in signals if any(moment.week == week for moment in signal.asking))
