"""Services that no source lists any more: kept as they stand, or shown no more for a reason."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tideturn.engines.directory import keeping
from tideturn.engines.directory.actions import withdrawing
from tideturn.engines.directory.models import Service
from tideturn.foundations.access.acting import Actor
from tideturn.interfaces.design.forms import Choice, Form, LongText, Option
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.directory.mine import answering, service_of
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.presenters.directory.asked import Fate
from tideturn.interfaces.workspace.presenters.directory.entries import freshness_words
from tideturn.interfaces.workspace.presenters.directory.unlisted import unlisted_rows

KEEP, WITHDRAW = "keep", "withdraw"


@page
@require_safe
def unlisted(request: HttpRequest) -> HttpResponse:
    """List what nobody lists any more, the longest first."""
    me = answering(request)
    found = keeping.answered_for(me).filter(unlisted_since__isnull=False, withdrawn_at__isnull=True)
    paging = paged(request, found.count(), {})
    shown = found.select_related("organisation").order_by("unlisted_since", "name", "id")[paging.start : paging.last]
    return render(request, "workspace/directory/unlisted.html", {"rows": unlisted_rows(shown), "paging": paging})


@page
@GET_OR_POST
def decide(request: HttpRequest, service_id: uuid.UUID) -> HttpResponseBase:
    """Ask what became of a service: it stays, or it is shown no more and why."""
    me = answering(request)
    found = _answered(service_id, me)
    form = _form(is_listed=found.unlisted_since is None)
    if request.method == "POST":
        answer = form.read(request.POST)
        if answer.value and answer.value.fate == WITHDRAW and not answer.value.reason:
            answer = form.refused(request.POST, {"reason": _("Say why: whoever looks for it later reads that.")})
        if answer.value:
            return _decided(found, answer.value, me)
    else:
        answer = form.blank()
    parts = {"service": found, "said": freshness_words(found), "form": answer}
    return render(request, "workspace/directory/decide.html", parts, status=422 if answer.problems else 200)


@page
@require_POST
def bring_back(request: HttpRequest, service_id: uuid.UUID) -> HttpResponseBase:
    """Show a withdrawn service again."""
    me = answering(request)
    found = _answered(service_id, me)
    if found.withdrawn_at is None:
        raise NotHere
    withdrawing.bring_back(service_id=found.pk, by=me)
    return HttpResponseRedirect(reverse("directory-service", kwargs={"service_id": found.pk}))


def _answered(service_id: uuid.UUID, me: Actor) -> Service:
    found = service_of(service_id, me)
    if not keeping.answers_for(found.pk, me):
        raise NotHere
    return found


def _form(*, is_listed: bool) -> Form[Fate]:
    keep = Option(KEEP, _("It is there, and we list it from now on"), _("The entry stays as it stands, checked today."))
    withdraw = Option(WITHDRAW, _("It is shown no more"), _("It can be brought back."))
    return Form(
        (
            Choice(name="fate", label=_("What became of it?"), options=(withdraw,) if is_listed else (keep, withdraw)),
            LongText(name="reason", label=_("Why"), rows=3, at_most=500, is_required=False),
        ),
        Fate,
    )


def _decided(service: Service, fate: Fate, me: Actor) -> HttpResponseBase:
    if fate.fate == KEEP:
        withdrawing.keep(service_id=service.pk, by=me)
    else:
        withdrawing.withdraw(service_id=service.pk, because=fate.reason, by=me)
    return HttpResponseRedirect(reverse("directory-service", kwargs={"service_id": service.pk}))
