"""What waits to be published."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tideturn.engines.plans import statements, uploads
from tideturn.engines.plans.words import StatementState
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import entering
from tideturn.interfaces.workspace.presenters.plans.statements import statement_rows
from tideturn.interfaces.workspace.presenters.plans.tables import table_links

LATELY = 10


@page
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """List what waits to be published, the longest first, and below it what was decided lately."""
    me = entering(request, Permission.PLANS_PUBLISH)
    found = statements.waiting(me).filter(upload__isnull=True)
    paging = paged(request, found.count(), {})
    decided = statements.statements(me).filter(state__in=(StatementState.PUBLISHED, StatementState.RETURNED))
    parts = {
        "tables": table_links(uploads.waiting(me)),
        "rows": statement_rows(found[paging.start : paging.last]),
        "paging": paging,
        "decided": statement_rows(decided.filter(upload__isnull=True).order_by("-decided_at")[:LATELY]),
    }
    return render(request, "workspace/plans/queue.html", parts)
