"""When a commitment is due, why we say so, and how it stands against that date."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.plans.words import AcceptanceValue, Status, is_promised
from tideturn.interfaces.design.moment import Moment, in_words
from tideturn.interfaces.website.presenters import labels
from tideturn.interfaces.website.presenters.rows import tag_words
from tideturn.methods.promises.standing import ANSWERED_YES, Timing


@dataclass(frozen=True)
class Revision:
    """A later date beside the first one: who moved it, when and why."""

    due: str
    decided: str
    by: str
    reason: str
    source: str


@dataclass(frozen=True)
class Due:
    """The due window with its reasoning, the dates in the text, later dates, and the standing."""

    words: str
    reasoning: str
    timescale: str
    deadlines: tuple[str, ...]
    first: str
    revisions: tuple[Revision, ...]
    standing: str
    tag: str
    tag_colour: str


def due_of(commitment: Any, moment: Moment) -> Due:
    """Return when a commitment was due as known on the day, and why."""
    revisions = sorted(
        (item for item in commitment.due_date_revisions.all() if item.decided_on <= moment.day),
        key=lambda item: item.decided_on,
    )
    return Due(
        words=window_words(commitment),
        reasoning=commitment.due_reasoning,
        timescale=" · ".join(commitment.timescale),
        deadlines=tuple(_deadline(item) for item in commitment.deadlines.all()),
        first=in_words(commitment.due_date) if revisions and commitment.due_date else "",
        revisions=tuple(_revision(item) for item in revisions),
        standing=standing_words(commitment),
        tag=tag_words(commitment.timing),
        tag_colour=labels.timing_colour(commitment.timing),
    )


def window_words(commitment: Any) -> str:
    """Return the window in words: from a day, by a day, both, or neither."""
    start, due = commitment.start_date, commitment.current_due_date
    if due is not None and start is not None and start > commitment.plan.published:
        return _("From %(start)s, by %(due)s") % {"start": in_words(start), "due": in_words(due)}
    if due is not None:
        return _("By %(due)s") % {"due": in_words(due)}
    if commitment.is_open_ended:
        return _("No end date") if start is None else _("From %(start)s, with no end date") % {"start": in_words(start)}
    return _("No date given")


def _deadline(item: Any) -> str:
    if item.due_date is None:
        return _("“%(words)s”") % {"words": item.as_written}
    return _("“%(words)s”: %(day)s") % {"words": item.as_written, "day": in_words(item.due_date)}


def _revision(item: Any) -> Revision:
    return Revision(in_words(item.due_date), in_words(item.decided_on), item.by.name, item.reason, item.source)


def standing_words(commitment: Any) -> str:
    """Return in one sentence how a commitment stands against its date; asked is never called promised."""
    sentence = {
        Timing.FINISHED: _finished,
        Timing.PLAN_ENDED: _plan_ended,
        Timing.OPEN_ENDED: _open_ended,
        Timing.NO_DATE: _no_date,
        Timing.NOT_YET_DUE: _not_yet_due,
        Timing.DUE_SOON: _due_soon,
        Timing.OVERDUE: _overdue,
        Timing.WINDOW_PASSED: _window_passed,
    }[Timing(commitment.timing)]
    due = commitment.current_due_date
    return sentence(commitment) % {"due": in_words(due) if due else ""}


def _plan_ended(commitment: Any) -> str:
    return _("The plan it stands in was %(state)s on %(day)s. What is shown is the last known position.") % {
        "state": commitment.plan.get_state_display().lower(),
        "day": in_words(commitment.plan.state_since),
    }


def _open_ended(commitment: Any) -> str:
    return _("It has no end date, so it is never past its date.")


def _no_date(commitment: Any) -> str:
    return _("Without a date nobody can say that it is late.")


def _not_yet_due(commitment: Any) -> str:
    if commitment.acceptance_value in ANSWERED_YES:
        return _("It is due by %(due)s, more than 90 days on.")
    return _("It was asked for by %(due)s, more than 90 days on.")


def _due_soon(commitment: Any) -> str:
    if commitment.acceptance_value in ANSWERED_YES:
        return _("It is due by %(due)s, within 90 days.")
    return _("It was asked for by %(due)s, within 90 days.")


def _finished(commitment: Any) -> str:
    if commitment.status_value == Status.SUPERSEDED:
        return _("It has been superseded by a later commitment.")
    return (
        _("It is reported complete.")
        if commitment.verdict_value
        else _("It is reported complete. No independent check is held.")
    )


def _overdue(commitment: Any) -> str:
    if is_promised(commitment):
        return _("It was promised for %(due)s. That day has passed, and no document held calls it complete.")
    if commitment.acceptance_value == AcceptanceValue.IN_PART:
        return _(
            "It was accepted in part, and was to be done by %(due)s. That day has passed, and no document held calls "
            "it complete."
        )
    return _(
        "It was accepted, and was to be done by %(due)s. That day has passed, and no document held calls it complete."
    )


def _window_passed(commitment: Any) -> str:
    return {
        AcceptanceValue.DECLINED: _("It was asked for by %(due)s and was declined, so it is not overdue."),
        AcceptanceValue.UNDER_CONSIDERATION: _(
            "It was asked for by %(due)s. That day has passed; the answer held is that it is being considered, which "
            "is not a promise, so it is not called overdue."
        ),
        AcceptanceValue.NO_ANSWER_HELD: _(
            "It was asked for by %(due)s. That day has passed; no answer is held, so it is not called overdue."
        ),
    }[AcceptanceValue(commitment.acceptance_value)]
