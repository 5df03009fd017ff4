"""The sharing agreements of the agency: proposed, signed by each party, ended by any of them."""

from typing import Any, Protocol

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.models import Agency
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.sharing import actions as sharing
from tideturn.foundations.sharing import queries
from tideturn.foundations.sharing.errors import AgreementUnfit, AgreementUnknown
from tideturn.interfaces.design.forms import Choices, Day, Form, Option, Text
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters.agreements import agreements_of
from tideturn.interfaces.workspace.presenters.asked import AgreementAsked
from tideturn.packs.pathways import load_pathways


class Decision(Protocol):
    """What a party may decide about an agreement."""

    def __call__(self, *, agreement_id: int, by: Actor) -> object:
        """Decide it."""


@page
@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Show the agreements of the agency, with who has signed each."""
    me = _keeper(request)
    names = dict(Agency.objects.values_list("pk", "name"))
    found = agreements_of(queries.agreements(), names, me.agency_id or "")
    return render(request, "workspace/administration/agreements.html", {"agreements": found})


@page
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponseBase:
    """Ask what was agreed; by keeping it the agency signs."""
    me = _keeper(request)
    form = agreement_form(me)
    answer = form.read(request.POST) if request.method == "POST" else form.blank()
    if answer.value:
        try:
            made = sharing.make_agreement(by=me, **_given(answer.value, me))
        except AgreementUnfit as error:
            answer = form.refused(request.POST, {"ends_on": str(error)})
        else:
            _write_down(me, "make agreement", agreement=made.pk, parties=made.parties, purposes=made.purposes)
            return HttpResponseRedirect(reverse("agreements"))
    status = 422 if answer.problems else 200
    return render(request, "workspace/administration/make_agreement.html", {"form": answer}, status=status)


@page
@require_POST
def sign(request: HttpRequest, agreement_id: int) -> HttpResponseBase:
    """Sign for the agency."""
    return _decided(request, agreement_id, "sign agreement", sharing.sign_agreement)


@page
@require_POST
def end(request: HttpRequest, agreement_id: int) -> HttpResponseBase:
    """End an agreement for all its parties."""
    return _decided(request, agreement_id, "end agreement", sharing.end_agreement)


def agreement_form(me: Actor) -> Form[AgreementAsked]:
    """Return the form for an agreement."""
    parties = tuple(Option(agency.pk, agency.name) for agency in _others(me))
    purposes = tuple(dict.fromkeys(Option(one.purpose, one.title) for one in load_pathways()))
    return Form(
        (
            Text(name="title", label=_("What it is called"), at_most=300),
            Choices(name="parties", label=_("With whom"), options=parties),
            Choices(name="purposes", label=_("For what"), options=purposes),
            Day(name="starts_on", label=_("From which day")),
            Day(
                name="ends_on",
                label=_("Through which day"),
                hint=_("Leave empty if none was agreed."),
                is_required=False,
            ),
            Text(name="document", label=_("Where the signed document is kept"), at_most=500, is_required=False),
        ),
        AgreementAsked,
    )


def _given(asked: AgreementAsked, me: Actor) -> dict[str, Any]:
    return {**vars(asked), "parties": [me.agency_id or "", *asked.parties]}


def _others(me: Actor) -> "QuerySet[Agency]":
    return Agency.objects.exclude(pk=me.agency_id).order_by("name", "pk")


def _decided(request: HttpRequest, agreement_id: int, action: str, decide: Decision) -> HttpResponseBase:
    me = _keeper(request)
    try:
        decide(agreement_id=agreement_id, by=me)
    except AgreementUnknown:
        raise NotHere from None
    _write_down(me, action, agreement=agreement_id)
    return HttpResponseRedirect(reverse("agreements"))


def _keeper(request: HttpRequest) -> Actor:
    me = actor(request)
    check_permission(me, Permission.AGREEMENTS_MANAGE)
    return me


def _write_down(me: Actor, action: str, **detail: object) -> None:
    audit.record(actor=me, action=action, kind="agreement", subject=None, detail=detail)
