"""Asking for a letter a week, and ending it."""

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from tideturn.engines.plans.actions.digesting import ask_for_digest
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import entering
from tideturn.interfaces.workspace.pages.plans.writing import NoSuchButton

WANTS = {"begin": True, "end": False}


@page
@require_POST
def digest(request: HttpRequest) -> HttpResponseBase:
    """Keep whether somebody wants a letter a week."""
    me, act = entering(request), request.POST.get("act", "")
    if act not in WANTS:
        raise NoSuchButton
    ask_for_digest(wants=WANTS[act], by=me)
    return HttpResponseRedirect(reverse("plans-room"))
