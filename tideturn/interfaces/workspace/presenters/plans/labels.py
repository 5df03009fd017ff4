"""The words that people at work read for each fixed word of the register."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.plans.words import PROMISED_BY_ITS_MAKER, AcceptanceValue, Status, VerdictValue
from tideturn.interfaces.workspace.presenters.times import day_words
from tideturn.methods.promises.standing import Timing

# What can be answered, with the words for it; that no answer is held is nobody's answer.
ANSWERS = tuple(pair for pair in AcceptanceValue.choices if pair[0] != AcceptanceValue.NO_ANSWER_HELD)


def status_words(value: str) -> str:
    """Return how far something is, or that no status is held."""
    return str(Status(value).label) if value else _("No status held")


def verdict_words(value: str) -> str:
    """Return what others found, or that nobody has looked."""
    return str(VerdictValue(value).label) if value else _("Not independently checked")


def answer_words(value: str, *, promised: bool = False) -> str:
    """Return what was answered; a maker's own promise needs no answer from others."""
    if promised and value == AcceptanceValue.ACCEPTED:
        return str(PROMISED_BY_ITS_MAKER)
    return str(AcceptanceValue(value).label) if value else ""


def due_words(commitment: Any) -> str:
    """Return by when something is due, and how it stands against that."""
    if commitment.current_due_date is None:
        return _("No end date") if commitment.is_open_ended else _("No date given")
    day = day_words(commitment.current_due_date)
    words = {Timing.OVERDUE: _("Due %(day)s: past"), Timing.DUE_SOON: _("Due %(day)s: soon")}
    return words.get(Timing(commitment.timing), _("Due %(day)s")) % {"day": day}


def heard_words(day: date | None) -> str:
    """Return when something was last heard of."""
    return _("Last heard of on %(day)s") % {"day": day_words(day)} if day else _("Never heard of since the plan")


def list_titles() -> dict[str, str]:
    """Return the lists of what wants looking at, by their name in addresses."""
    return {
        "overdue": _("Overdue"),
        "due-soon": _("Due within 90 days"),
        "silent": _("Never heard of"),
        "claimed": _("Called complete, not checked"),
    }


def happened_words(concerns: str, did: str) -> str:
    """Return what happened to a row of the register, by its table and what the history calls it."""
    did_words = {
        "insert": _("%(what)s was added"),
        "update": _("%(what)s was changed"),
        "delete": _("%(what)s was taken back"),
    }
    return did_words[did] % {"what": _noun(concerns)}


def _noun(concerns: str) -> str:
    return {
        "Plan": _("A plan"),
        "Document": _("A document"),
        "Commitment": _("Our record of it"),
        "Position": _("A position"),
        "Acceptance": _("An answer"),
        "Response": _("A reply"),
        "Verdict": _("A verdict"),
        "DueDateRevision": _("A later date"),
        "Money": _("A sum of money"),
        "AreaDelivery": _("The position of an area"),
        "Condition": _("A condition"),
        "Correction": _("A correction"),
        "Link": _("A link to an earlier one"),
    }[concerns]
