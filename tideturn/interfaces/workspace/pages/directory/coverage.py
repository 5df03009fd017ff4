"""Which kinds of help each partnership has and lacks, with the services that are counted; and as a table."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tideturn.engines.directory import keeping
from tideturn.engines.directory.covering import coverage as counted
from tideturn.engines.directory.covering import covered
from tideturn.foundations.access.acting import Actor
from tideturn.interfaces.workspace.downloads import table as download
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.directory.mine import answering
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.presenters.directory import coverage as words
from tideturn.interfaces.workspace.presenters.directory.entries import rows_of
from tideturn.packs.loading import load_directory
from tideturn.packs.schema.directory_term import FacetId
from tideturn.packs.schema.partnership import Partnership

EVERYWHERE = "everywhere"


@page
@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Show the counts of one's own partnerships, or of all, and name what is lacking."""
    me = answering(request)
    is_all = "all" in request.GET
    found = counted(_partnerships(me, is_all=is_all))
    parts = {"matrix": words.matrix(found), "is_all": is_all, "title": load_directory().partnerships.plural}
    return render(request, "workspace/directory/coverage.html", parts)


@page
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Give the counts of all partnerships as CSV."""
    answering(request)
    found = counted(load_directory().partnerships.partnerships)
    heading = [_("Kind of help"), *(one.name for one in found.partnerships), _("In no area")]
    rows = (
        [kind.title, *(found.count(one.id, kind.id) for one in found.partnerships), found.everywhere[kind.id]]
        for kind in found.kinds
    )
    return download("coverage", heading, rows)


@page
@require_safe
def cell(request: HttpRequest, partnership_id: str, kind_id: str) -> HttpResponse:
    """List the services that one count is of."""
    answering(request)
    content = load_directory()
    kind = next((one for one in content.vocabulary.facet(FacetId.KINDS_OF_HELP).terms if one.id == kind_id), None)
    every = {one.id: one for one in content.partnerships.partnerships}
    if kind is None or (partnership_id != EVERYWHERE and partnership_id not in every):
        raise NotHere
    partnership = every.get(partnership_id)
    found = covered(partnership, kind.id).select_related("organisation")
    paging = paged(request, found.count(), {})
    parts = {
        "kind": kind,
        "where": partnership.name if partnership else _("In no area"),
        "rows": rows_of(found[paging.start : paging.last], {}),
        "paging": paging,
    }
    return render(request, "workspace/directory/coverage_cell.html", parts)


def _partnerships(me: Actor, *, is_all: bool) -> Sequence[Partnership]:
    return load_directory().partnerships.partnerships if is_all else keeping.partnerships_of(me)
