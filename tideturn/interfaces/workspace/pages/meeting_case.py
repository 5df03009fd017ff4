"""One case of a meeting: looked at together, with what is said and agreed kept in its journal."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tideturn.engines.pathways.actions.appending import NewEntry, append
from tideturn.engines.pathways.actions.keeping import state_of
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import PathwaysError
from tideturn.engines.pathways.meetings import holding, queries
from tideturn.engines.pathways.meetings.errors import NotOnTheAgenda
from tideturn.engines.pathways.models import AgendaItem
from tideturn.engines.pathways.moments import database_now
from tideturn.engines.people.record import queries as record
from tideturn.engines.people.record.queries import Identity
from tideturn.foundations.access.models import Agency
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.sharing import queries as sharing
from tideturn.interfaces.design.forms import Form, LongText, Reading, Text
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.errors import AskedBadly, NotHere
from tideturn.interfaces.workspace.meetings import Met, met
from tideturn.interfaces.workspace.pages.meeting import changing
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters.asked import ActionAgreed, NoteSaid
from tideturn.interfaces.workspace.presenters.meeting_case import Told, shown
from tideturn.interfaces.workspace.reading import write_down_list

ENTRY = "entry"


@page
@require_safe
def meeting_case(request: HttpRequest, meeting_id: uuid.UUID, case_id: uuid.UUID) -> HttpResponse:
    """Show one case of the agenda, with the one before it and the one after."""
    with met(actor(request), meeting_id) as found:
        items = list(queries.agenda(found.meeting))
        place = next((place for place, item in enumerate(items) if item.case_id == case_id), None)
        if place is None:
            raise NotHere
        told = _told(found, items[place])
        context = {
            "meeting": found,
            "agenda_href": addresses.of("meeting-agenda", meeting_id=meeting_id),
            "number": place + 1,
            "of": len(items),
            "before": _href(found, items[place - 1]) if place else "",
            "after": _href(found, items[place + 1]) if place + 1 < len(items) else "",
            "case": shown(found, told, database_now()),
            "case_id": case_id,
            "note": note_form().blank(),
            "task": action_form().blank(),
            "note_entry": uuid.uuid4(),
            "task_entry": uuid.uuid4(),
        }
        response = render(request, "workspace/meeting/case.html", context)
        person = told.item.case.person if told.identity else None
        write_down_list(found.by, "meeting", [case_id], [person] if person else [])
        return response


@page
@require_POST
def note(request: HttpRequest, meeting_id: uuid.UUID, case_id: uuid.UUID) -> HttpResponseBase:
    """Keep what was said about a case."""
    return _write(request, meeting_id, case_id, Kind.NOTE_ADDED, note_form())


@page
@require_POST
def agreed(request: HttpRequest, meeting_id: uuid.UUID, case_id: uuid.UUID) -> HttpResponseBase:
    """Keep what was agreed to be done in a case."""
    return _write(request, meeting_id, case_id, Kind.TASK_ADDED, action_form())


@page
@require_POST
def discussed(request: HttpRequest, meeting_id: uuid.UUID, case_id: uuid.UUID) -> HttpResponseBase:
    """Say that a case was spoken about, and go on to the next one that was not."""
    with met(actor(request), meeting_id) as found:
        changing(lambda: holding.mark_discussed(meeting=found.meeting, case_id=case_id, by=found.by))
        items = list(queries.agenda(found.meeting))
        place = next((place for place, item in enumerate(items) if item.case_id == case_id), 0)
        in_turn = [item for item in (*items[place + 1 :], *items[:place]) if item.discussed_at is None]
        there = _href(found, in_turn[0]) if in_turn else addresses.of("meeting-agenda", meeting_id=meeting_id)
        return HttpResponseRedirect(there)


@page
@require_POST
def take_off(request: HttpRequest, meeting_id: uuid.UUID, case_id: uuid.UUID) -> HttpResponseBase:
    """Take a case off the agenda."""
    with met(actor(request), meeting_id) as found:
        changing(lambda: holding.take_off(meeting=found.meeting, case_id=case_id, by=found.by))
        return HttpResponseRedirect(addresses.of("meeting-agenda", meeting_id=meeting_id))


def note_form() -> Form[NoteSaid]:
    """Return the form for what was said."""
    return Form((LongText(name="text", label=_("What was said"), rows=3),), NoteSaid)


def action_form() -> Form[ActionAgreed]:
    """Return the form for what was agreed."""
    hint = _("Who does what, by when.")
    return Form((Text(name="title", label=_("Agreed action"), hint=hint, at_most=300),), ActionAgreed)


def _write(
    request: HttpRequest, meeting_id: uuid.UUID, case_id: uuid.UUID, kind: Kind, form: Form[Any]
) -> HttpResponseBase:
    by = actor(request)
    check_permission(by, Permission.CASES_WRITE)
    with met(by, meeting_id) as found:
        _check_on_agenda(found, case_id)
        back = addresses.of("meeting-case", meeting_id=meeting_id, case_id=case_id)
        answer = form.read(request.POST)
        if answer.value is None:
            return _again(request, answer, back)
        # Made from the case, the writer and the kind too, so that it can meet no entry of anybody else's.
        entry_id = uuid.uuid5(case_id, f"{found.by.user_id}:meeting:{kind.value}:{_given_id(request)}")
        entry = NewEntry(kind, {**vars(answer.value), "meeting": str(meeting_id)}, id=entry_id)
        try:
            append(case_id=case_id, entry=entry, by=found.by)
        except PathwaysError as error:
            return _again(request, form.refused(request.POST, {form.fields[0].name: str(error)}), back)
        return HttpResponseRedirect(f"{back}#minutes")


def _again(request: HttpRequest, answer: Reading[Any], back: str) -> HttpResponse:
    """Ask again on a page that shows nothing of the case, because that it was read would be taken back with it."""
    context = {"form": answer, "back": back, "entry": uuid.uuid4(), "action": request.path}
    return render(request, "workspace/meeting/asked_again.html", context, status=422)


def _check_on_agenda(found: Met, case_id: uuid.UUID) -> None:
    if not found.is_today:
        raise AskedBadly(_("This meeting is over. Write into the case itself."))
    try:
        holding.check_on_the_agenda(found.meeting, case_id)
    except NotOnTheAgenda:
        raise NotHere from None


def _given_id(request: HttpRequest) -> str:
    try:
        return str(uuid.UUID(request.POST.get(ENTRY, "")))
    except ValueError:
        said = _("Part of the form is missing, so nothing was kept. Open the meeting and do it again.")
        raise AskedBadly(said) from None


def _told(found: Met, item: AgendaItem) -> Told:
    case = item.case
    reports, minutes = list(case.reports.order_by("received_at", "id")), queries.minutes(found.meeting, case.id)
    named = {*(report.agency for report in reports), *(entry.agency for entry in minutes)}
    return Told(
        item=item,
        state=state_of(case),
        identity=_identity(case.person),
        reports=reports,
        minutes=minutes,
        agencies=dict(Agency.objects.filter(pk__in=named).values_list("pk", "name")),
        wishes=list(sharing.wishes_of(case.person).select_related("recipient")) if case.person else (),
    )


def _identity(person: uuid.UUID | None) -> Identity | None:
    return record.people([person]).get(person) if person else None


def _href(found: Met, item: AgendaItem) -> str:
    return addresses.of("meeting-case", meeting_id=found.meeting.id, case_id=item.case_id)
