"""The feeds of a partnership: each time they told, what waits, and bringing in, refusing or taking back."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tideturn.engines.directory import keeping
from tideturn.engines.directory.actions import applying
from tideturn.engines.directory.differences import differences
from tideturn.engines.directory.errors import NothingToUndo, NothingWaits, SourceNotFound
from tideturn.engines.directory.models import Import, Source
from tideturn.engines.directory.words import ImportState
from tideturn.foundations.access.acting import Actor
from tideturn.interfaces.workspace.errors import AskedBadly, NotHere
from tideturn.interfaces.workspace.pages.directory.mine import answering
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.presenters.directory import sources as words

# More than this is not brought in while somebody waits for a page; the command does it and shows how far it is.
AT_MOST = 5_000
ACTS: dict[str, Callable[..., Import]] = {
    "apply": applying.apply,
    "refuse": applying.refuse,
    "undo": applying.undo,
}


@page
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """List who tells of services in the areas of a partnership."""
    rows = words.source_rows(keeping.sources_of(answering(request)))
    return render(request, "workspace/directory/sources.html", {"rows": rows})


@page
@require_safe
def source(request: HttpRequest, feed_id: str) -> HttpResponse:
    """Show each time that a source told us, and what the import that waits would change."""
    found = _source(feed_id, answering(request))
    waiting = found.imports.filter(state=ImportState.PROPOSED).first()
    paging = paged(request, _size(waiting), {})
    rows = differences(waiting, limit=paging.last - paging.start, offset=paging.start) if waiting else []
    parts = {
        "source": found,
        "waiting": waiting and words.import_row(waiting),
        "rows": words.arrived_rows(rows),
        "paging": paging,
        "is_large": _size(waiting) > AT_MOST,
        "imports": [words.import_row(one) for one in found.imports.order_by("-number")[:20]],
        "may_undo": found.imports.filter(state=ImportState.APPLIED).exists(),
    }
    return render(request, "workspace/directory/source.html", parts)


@page
@GET_OR_POST
def decide(request: HttpRequest, feed_id: str, act: str) -> HttpResponseBase:
    """Ask once more, then apply, refuse or take back."""
    me = answering(request)
    found = _source(feed_id, me)
    if act not in ACTS:
        raise NotHere
    about = _about(found, act)
    if about is None:
        raise AskedBadly(_("There is nothing to decide any more. Somebody else may have been faster."))
    if act != "refuse" and _size(about) > AT_MOST:
        raise AskedBadly(_("This changes too much for a page. Whoever runs the product does it by command."))
    if request.method != "POST":
        parts = {"source": found, "about": words.import_row(about), "act": act, "words": words.ACTS[act]}
        return render(request, "workspace/directory/source_decide.html", parts)
    try:
        ACTS[act](source_id=found.pk, by=me)
    except (NothingWaits, NothingToUndo) as error:
        raise AskedBadly(str(error)) from None
    return HttpResponseRedirect(reverse("directory-source", kwargs={"feed_id": found.pk}))


def _source(feed_id: str, me: Actor) -> Source:
    try:
        return keeping.source_of(feed_id, me)
    except SourceNotFound:
        raise NotHere from None


def _about(source: Source, act: str) -> Import | None:
    state = ImportState.APPLIED if act == "undo" else ImportState.PROPOSED
    found: Import | None = source.imports.filter(state=state).order_by("-number").first()
    return found


def _size(arrived: Import | None) -> int:
    return arrived.added + arrived.changed + arrived.vanished if arrived else 0
