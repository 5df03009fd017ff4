"""Evidence of a statement: a link or a file put beside it, taken away again, and looked at before it is public."""

import uuid
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tideturn.engines.plans.actions import stating
from tideturn.engines.plans.errors import FileGone, StatementDecided
from tideturn.engines.plans.kept_files import held as file_held
from tideturn.engines.plans.models import Statement
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.attached import attached
from tideturn.interfaces.workspace.errors import AskedBadly, NotHere
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import entering
from tideturn.interfaces.workspace.pages.plans.statement import READERS, statement_for
from tideturn.interfaces.workspace.pages.plans.writing import NoSuchButton, writing
from tideturn.interfaces.workspace.presenters.plans.evidence_form import Shown, blank_evidence, read_evidence

WRITERS = (Permission.PLANS_EDIT, Permission.PLANS_AREA)


@page
@GET_OR_POST
def exhibits(request: HttpRequest, statement_id: uuid.UUID) -> HttpResponseBase:
    """Ask for a link or a file that bears a statement out; or take one away."""
    me = entering(request, *WRITERS)
    held = statement_for(statement_id, me)
    if held.agency_id != me.agency_id:
        raise NotHere
    if request.method != "POST":
        return _shown(request, held, blank_evidence())
    if "remove" in request.POST:
        return _removed(request, held, me)
    read, exhibit = read_evidence(request.POST, request.FILES.get("file"))
    if exhibit is None:
        return _shown(request, held, read)
    return _kept(partial(stating.show, statement_id=held.pk, exhibit=exhibit, by=me), held)


@page
@require_safe
def exhibit(request: HttpRequest, statement_id: uuid.UUID, number: int) -> HttpResponseBase:
    """Give a file of evidence of a statement that somebody may see."""
    held = statement_for(statement_id, entering(request, *READERS))
    if number >= len(held.exhibits) or not held.exhibits[number].get("sha256"):
        raise NotHere
    one = held.exhibits[number]
    try:
        return attached(file_held(one["sha256"]), media_type=one["media_type"], name=one["file_name"])
    except FileGone as error:
        raise AskedBadly(str(error)) from None


def _removed(request: HttpRequest, held: Statement, me: Actor) -> HttpResponseBase:
    number = request.POST.get("remove", "")
    if not (number.isascii() and number.isdigit() and len(number) < 5):
        raise NoSuchButton
    return _kept(partial(stating.withdraw_exhibit, statement_id=held.pk, number=int(number), by=me), held)


def _kept(act: "partial[Statement]", held: Statement) -> HttpResponseBase:
    with writing(StatementDecided):
        act()
    return HttpResponseRedirect(reverse("plans-statement", kwargs={"statement_id": held.pk}))


def _shown(request: HttpRequest, held: Statement, form: Shown) -> HttpResponse:
    parts = {"statement": held, "form": form, "back": reverse("plans-statement", kwargs={"statement_id": held.pk})}
    return render(request, "workspace/plans/evidence.html", parts, status=422 if form.problems else 200)
