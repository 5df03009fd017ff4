"""A zero-based scale with round numbers on it."""

INTERVALS_AT_MOST = 4  # five labels are what a phone's width holds
ROUND_STEPS = (1, 2, 5)


def ticks_to(largest: int) -> tuple[int, ...]:
    """Return round numbers from nought, evenly spaced, of which the last is not below the largest value."""
    step = _step_for(largest)
    intervals = max(1, -(-largest // step))
    return tuple(step * index for index in range(intervals + 1))


def _step_for(largest: int) -> int:
    magnitude = 1
    while True:
        for lead in ROUND_STEPS:
            if lead * magnitude * INTERVALS_AT_MOST >= largest:
                return lead * magnitude
        magnitude *= 10


def percent(value: int, whole: int) -> float:
    """Return a value's share of the scale, to the hundredth of a percent that a screen can show."""
    return round(100 * value / whole, 2)
