"""Cases of other teams that are shared with us: by referral, before a meeting, or in an emergency."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tideturn.engines.pathways import queries
from tideturn.foundations.access.acting import Actor, acting
from tideturn.foundations.access.permissions import check_permission, has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.workspace.pages.listing import Listing, paged, shown
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters.rows import CaseRow
from tideturn.interfaces.workspace.reading import purposes, team_ids_of

# Where a case stands in the list: undue last, then by the moment, then by its id; and for which purpose it is read.
Place = tuple[bool, datetime, UUID, str]


@page
@require_safe
def shared(request: HttpRequest) -> HttpResponse:
    """Show what others share with us, due first; each pathway's cases are read for its own purpose."""
    me = actor(request)
    check_permission(me, Permission.CASES_READ)
    places = sorted(place for purpose in purposes() for place in _places(me, purpose))
    paging = paged(request, len(places), {})
    on_page = places[paging.start : paging.last]
    rows = {row.id: row for purpose in purposes() for row in _rows(me, on_page, purpose)}
    found = Listing(tuple(rows[place[2]] for place in on_page if place[2] in rows), paging)
    can_write = has_permission(me, Permission.CASES_WRITE)
    response = render(request, "workspace/shared.html", {"cases": found, "can_write": can_write})
    found.write_down(me, "shared with us")
    return response


def _places(me: Actor, purpose: str) -> list[Place]:
    with acting(me.for_purpose(purpose)) as by:
        cases = queries.shared_with(by, but_not=team_ids_of(me))
        return [
            (due is None, due or opened, case_id, purpose)
            for due, opened, case_id in cases.values_list("next_due_at", "opened_at", "id")
        ]


def _rows(me: Actor, on_page: list[Place], purpose: str) -> tuple[CaseRow, ...]:
    with acting(me.for_purpose(purpose)) as by:
        ids = [place[2] for place in on_page if place[3] == purpose]
        return shown(queries.cases(ids), by)
