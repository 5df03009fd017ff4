"""The ways of looking at an area: which indicators together, over how many weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from tideturn.methods.detection.errors import ParametersInvalid

MOST_INDICATORS = 8  # 255 choices of indicators; beyond that, group them by harm first


@dataclass(frozen=True)
class Look:
    """Some indicators, each over its last so many weeks (0 if it cannot show anything yet).

    An indicator that shows an event `lag` weeks later than the promptest of those looked at has that many weeks less.
    """

    indicators: tuple[int, ...]
    weeks: tuple[int, ...]

    @property
    def span(self) -> int:
        """Return the weeks since the event that is looked for began."""
        return max(self.weeks)


def all_looks(lags: Sequence[int], windows: Sequence[int]) -> tuple[Look, ...]:
    """Return every choice of indicators over every window in which all of them can show something."""
    if not 1 <= len(lags) <= MOST_INDICATORS:
        raise ParametersInvalid(f"{len(lags)} indicators were given; combine 1 to {MOST_INDICATORS} of one harm.")
    if min(lags) < 0 or not windows or min(windows) < 1:
        raise ParametersInvalid("Lags must be 0 or more weeks, and windows 1 or more.")
    choices = [some for number in range(1, len(lags) + 1) for some in combinations(range(len(lags)), number)]
    looks = [_look(some, lags, window) for some in choices for window in sorted(set(windows))]
    return tuple(look for look in looks if min(look.weeks) > 0)


def _look(indicators: tuple[int, ...], lags: Sequence[int], window: int) -> Look:
    first = min(lags[place] for place in indicators)
    return Look(indicators, tuple(max(window - lags[place] + first, 0) for place in indicators))
