"""What the user of a nowcast may choose."""

from dataclasses import dataclass
from enum import StrEnum

from tideturn.methods.detection.errors import ParametersInvalid


class WindowShape(StrEnum):
    """What a window of the last periods cuts off.

    `reports`: every delay is learned from as many event periods, those whose reports of that delay came in the window
    (Lawless 1994). `events`: only event periods in the window are used, so that long delays are learned from fewer
    (Höhle and an der Heiden 2014).
    """

    REPORTS = "reports"
    EVENTS = "events"


@dataclass(frozen=True, kw_only=True)
class NowcastParameters:
    """How the delays, and the level of the series, are learned.

    `window` is the number of the last periods from which delays are learned (nothing: all); `window_shape` says how it
    is cut. `pooling` is the number of events for which the delays of the whole batch count in each series.
    `level_periods` is the number of earlier periods from which the level to be expected is taken.
    """

    window: int | None = 52
    window_shape: WindowShape = WindowShape.REPORTS
    pooling: float = 20.0
    level_periods: int = 8

    def __post_init__(self) -> None:
        """Refuse what no nowcast can work with."""
        if self.window is not None and self.window < 1:
            raise ParametersInvalid(f"window is {self.window}; give the number of periods to learn from, 1 or more.")
        if not 0 <= self.pooling < float("inf"):
            raise ParametersInvalid(f"pooling is {self.pooling}; give a number of events, 0 or more.")
        if self.level_periods < 1:
            raise ParametersInvalid(f"level_periods is {self.level_periods}; give 1 or more.")
