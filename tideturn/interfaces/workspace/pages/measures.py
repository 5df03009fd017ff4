"""The measures of the pathways, for each area; as a page and as tables to take away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit
from tideturn.interfaces.workspace import downloads
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.measuring import Counted, Period, count, period_of
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters import measures as words
from tideturn.packs.pathways import load_pathways
from tideturn.packs.schema.pathway import Pathway


@page
@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """Show every measure of every pathway for a period."""
    me = actor(request)
    check_permission(me, Permission.MEASURES_READ)
    period = period_of(request.GET)
    found = [count(pathway, period, me) for pathway in load_pathways() if pathway.measures]
    context = {
        "period": period,
        "pathways": [(one.pathway, words.measures_of(one, period)) for one in _known_first(found)],
        "of_what": found[0].of_what if found else "",
        "counted_at": found[0].at if found else None,
    }
    _write_down(me, period, found)
    return render(request, "workspace/measures.html", context)


@page
@require_safe
def table(request: HttpRequest, pathway_id: str, measure_id: str) -> HttpResponse:
    """Give one measure as CSV: each area a line, with the period and what was counted."""
    me = actor(request)
    check_permission(me, Permission.MEASURES_READ)
    period, pathway = period_of(request.GET), _pathway(pathway_id)
    measure = next((one for one in pathway.measures if one.id == measure_id), None)
    if measure is None:
        raise NotHere
    found = count(pathway, period, me)
    heading = (*words.heading(measure, pathway), "since", "until", "counted at")
    ends = (period.since.isoformat(), period.until.isoformat(), found.at.isoformat(timespec="minutes"))
    rows = [(*words.cells(figure, pathway), *ends) for figure in words.figures_of(found, measure)]
    _write_down(me, period, [found])
    return downloads.table(f"{pathway.id}-{measure.id}-{period.until}", heading, rows)


def _known_first(found: list[Counted]) -> list[Counted]:
    return sorted(found, key=lambda one: not one.figures)


def _pathway(pathway_id: str) -> Pathway:
    found = next((pathway for pathway in load_pathways() if pathway.id == pathway_id), None)
    if found is None:
        raise NotHere
    return found


def _write_down(me: Actor, period: Period, found: list[Counted]) -> None:
    """Write down what was counted for whom: figures of the whole country, too, leave a trace."""
    detail = {
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        "pathways": [one.pathway.id for one in found],
        "areas": sorted({figure.area for one in found for figure in one.figures if figure.area}),
    }
    audit.record(actor=me, action="read measures", kind="measures", subject=None, detail=detail)
