"""How long people waited for something: of those it came for, of those who still wait, and against a limit.

Somebody who still waits is no short wait: the median is that of Kaplan and Meier (J Am Stat Assoc, 1958), in which
those who wait on count as waiting at least as long as they have. It is missing where fewer than half have been reached.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


class WaitImpossible(ValueError):
    """A wait that ends before it begins."""

    def __init__(self) -> None:
        super().__init__("A wait cannot end before it begins. Look at its times.")


@dataclass(frozen=True, slots=True)
class Wait:
    """From when somebody waited, until when (None: still), and by when it was promised (None: no promise).

    `given_up_at` is when the waiting ended without what was waited for: a case closed before anybody was reached.
    """

    began_at: datetime
    ended_at: datetime | None = None
    due_at: datetime | None = None
    given_up_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a wait that ends before it begins."""
        if self.ended_at and self.ended_at < self.began_at:
            raise WaitImpossible
        if self.given_up_at and self.given_up_at < self.began_at:
            raise WaitImpossible


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a number of waits come to; `share` and its limits are None where nothing can be said yet."""

    began: int
    ended: int
    given_up: int
    still_waiting: int
    overdue: int
    median: timedelta | None
    longest_still: timedelta | None
    within_limit: int
    judged: int

    @property
    def share(self) -> float | None:
        """Return the share that came within its limit, among those that came or whose limit has passed."""
        return self.within_limit / self.judged if self.judged else None


def summarise(waits: Iterable[Wait], now: datetime) -> Waiting:
    """Return what waits come to at a moment, in which those not ended wait on."""
    known = [wait for wait in waits if wait.began_at <= now]
    judged = [wait for wait in known if wait.due_at and (_has_ended(wait, now) or wait.due_at <= now)]
    still = [wait for wait in known if not _has_ended(wait, now) and not _is_given_up(wait, now)]
    return Waiting(
        began=len(known),
        ended=sum(_has_ended(wait, now) for wait in known),
        given_up=sum(not _has_ended(wait, now) and _is_given_up(wait, now) for wait in known),
        still_waiting=len(still),
        overdue=sum(bool(wait.due_at and wait.due_at <= now) for wait in still),
        median=median_of(known, now),
        longest_still=max((now - wait.began_at for wait in still), default=None),
        within_limit=sum(bool(wait.due_at and wait.ended_at and wait.ended_at <= wait.due_at) for wait in judged),
        judged=len(judged),
    )


def median_of(waits: Sequence[Wait], now: datetime) -> timedelta | None:
    """Return the time within which half are reached; None where that many have not been."""
    lasted = sorted((_until(wait, now) - wait.began_at, not _has_ended(wait, now)) for wait in waits)
    share = 1.0
    for place, (length, is_open) in enumerate(lasted):
        if not is_open:
            share *= 1.0 - 1.0 / (len(lasted) - place)
        # Products of such shares end a hair beside a half.
        if share <= 0.5 + 1e-12:
            return length
    return None


def _has_ended(wait: Wait, now: datetime) -> bool:
    return wait.ended_at is not None and wait.ended_at <= now


def _is_given_up(wait: Wait, now: datetime) -> bool:
    return wait.given_up_at is not None and wait.given_up_at <= now


def _until(wait: Wait, now: datetime) -> datetime:
    if wait.ended_at is not None and wait.ended_at <= now:
        return wait.ended_at
    return min(now, wait.given_up_at) if wait.given_up_at else now
