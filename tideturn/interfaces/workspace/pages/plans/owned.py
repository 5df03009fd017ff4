"""What the bodies of an agency own, and what is asked of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tideturn.engines.plans import speaking
from tideturn.engines.plans.register import CommitmentQuerySet
from tideturn.engines.plans.wanting import LISTS, counted, wanting
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.country import today
from tideturn.interfaces.workspace.errors import AskedBadly
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import entering
from tideturn.interfaces.workspace.presenters.plans.mine import choices, owned_rows

WHICH = "which"


@page
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List what the bodies of an agency own: all of it, or what wants looking at."""
    me = entering(request, Permission.PLANS_EDIT)
    which, every = request.GET.get(WHICH, ""), speaking.owned(me, today())
    found = chosen(which, every) if which else every.most_pressing_first()
    paging = paged(request, found.count(), {WHICH: which} if which else {})
    bodies = list(speaking.bodies_of(me))
    parts = {
        "rows": owned_rows(list(found[paging.start : paging.last]), bodies, me),
        "paging": paging,
        "choices": choices(counted(every), every.count(), which),
        "bodies": bodies,
    }
    return render(request, "workspace/plans/mine.html", parts)


def chosen(which: str, found: CommitmentQuerySet) -> CommitmentQuerySet:
    """Return those commitments of some that stand in a list, or all where none is named; raise AskedBadly."""
    if which and which not in LISTS:
        raise AskedBadly(_("There is no such list. Choose one of those on the page."))
    return wanting(which, found) if which else found
