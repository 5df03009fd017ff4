"""Lists of what wants looking at, for whoever publishes or judges: on the page and to take away."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tideturn.engines.plans import queries
from tideturn.engines.plans.register import CommitmentQuerySet
from tideturn.engines.plans.wanting import LISTS, counted, wanting
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.country import today
from tideturn.interfaces.workspace import downloads
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import entering
from tideturn.interfaces.workspace.presenters.plans.labels import list_titles
from tideturn.interfaces.workspace.presenters.plans.mine import list_choices
from tideturn.interfaces.workspace.presenters.plans.reviewing import review_rows

READERS = (Permission.PLANS_PUBLISH, Permission.PLANS_REVIEW)
HEADING = ("plan", "commitment", "title", "owners", "due", "status", "last heard", "verdict")


@page
@require_safe
def listed(request: HttpRequest, which: str) -> HttpResponse:
    """List what stands in one of the lists, over all plans and owners, the earliest date first."""
    entering(request, *READERS)
    found = _found(which)
    paging = paged(request, found.count(), {})
    parts = {
        "title": list_titles()[which],
        "rows": review_rows(found[paging.start : paging.last], (), is_public=True),
        "paging": paging,
        "choices": list_choices(counted(queries.register(today())), which),
        "download": reverse("plans-list-table", kwargs={"which": which}),
    }
    return render(request, "workspace/plans/list.html", parts)


@page
@require_safe
def table(request: HttpRequest, which: str) -> HttpResponse:
    """Give one of the lists to be taken away."""
    entering(request, *READERS)
    return downloads.table(f"{which}-{today()}", HEADING, _rows(_found(which)))


def _found(which: str) -> CommitmentQuerySet:
    if which not in LISTS:
        raise NotHere
    return wanting(which, queries.register(today()))


def _rows(found: Any) -> Iterator[tuple[object, ...]]:
    for one in found:
        owners = "; ".join(owner.name for owner in one.owners)
        yield (
            one.plan_id, one.local_id, one.title, owners, one.current_due_date, one.status_value,
            one.last_heard_on, one.verdict_value,
        )  # fmt: skip
