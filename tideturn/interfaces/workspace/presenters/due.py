"""What is due in a case and by when, in words and with a colour that says the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from tideturn.engines.pathways.models import Clock
from tideturn.interfaces.workspace.presenters.times import moment_words, span_words
from tideturn.packs.schema.pathway import Pathway

OVER, SOON, LATER, PAUSED = "over", "soon", "later", "paused"
# Where a clock gives no warning, this is soon.
SOON_WITHOUT_WARNING = timedelta(hours=4)


@dataclass(frozen=True)
class Due:
    """One clock as a page tells of it; `level` chooses the colour, `label` says it in words."""

    what: str
    words: str
    left: str
    level: str
    label: str
    at: datetime | None


def due_of(clock: Clock, pathway: Pathway, now: datetime) -> Due:
    """Return a running or paused clock in words."""
    what = title_of(clock.clock, pathway)
    if clock.status == Clock.PAUSED or clock.due_at is None:
        return Due(what, _("Paused, with a reason in the journal"), "", PAUSED, _("Paused"), None)
    if clock.due_at <= now:
        over = _("%(span)s over") % {"span": span_words(now - clock.due_at)}
        was = _("was due %(moment)s") % {"moment": moment_words(clock.due_at, now)}
        return Due(what, over, was, OVER, _("Overdue"), clock.due_at)
    words = _("Due %(moment)s") % {"moment": moment_words(clock.due_at, now)}
    left = _("%(span)s left") % {"span": span_words(clock.due_at - now)}
    is_soon = now >= (clock.warn_at or clock.due_at - SOON_WITHOUT_WARNING)
    return Due(what, words, left, SOON if is_soon else LATER, _("Due soon") if is_soon else _("In time"), clock.due_at)


def dues_of(clocks: Iterable[Clock], pathway: Pathway, now: datetime) -> tuple[Due, ...]:
    """Return clocks in words, first due first and those that stand still last."""
    dues = [due_of(clock, pathway, now) for clock in clocks]
    return tuple(sorted(dues, key=lambda due: (due.at is None, due.at or now, due.what)))


def title_of(clock_id: str, pathway: Pathway) -> str:
    """Return what a clock is called; one that the pathway has no more is called by its id."""
    return next((clock.title for clock in pathway.clocks if clock.id == clock_id), clock_id)
