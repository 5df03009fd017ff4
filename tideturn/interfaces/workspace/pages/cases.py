"""The first screen: whose cases are mine today, and what is due."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tideturn.engines.pathways import queries
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.workspace.pages.listing import listing
from tideturn.interfaces.workspace.pages.notices import told
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters.shell import beginning

NOTICES_FIRST = 5


@page
@require_safe
def my_cases(request: HttpRequest) -> HttpResponse:
    """Show the cases that are mine: what is offered to me, then what is due first; above them what was raised to me.

    Whoever reads no case is taken to where their work begins.
    """
    me = actor(request)
    if not has_permission(me, Permission.CASES_READ):
        begins = beginning(me)
        if begins:
            return HttpResponseRedirect(begins)
        return render(request, "workspace/my_cases.html", {"reads_no_case": True})
    cases, raised = listing(request, queries.my_cases(me), me), told(me)
    notices = [row for row in raised if not row.is_past]
    words = {
        "cases": cases,
        "notices": notices[:NOTICES_FIRST],
        "notice_count": len(notices),
        "further_notices": max(0, len(notices) - NOTICES_FIRST),
        "past_notices": len(raised) - len(notices),
        "can_write": has_permission(me, Permission.CASES_WRITE),
    }
    response = render(request, "workspace/my_cases.html", words)
    cases.write_down(me, "my cases")
    return response
