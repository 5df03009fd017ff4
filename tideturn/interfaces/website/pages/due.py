"""Due dates to subscribe to: of everything, of one owner, of one plan."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from tideturn.engines.plans import queries
from tideturn.engines.plans.models import DueDateRevision
from tideturn.engines.plans.version import version
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.data.calendar import calendar_of
from tideturn.interfaces.website.pages.addresses import site_address
from tideturn.interfaces.website.pages.data import marked, unchanged
from tideturn.interfaces.website.pages.owners import held_owner
from tideturn.interfaces.website.pages.page import page
from tideturn.interfaces.website.pages.plans import published_plan

AT_ONCE = 200


@page
def due_of_all(request: HttpRequest) -> HttpResponseBase:
    """Give the due dates of everything."""
    return _answer(request, _("Due dates: the register of promises"), queries.RegisterFilters())


@page
def due_of_owner(request: HttpRequest, owner_id: str) -> HttpResponseBase:
    """Give the due dates of what one owner answers for."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    title = _("Due dates: %(name)s") % {"name": held_owner(owner_id, moment.day).name}
    return _answer(request, title, queries.RegisterFilters(owner=owner_id))


@page
def due_of_plan(request: HttpRequest, plan_id: str) -> HttpResponseBase:
    """Give the due dates of one plan."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    title = _("Due dates: %(name)s") % {"name": published_plan(plan_id, moment).short_title}
    return _answer(request, title, queries.RegisterFilters(plan=plan_id))


def _answer(request: HttpRequest, title: str, filters: queries.RegisterFilters) -> HttpResponseBase:
    moment: Moment = request.moment  # type: ignore[attr-defined]
    known = version(moment.today)
    answer = unchanged(request, known)
    if answer is None:
        found = due_dates(moment, filters)
        written = calendar_of(
            found, moment, title=title, site=site_address(request), changed_at=known.said_at(moment.day)
        )
        answer = StreamingHttpResponse(written, content_type="text/calendar; charset=utf-8")
        answer.headers["Content-Disposition"] = 'inline; filename="tideturn-due.ics"'
    return marked(answer, known)


def due_dates(moment: Moment, filters: queries.RegisterFilters) -> Iterator[Any]:
    """Yield what has a date in plans that had not ended by the day, some at a time; no connection is held meanwhile."""
    found = queries.register(moment.day, filters).filter(current_due_date__isnull=False)
    found = found.exclude(plan__state_since__lte=moment.day).prefetch_related(
        Prefetch("due_date_revisions", DueDateRevision.objects.filter(decided_on__lte=moment.day))
    )
    rest = found.order_by("pk")
    while rows := list(rest[:AT_ONCE]):
        if not connection.in_atomic_block:
            connection.close()
        yield from rows
        rest = rest.filter(pk__gt=rows[-1].pk)
