"""What was raised to me or to my teams: shown until somebody says that they have seen it."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tideturn.engines.pathways import queries
from tideturn.engines.pathways.actions.seeing import mark_seen
from tideturn.engines.pathways.errors import NoticeNotFound
from tideturn.engines.pathways.moments import database_now
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters.notices import NoticeRow, rows_of
from tideturn.interfaces.workspace.reading import write_down_list

ALL, FIRST_SCREEN = "notices", "my-cases"


@page
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Show all that was raised and not yet seen: what has run out first, then the oldest."""
    me = actor(request)
    check_permission(me, Permission.CASES_READ)
    rows = told(me)
    paging = paged(request, len(rows), {})
    on_page = rows[paging.start : paging.last]
    response = render(request, "workspace/notices.html", {"notices": on_page, "paging": paging})
    write_down_list(me, "notices", [row.case_id for row in on_page])
    return response


@page
@require_POST
def seen(request: HttpRequest, notice_id: uuid.UUID) -> HttpResponseBase:
    """Take a notice off the list, and go back to where it stood."""
    me = actor(request)
    check_permission(me, Permission.CASES_READ)
    try:
        mark_seen(notice_id=notice_id, by=me)
    except NoticeNotFound:
        raise NotHere from None
    return HttpResponseRedirect(reverse(ALL if request.POST.get("from") == ALL else FIRST_SCREEN))


def told(me: Actor) -> tuple[NoticeRow, ...]:
    """Return what was raised to someone, each with a way to its case where that is theirs to open."""
    raised = queries.notices_for(me)
    told_of = {notice.case_id for notice in raised}
    return rows_of(raised, queries.seen_of(told_of), database_now(), queries.over_of(told_of))
