"""The public page as it will be: the very page, made of a register that holds the statement, and then holds it no more.

The public pages are another door and are not known here; what answers their address is asked, as a reader would.
"""

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from tideturn.engines.plans.actions.publishing import apply
from tideturn.engines.plans.history import because
from tideturn.engines.plans.models import Statement


def previewed(request: HttpRequest, held: Statement) -> HttpResponseBase:
    """Return the public page of a statement's commitment as it will be, with a line on it that says so."""
    address = held.commitment.get_absolute_url()
    found = resolve(address)
    asked = HttpRequest()
    asked.method, asked.path, asked.path_info = "GET", address, address
    asked.META = {name: value for name, value in request.META.items() if name in ("SERVER_NAME", "SERVER_PORT")}
    asked.META["HTTP_HOST"] = request.get_host()
    asked.preview = {  # type: ignore[attr-defined]
        "words": _("This is how the page will look. Nobody else sees it yet."),
        "href": reverse("plans-statement", kwargs={"statement_id": held.pk}),
    }
    with transaction.atomic():
        with because(by="preview", reason=_("as it will be")):
            apply(held)
        answer = found.func(asked, *found.args, **found.kwargs)
        transaction.set_rollback(True)
    return answer  # type: ignore[no-any-return]
