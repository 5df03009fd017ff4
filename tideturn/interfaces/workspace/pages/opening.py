"""How a page of a case is reached: signed in, with the case opened for it, or as if there were nothing."""

import uuid
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.workspace import people, reading
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages import asking
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.reading import Opened

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
CaseView = Callable[..., HttpResponseBase]


def case_page(view: CaseView) -> CaseView:
    """Return a view that is given the case as the one who acts may see it; it shows and takes a form."""

    @page
    @GET_OR_POST
    @wraps(view)
    def answer(request: HttpRequest, case_id: uuid.UUID, **parts: object) -> HttpResponseBase:
        by = people.actor(request)
        check_permission(by, Permission.CASES_READ)
        try:
            with reading.opened(by, case_id) as found:
                return view(request, found, **parts)
        except NotHere:
            if asking.was_written(request):
                return HttpResponseRedirect(reverse("my-cases"))
            raise

    return answer


def team_page(view: CaseView) -> CaseView:
    """Return a view of the team's own business in a case; for those with whom only a part is shared it is not there."""

    @case_page
    @wraps(view)
    def answer(request: HttpRequest, found: Opened, **parts: object) -> HttpResponseBase:
        if not found.sees_handling:
            raise NotHere
        return view(request, found, **parts)

    return answer
