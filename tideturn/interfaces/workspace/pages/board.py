"""The board of my teams: every open case, due first, and as a table to take away; and what others share with us."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tideturn.engines.pathways import queries
from tideturn.engines.pathways.models.case import CaseQuerySet
from tideturn.engines.pathways.moments import database_now
from tideturn.foundations.access.permissions import check_permission, has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.workspace.downloads import table
from tideturn.interfaces.workspace.pages.listing import listing
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters import board as words
from tideturn.interfaces.workspace.reading import team_ids_of, write_down_list


@page
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the open cases of my teams, all or those asked for."""
    me = actor(request)
    check_permission(me, Permission.CASES_READ)
    cases, now = queries.board(team_ids_of(me)), database_now()
    offered = words.offered(queries.leads_of(cases))
    asked = words.asked(request.GET, offered)
    found = listing(request, _narrowed(cases, asked), me, asked.parameters())
    shown = {
        "cases": found,
        "form": words.form(offered, asked),
        "asked": asked,
        "counts": words.counts(cases.count(), cases.overdue(now).count()),
        "download": words.download(asked),
        "can_write": has_permission(me, Permission.CASES_WRITE),
    }
    response = render(request, "workspace/board.html", shown)
    found.write_down(me, "team board")
    return response


@page
@require_safe
def board_table(request: HttpRequest) -> HttpResponse:
    """Give the same cases as a table, without names: a file goes where nobody sees who reads it."""
    me = actor(request)
    check_permission(me, Permission.CASES_READ)
    cases = queries.board(team_ids_of(me))
    asked = words.asked(request.GET, words.offered(queries.leads_of(cases)))
    found, now = list(_narrowed(cases, asked)), database_now()
    response = table("team-board", words.heading(), (words.cells(case, now) for case in found))
    write_down_list(me, "team board, as a table", [case.id for case in found])
    return response


def _narrowed(cases: CaseQuerySet, asked: words.Asked) -> CaseQuerySet:
    if asked.stage:
        cases = cases.at_stage(asked.stage)
    if asked.lead:
        cases = cases.led_by(int(asked.lead))
    return cases.overdue(database_now()) if asked.is_overdue else cases
