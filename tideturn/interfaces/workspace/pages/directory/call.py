"""Somebody is on the telephone: one box, three answers that are read out, and the next three. Nothing of it is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tideturn.interfaces.joint.helping.asked import asked_in
from tideturn.interfaces.joint.helping.finding import AT_A_TIME, find
from tideturn.interfaces.joint.helping.understanding import understand
from tideturn.interfaces.workspace.pages.listing import page_asked_for, paged
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.presenters.directory import call as words

AT_ONCE = 3


@page
@require_safe
def call(request: HttpRequest) -> HttpResponse:
    """Ask what is needed, where and when, by the keyboard alone; the directory is public, so everybody here may."""
    asked = asked_in(request.GET)
    has_keys = request.GET.get(words.KEYS) != words.OFF
    parts: dict[str, object] = {
        "form": words.form(asked),
        "first": words.first(asked),
        "lines": words.lines(),
        "keys": words.keys(asked, has_keys=has_keys),
    }
    if asked.is_anything:
        meant = understand(asked, at=timezone.now())
        results = find(meant, wanted=page_asked_for(request) * AT_ONCE + 1)
        # Who can be reached from anywhere comes before what is far off, and stands there on every page.
        found = (*results.near[:AT_A_TIME], *results.anywhere, *results.near[AT_A_TIME:])
        paging = paged(request, len(found), words.parameters(asked, has_keys=has_keys), AT_ONCE)
        shown = found[paging.start : paging.last]
        parts["found"] = words.found(asked, meant, results, shown, has_keys=has_keys)
        parts["paging"] = paging
    return render(request, "workspace/directory/call.html", parts)
