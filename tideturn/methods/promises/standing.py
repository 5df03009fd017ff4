"""How a commitment stands on a given day: derived, never stored.

Asked is not promised: what was never accepted cannot be overdue, only past the window asked for. Not heard of is not
undone: silence is said as silence. A claim of completion is a claim until someone other than the owner has looked.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=90)
ANSWERED_YES = frozenset({"accepted", "in_part"})
FINISHED = frozenset({"complete", "superseded"})


class Timing(StrEnum):
    """Where a commitment stands against its date."""

    FINISHED = "finished"
    PLAN_ENDED = "plan_ended"
    OPEN_ENDED = "open_ended"
    NO_DATE = "no_date"
    NOT_YET_DUE = "not_yet_due"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    WINDOW_PASSED = "window_passed"


@dataclass(frozen=True)
class Facts:
    """What is held about a commitment as at the day in question; nothing later."""

    due: date | None
    is_open_ended: bool
    acceptance: str
    status: str | None
    last_heard: date | None
    verdict: str | None
    plan_ended: date | None


@dataclass(frozen=True)
class Standing:
    """What follows from the facts on that day."""

    timing: Timing
    is_silent: bool
    is_claimed_not_verified: bool

    @property
    def is_overdue(self) -> bool:
        """Return whether it was accepted and its date has passed."""
        return self.timing is Timing.OVERDUE


def standing(facts: Facts, *, on: date) -> Standing:
    """Return how a commitment stands on a day; the due day itself is still in time."""
    return Standing(
        timing=_timing(facts, on),
        is_silent=facts.last_heard is None,
        is_claimed_not_verified=facts.status == "complete" and facts.verdict is None,
    )


def _timing(facts: Facts, on: date) -> Timing:
    if facts.status in FINISHED:
        return Timing.FINISHED
    if facts.plan_ended is not None and facts.plan_ended <= on:
        return Timing.PLAN_ENDED
    if facts.due is None:
        return Timing.OPEN_ENDED if facts.is_open_ended else Timing.NO_DATE
    if on <= facts.due:
        return Timing.DUE_SOON if facts.due - on <= SOON else Timing.NOT_YET_DUE
    return Timing.OVERDUE if facts.acceptance in ANSWERED_YES else Timing.WINDOW_PASSED
