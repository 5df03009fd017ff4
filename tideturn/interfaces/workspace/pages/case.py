"""One case: who it is, what is due, what may be done next, and all that happened."""

import uuid
from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tideturn.engines.pathways import queries
from tideturn.engines.pathways.actions.keeping import state_of
from tideturn.engines.pathways.models import Entry
from tideturn.engines.pathways.moments import database_now
from tideturn.engines.pathways.state import State
from tideturn.engines.people.record import queries as record
from tideturn.engines.people.record.errors import PersonNotFound
from tideturn.foundations.access.models import Agency, Team, User
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.sharing import queries as sharing
from tideturn.interfaces.workspace.pages.asking import SAVED
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters import case as words
from tideturn.interfaces.workspace.presenters import journal, matches
from tideturn.interfaces.workspace.presenters.answers import answers_of
from tideturn.interfaces.workspace.presenters.identity import who_of
from tideturn.interfaces.workspace.presenters.journal import Names
from tideturn.interfaces.workspace.presenters.matches import MatchRow
from tideturn.interfaces.workspace.presenters.next_moves import moves_of
from tideturn.interfaces.workspace.presenters.parts import parts_of
from tideturn.interfaces.workspace.presenters.reports import reports_of
from tideturn.interfaces.workspace.presenters.tasks import referrals_of, tasks_of
from tideturn.interfaces.workspace.presenters.ways import ways_of
from tideturn.interfaces.workspace.reading import Opened, opened, write_down_case
from tideturn.interfaces.workspace.referred import note_seen

JOURNAL_PAGE = 20


@page
@require_safe
def case(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Show a case as far as the one who asks may see it, and on what ground that is."""
    by = actor(request)
    check_permission(by, Permission.CASES_READ)
    with opened(by, case_id) as found:
        note_seen(found)
        identity = _identity(found)
        shown = {"who": who_of(identity), **_of_case(request, found)}
        response = render(request, "workspace/case.html", shown)
        write_down_case(found, "case", person=found.case.person if identity else None)
        return response


def _identity(found: Opened) -> record.Identity | None:
    try:
        return record.person(found.case.person) if found.case.person else None
    except PersonNotFound:
        return None


def _of_case(request: HttpRequest, found: Opened) -> dict[str, object]:
    state, now = state_of(found.case), database_now()
    entries = words.told_to(found, state, queries.journal(found.case))
    reports = queries.reports(found.case)
    names = _names(entries, state, [report.agency for report in reports])
    paging = paged(request, len(entries), {}, JOURNAL_PAGE)
    on_page = journal.Part.of(entries, paging.start, paging.last)
    return {
        "case": words.summary_of(found, state, now),
        "case_id": found.case.id,
        "ways": ways_of(found, state, on_page.entries),
        "ground": found.ground,
        "can_write": words.may_write(found),
        "contact_href": words.contact_address(found),
        "tools": words.tools_of(found),
        "clocks": words.clocks_of(found, now),
        "moves": moves_of(found, state),
        "reports": reports_of(reports, names.agencies, now),
        "answers": answers_of(state.answers, found.pathway),
        "tasks": tasks_of(state, found, names, now),
        "referrals": referrals_of(state, found, names),
        "parts": parts_of(sharing.parts_in(found.case.id), found),
        "matches": _matches(found),
        "journal": journal.rows_of(on_page, found.pathway, names, now),
        "paging": paging,
        "saved": words.saved_of(request.GET.get(SAVED, ""), entries, found, names),
    }


def _names(entries: Sequence[Entry], state: State, senders: Iterable[str]) -> Names:
    """Return the names of everybody whom the page mentions by number, in three questions."""
    agencies = {*senders, *(entry.agency for entry in entries)}
    teams = {str(entry.data[key]) for entry in entries for key in ("team", "to_team") if entry.data.get(key)}
    users = {*(entry.data.get("to") for entry in entries), *(task.for_user for task in state.tasks)}
    numbers = [number for number in users if isinstance(number, int)]
    return Names(
        users={user.pk: user.shown_name for user in User.objects.filter(pk__in=numbers)},
        agencies=dict(Agency.objects.filter(pk__in=agencies).values_list("pk", "name")),
        teams={str(team.pk): team.name for team in Team.objects.filter(pk__in=[*filter(_is_id, teams)])},
    )


def _is_id(text: str) -> bool:
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False


def _matches(found: Opened) -> tuple[MatchRow, ...]:
    if not found.relations:
        return ()
    waiting = queries.undecided_matches(found.case)
    others = queries.cases(matches.other_id(match, found.case) for match in waiting)
    return matches.matches_of(waiting, found.case, {other.id: other for other in others})
