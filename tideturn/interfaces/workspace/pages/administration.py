"""What somebody may administer of their agency."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.access.roles import WORDS, Permission
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters.administration import desks_of


@page
@require_safe
def administration(request: HttpRequest) -> HttpResponse:
    """Show the parts of the administration that are open to somebody."""
    me = actor(request)
    desks = desks_of(me.permissions)
    if not desks:
        raise _missing(me)
    return render(request, "workspace/administration/administration.html", {"desks": desks})


def _missing(me: Actor) -> PermissionMissing:
    return PermissionMissing(me.name, WORDS[Permission.MEMBERS_MANAGE])
