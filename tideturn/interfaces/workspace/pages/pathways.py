"""A pathway as its pack file has it, drawn and in words: what is meant to happen, for whoever works along it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tideturn.interfaces.design.pathways import draw_pathway, svg, words
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.page import page
from tideturn.packs.pathways import load_pathways


@page
@require_safe
def pathway(request: HttpRequest, pathway_id: str) -> HttpResponse:
    """Show a pathway; it names nobody, so everybody who signs in may see it."""
    found = next((one for one in load_pathways() if one.id == pathway_id), None)
    if found is None:
        raise NotHere
    drawing = draw_pathway(found)
    shown = {"pathway": found, "drawing": drawing, "drawn": svg(drawing), "items": words(found)}
    return render(request, "workspace/pathway.html", shown)
