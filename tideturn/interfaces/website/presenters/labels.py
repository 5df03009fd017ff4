"""The words a reader sees for each fixed word of the register."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tideturn.engines.plans.words import PROMISED_BY_ITS_MAKER, AcceptanceValue, Kind, Nature, Status, VerdictValue
from tideturn.methods.promises.standing import Timing

TIMINGS = {
    Timing.FINISHED: gettext_lazy("Reported finished"),
    Timing.PLAN_ENDED: gettext_lazy("Plan ended"),
    Timing.OPEN_ENDED: gettext_lazy("No end date"),
    Timing.NO_DATE: gettext_lazy("No date given"),
    Timing.NOT_YET_DUE: gettext_lazy("Not yet due"),
    Timing.DUE_SOON: gettext_lazy("Due within 90 days"),
    Timing.OVERDUE: gettext_lazy("Accepted, date passed"),
    Timing.WINDOW_PASSED: gettext_lazy("Not accepted, date passed"),
}
COLOURS = {
    Timing.FINISHED: "green",
    Timing.DUE_SOON: "blue",
    Timing.OVERDUE: "orange",
    Timing.WINDOW_PASSED: "yellow",
}


def timing_label(timing: str) -> str:
    """Return where a commitment stands against its date, in a few words."""
    return str(TIMINGS[Timing(timing)])


def timing_colour(timing: str) -> str:
    """Return the colour of the tag that carries a timing label; the label says it all without the colour."""
    return COLOURS.get(Timing(timing), "grey")


def timing_meaning(timing: str) -> str:
    """Return what a timing word means, as the page about the data defines it."""
    return {
        Timing.FINISHED: _("It is reported complete, or has been superseded."),
        Timing.PLAN_ENDED: _(
            "The plan it stands in was closed or superseded by then. What is shown is the last known position."
        ),
        Timing.OPEN_ENDED: _("The plan says “from …” or “ongoing”. It has no end, so it is never past its date."),
        Timing.NO_DATE: _("The plan gives no date, or none that can be read."),
        Timing.NOT_YET_DUE: _("Its date is more than 90 days away."),
        Timing.DUE_SOON: _("Its date is today or within the next 90 days."),
        Timing.OVERDUE: _(
            "It was accepted, in full or in part, or promised by its maker; its date has passed and it is not reported "
            "complete. The last day counts as in time."
        ),
        Timing.WINDOW_PASSED: _(
            "It was asked of others. The time asked for has passed and no acceptance is held, so nobody has broken a "
            "promise: asked is not promised."
        ),
    }[Timing(timing)]


def acceptance_label(value: str, *, promised: bool = False) -> str:
    """Return what those who were asked answered; a maker's own promise needs no answer from others."""
    if promised and value == AcceptanceValue.ACCEPTED:
        return str(PROMISED_BY_ITS_MAKER)
    return str(AcceptanceValue(value).label)


def status_label(value: str) -> str:
    """Return the owner's own account of how far it is, or that no status is held."""
    return str(Status(value).label) if value else _("No status held")


def verdict_label(value: str) -> str:
    """Return what someone other than the owner found, or that nobody has checked."""
    return str(VerdictValue(value).label) if value else _("Not independently checked")


def kind_label(value: str) -> str:
    """Return what the document calls it."""
    return str(Kind(value).label)


def nature_label(value: str) -> str:
    """Return whose words a plan is made of."""
    return {
        Nature.ASKED: _("Asks: its makers ask others to act"),
        Nature.PROMISED: _("Promises: its maker says what it will do"),
        Nature.ANSWERED: _("Answers: it replies to what was asked, and promises"),
    }[Nature(value)]


def corrected_words(fields: Iterable[str]) -> str:
    """Return which parts of a commitment were corrected."""
    words = {
        "title": _("title"),
        "wording": _("wording"),
        "owners": _("who answers for it"),
        "start_date": _("from when"),
        "due_date": _("due date"),
    }
    return ", ".join(words.get(field, field) for field in fields)
