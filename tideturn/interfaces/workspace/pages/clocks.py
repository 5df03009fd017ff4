"""Letting a clock of a case stand still for one of its reasons, and letting it go on."""

import uuid

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from tideturn.engines.pathways.actions.appending import NewEntry, append
from tideturn.engines.pathways.actions.keeping import state_of
from tideturn.engines.pathways.entries import Kind
from tideturn.interfaces.design.forms import Choice, Form, LongText, Option
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.asking import Asking, ask
from tideturn.interfaces.workspace.pages.opening import team_page
from tideturn.interfaces.workspace.presenters.asked import NoteGiven, PauseGiven
from tideturn.interfaces.workspace.reading import Opened
from tideturn.packs.schema.clock import Clock


@team_page
def clock(request: HttpRequest, found: Opened, clock: str) -> HttpResponseBase:
    """Ask for what it takes to pause a clock, or, where it stands still, to let it go on."""
    chosen = next((one for one in found.pathway.clocks if one.id == clock), None)
    if chosen is None:
        raise NotHere
    run = state_of(found.case).running(chosen.id)
    if run is not None and run.is_paused:
        return ask(request, found, _resume(found, chosen))
    return ask(request, found, _pause(found, chosen, is_running=run is not None))


def _pause(found: Opened, clock: Clock, *, is_running: bool) -> Asking[PauseGiven]:
    def write(answer: PauseGiven, entry: uuid.UUID) -> None:
        _write(found, Kind.CLOCK_PAUSED, {"clock": clock.id, "reason": answer.reason, **_noted(answer.note)}, entry)

    reasons = tuple(Option(reason.id, reason.title) for reason in clock.pause_reasons)
    fields = (
        Choice(name="reason", label=_("Why does it stand still?"), options=reasons),
        LongText(name="note", label=_("A word about that"), is_required=False, rows=3),
    )
    return Asking(
        "pause a clock",
        _("Pause “%(clock)s”") % {"clock": clock.title},
        Form(fields, PauseGiven),
        write,
        _("Pause the clock"),
        (_("Time does not count while it stands still. The reason is in the journal."),),
        _why_no_pause(found, clock, is_running=is_running),
    )


def _resume(found: Opened, clock: Clock) -> Asking[NoteGiven]:
    def write(answer: NoteGiven, entry: uuid.UUID) -> None:
        _write(found, Kind.CLOCK_RESUMED, {"clock": clock.id, **_noted(answer.note)}, entry)

    form = Form((LongText(name="note", label=_("A word about that"), is_required=False, rows=3),), NoteGiven)
    return Asking(
        "resume a clock",
        _("Let “%(clock)s” go on") % {"clock": clock.title},
        form,
        write,
        _("Let the clock go on"),
        (_("It goes on with the time that was left."),),
        _not_theirs(found),
    )


def _why_no_pause(found: Opened, clock: Clock, *, is_running: bool) -> str:
    if not is_running:
        return _("This clock does not run.")
    if not clock.may_pause:
        return _("This clock cannot be paused: somebody has to answer it.")
    return _not_theirs(found)


def _not_theirs(found: Opened) -> str:
    return "" if found.relations else _("This is for the team that holds the case.")


def _noted(note: str) -> dict[str, str]:
    return {"note": note} if note else {}


def _write(found: Opened, kind: Kind, data: dict[str, str], entry: uuid.UUID) -> None:
    append(case_id=found.case.id, entry=NewEntry(kind, data, id=entry), by=found.by)
