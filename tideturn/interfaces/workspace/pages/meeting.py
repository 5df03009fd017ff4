"""The daily meeting: which there are, the agenda of one, and how it is kept."""

import uuid
from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tideturn.engines.pathways import queries as cases
from tideturn.engines.pathways.errors import PathwaysError
from tideturn.engines.pathways.meetings import holding, parties, queries
from tideturn.engines.pathways.meetings.errors import NotYourMeeting
from tideturn.engines.pathways.moments import database_now
from tideturn.engines.people.record import queries as record
from tideturn.foundations.access.acting import Actor, acting
from tideturn.foundations.access.models import Team
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.forms import Form, Text
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.errors import AskedBadly, NotHere
from tideturn.interfaces.workspace.meetings import Met, meeting_as_seen, met
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters import meeting as words
from tideturn.interfaces.workspace.presenters.asked import CaseNamed
from tideturn.interfaces.workspace.reading import team_ids_of, write_down_list
from tideturn.methods.identifiers import references
from tideturn.packs.pathways import load_pathways
from tideturn.packs.schema.pathway import Pathway


@page
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """Show today's meetings: ours, those we are asked to, those not yet begun, and the earlier ones."""
    me = actor(request)
    check_permission(me, Permission.MEETING_ATTEND)
    teams = list(Team.objects.filter(pk__in=team_ids_of(me), is_national_queue=False).order_by("name", "pk"))
    today, earlier, to_begin = [], [], []
    for pathway in _with_meetings():
        with acting(me.for_purpose(pathway.purpose)) as by:
            found = _of_today(by, pathway)
            today += found
            earlier += [meeting_as_seen(one, by) for one in queries.earlier(_day()) if one.pathway == pathway.id]
            begun = {one.meeting.team_id for one in found}
            to_begin += [(team, pathway) for team in teams if team.pk not in begun and _takes(team, pathway)]
    context = {
        "today": [words.link_of(one) for one in today],
        "earlier": [words.link_of(one) for one in earlier],
        "to_begin": to_begin,
    }
    return render(request, "workspace/meeting/meetings.html", context)


@page
@require_POST
def begin(request: HttpRequest) -> HttpResponseBase:
    """Begin today's meeting of a team, or open the one that was begun."""
    me = actor(request)
    check_permission(me, Permission.MEETING_ATTEND)
    pathway = next((one for one in _with_meetings() if one.id == request.POST.get("pathway")), None)
    team = _team(request.POST.get("team", ""))
    if pathway is None or team is None:
        raise AskedBadly(_("Choose one of your teams on the page of meetings, and begin from there."))
    with acting(me.for_purpose(pathway.purpose)) as by:
        try:
            begun = holding.begin(team=team, pathway=pathway.id, by=by)
        except NotYourMeeting:
            raise NotHere from None
        return HttpResponseRedirect(addresses.of("meeting-agenda", meeting_id=begun.id))


@page
@require_safe
def agenda(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Show what stands on the agenda."""
    with met(actor(request), meeting_id) as found:
        return _with_agenda(request, found, "workspace/meeting/agenda.html", "agenda")


@page
@require_safe
def printed(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Show the agenda as it is printed: on the outside what it is and of how many, inside who and what."""
    with met(actor(request), meeting_id) as found:
        return _with_agenda(request, found, "workspace/meeting/printed.html", "printed agenda")


@page
@require_POST
def up_to_date(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponseBase:
    """Put onto the agenda what came in or ran out since it was begun."""
    with met(actor(request), meeting_id) as found:
        changing(lambda: holding.bring_up_to_date(meeting=found.meeting, by=found.by))
        return HttpResponseRedirect(addresses.of("meeting-agenda", meeting_id=meeting_id))


@page
@require_POST
def put_on(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponseBase:
    """Put a case onto the agenda by its reference."""
    with met(actor(request), meeting_id) as found:
        form = reference_form()
        answer = form.read(request.POST)
        if answer.value:
            case = cases.listed().filter(reference=references.normalise(answer.value.reference)).first()
            said = _put(found, case.id if case else uuid.uuid4())
            if not said:
                return HttpResponseRedirect(addresses.of("meeting-agenda", meeting_id=meeting_id))
            answer = form.refused(request.POST, {"reference": said})
        context = {"form": answer, "back": addresses.of("meeting-agenda", meeting_id=meeting_id)}
        return render(request, "workspace/meeting/asked_again.html", context, status=422)


def reference_form() -> Form[CaseNamed]:
    """Return the form that asks for a case by its reference."""
    hint = _("It begins with CAS and stands on the case’s page.")
    return Form((Text(name="reference", label=_("Reference of a case"), hint=hint, width=20, at_most=40),), CaseNamed)


def _put(found: Met, case_id: uuid.UUID) -> str:
    try:
        holding.put_on(meeting=found.meeting, case_id=case_id, by=found.by)
    except PathwaysError as error:
        return str(error)
    return ""


def _with_agenda(request: HttpRequest, found: Met, template: str, page_name: str) -> HttpResponse:
    items = list(queries.agenda(found.meeting))
    people = record.people(item.case.person for item in items if item.case.person)
    rows = words.rows_of(found, items, people, database_now())
    context = {
        "meeting": found,
        "day": words.link_of(found).day,
        "rows": rows,
        "count": words.cases_words(len(rows)),
        "discussed": sum(row.is_discussed for row in rows),
        "parties": parties.parties_of(found.meeting.team, found.meeting.pathway) if found.is_ours else (),
        "asked": reference_form().blank(),
    }
    response = render(request, template, context)
    named = dict.fromkeys(row.person_id for row in rows if row.person_id)
    write_down_list(found.by, page_name, [row.case_id for row in rows], named)
    return response


def changing(change: Callable[[], object]) -> None:
    """Do what changes an agenda; what cannot be is said in the words of the room."""
    try:
        change()
    except PathwaysError as error:
        raise AskedBadly(str(error)) from None


def _of_today(by: Actor, pathway: Pathway) -> list[Met]:
    return [meeting_as_seen(one, by) for one in queries.meetings_of_day(_day()) if one.pathway == pathway.id]


def _day() -> date:
    return timezone.localdate(database_now())


def _with_meetings() -> list[Pathway]:
    return [pathway for pathway in load_pathways() if pathway.meeting]


def _takes(team: Team, pathway: Pathway) -> bool:
    return not team.pathways or pathway.id in team.pathways


def _team(written: str) -> Team | None:
    try:
        return Team.objects.select_related("agency", "duty_lead").filter(pk=uuid.UUID(written)).first()
    except ValueError:
        return None
