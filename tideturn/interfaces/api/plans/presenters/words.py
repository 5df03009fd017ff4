"""The sentences that the contract gives beside its fixed words."""

from datetime import date

from tideturn.engines.plans.words import Relation, VerdictValue
from tideturn.methods.promises.due_windows import in_words
from tideturn.methods.promises.standing import Timing


def timing_in_words(timing: str, due: date | None, plan_ended: date | None) -> str:
    """Return where a commitment stands against its date, as a sentence."""
    day = in_words(due) if due else ""
    ended = in_words(plan_ended) if plan_ended else ""
    return {
        Timing.FINISHED: "Its owner calls it complete, or it has been superseded.",
        Timing.PLAN_ENDED: f"Its plan ended on {ended}; what is shown is the last known position.",
        Timing.OPEN_ENDED: "It has no end date, so it is never overdue.",
        Timing.NO_DATE: "No date is given, or none that can be read.",
        Timing.NOT_YET_DUE: f"It is due by {day}.",
        Timing.DUE_SOON: f"It is due by {day}, within 90 days.",
        Timing.OVERDUE: f"It was accepted and was due by {day}.",
        Timing.WINDOW_PASSED: f"It was asked for by {day} and no acceptance is held, so no promise is broken.",
    }[Timing(timing)]


def silence_in_words(day: date, documents_reach: date) -> str:
    """Return what is said of something that nothing was heard of, to the day that the documents held speak of."""
    return f"Nothing in the documents held, to {in_words(min(day, documents_reach))}."


def verdict_in_words(verdict: str) -> str:
    """Return what someone other than the owner found, or that nobody has checked."""
    return str(VerdictValue(verdict).label) if verdict else "not independently checked"


def relation_in_words(relation: str) -> str:
    """Return what the later commitment does to the earlier one."""
    return str(Relation(relation).label)
