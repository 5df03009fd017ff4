"""The due window of a commitment, from its plan's timescale words and date, with the reasoning kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tideturn.methods.periods import Window, add_months, window_in_words


@dataclass(frozen=True)
class WordRule:
    """What one timescale word means in one plan: months from publication to start and to due."""

    start_months: int | None
    due_months: int | None
    reason: str


@dataclass(frozen=True)
class DueWindow:
    """When a commitment should start and be done, and why we say so."""

    start: date | None
    due: date | None
    is_open_ended: bool
    reasoning: str


NO_TIMESCALE = DueWindow(None, None, False, "The plan gives no date.")


def due_window(
    *,
    timescale: tuple[str, ...],
    deadlines: tuple[date, ...],
    published: date,
    rules: Mapping[str, WordRule],
) -> DueWindow:
    """Return the window, from the plan's own word table first, then from the dates in the words.

    A date written in the text itself (`deadlines`) narrows a window that ends later: what was asked “by the end of
    2022” is due then, although its class is “less than a year”. The last day counts as in time.
    """
    window = _from_words(timescale, published, rules)
    inside = [day for day in deadlines if window.due is None or day < window.due]
    if not inside:
        return window
    due = max(inside)
    start = window.start if window.start and window.start <= due else None
    return DueWindow(start, due, False, f"The text itself names {in_words(due)}.")


def _from_words(timescale: tuple[str, ...], published: date, rules: Mapping[str, WordRule]) -> DueWindow:
    if not timescale:
        return NO_TIMESCALE
    rule = rules.get(timescale[0]) if len(timescale) == 1 else None
    if rule is not None:
        start = None if rule.start_months is None else add_months(published, rule.start_months)
        due = None if rule.due_months is None else add_months(published, rule.due_months)
        return DueWindow(start, due, due is None, f"{rule.reason}, from {in_words(published)}.")
    window = window_in_words(timescale)
    return DueWindow(window.start, window.due, window.is_open_ended, _reasoning(timescale, window))


def _reasoning(timescale: tuple[str, ...], window: Window) -> str:
    words = "; ".join(line.rstrip(".") for line in timescale)
    if window.due is not None:
        return f"The plan says “{words}”: done by {in_words(window.due)}."
    if window.is_open_ended:
        return f"The plan says “{words}”: it has no end date, so it is never overdue."
    return f"The plan says “{words}”: no date can be read from that."


def in_words(day: date) -> str:
    """Return a day as it is written in Britain: 21 July 2022."""
    return f"{day.day} {day:%B %Y}"
