"""Referring a person to a service of the directory, and how the referrals that were sent stand."""

import uuid
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from pydantic import ValidationError

from tideturn.engines.directory import queries
from tideturn.engines.directory.errors import ServiceNotFound
from tideturn.engines.directory.models import Service
from tideturn.engines.pathways import standings
from tideturn.engines.pathways.errors import KeyUsedForAnother, ReportNotFound
from tideturn.engines.pathways.moments import database_now
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.models import Agency
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit
from tideturn.interfaces.design.forms import Answers, Form, Problem, Reading
from tideturn.interfaces.joint.helping.reaching import phones_of
from tideturn.interfaces.joint.intake.errors import AnswersRefused
from tideturn.interfaces.joint.referring import answering, sending, standing
from tideturn.interfaces.joint.referring.errors import NotAgreed
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.asking import entry_of
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters.directory import referring as words
from tideturn.interfaces.workspace.presenters.directory.referring import Referring

NAMESPACE = uuid.UUID("5b1e4a0c-33f2-4f0a-9d52-6f6f8a2f0c11")
REFUSALS = (NotAgreed, AnswersRefused, KeyUsedForAnother, ValidationError)


@page
@GET_OR_POST
def refer(request: HttpRequest, service_id: uuid.UUID) -> HttpResponseBase:
    """Ask whom a service is to help, why and what they said to it; where nobody would answer, say how to get in."""
    me = _reporting(request)
    service = _service(str(service_id))
    pathway, why_not = answering.pathway_of_listings(), _why_not(service, me)
    if pathway is None or why_not:
        return _not_offered(request, service, why_not)
    form, entry = words.form_of(pathway), entry_of(request)
    if request.method != "POST":
        return _shown(request, service, form.blank(), entry)
    answer = form.read(request.POST)
    if said := words.unreachable(Answers.of(request.POST)):
        answer = form.refused(request.POST, said | {one.name: one.said for one in answer.problems})
    if answer.value is not None:
        try:
            return _sent(service, answer.value, entry, me)
        except REFUSALS as error:
            answer = _refused(form, request, error)
    return _shown(request, service, answer, entry, status=422)


@page
@require_safe
def referrals(request: HttpRequest) -> HttpResponseBase:
    """List what the agency referred, the latest first, and lead to the service whose code somebody types."""
    me = _reporting(request)
    if "code" in request.GET:
        return _led(request, me)
    return _listed(request, me, words.form_of_code().blank())


@page
@require_safe
def referral(request: HttpRequest, asked_id: uuid.UUID) -> HttpResponse:
    """Show how one referral stands, as far as the person agreed."""
    me = _reporting(request)
    try:
        shown = standing.one_for_sender(asked_id, me)
    except ReportNotFound:
        raise NotHere from None
    audit.record(actor=me, action="read standing", kind="report", subject=asked_id)
    row = words.sent_row(shown, database_now())
    return render(request, "workspace/directory/referral.html", {"row": row, "is_new": request.GET.get("sent") == "1"})


def _reporting(request: HttpRequest) -> Actor:
    me = actor(request)
    check_permission(me, Permission.REPORT)
    return me


def _service(asked: str) -> Service:
    try:
        return queries.service(asked)
    except ServiceNotFound:
        raise NotHere from None


def _why_not(service: Service, me: Actor) -> str:
    """Return why somebody cannot refer to a service here; nothing where they can."""
    kind = Agency.objects.filter(pk=me.agency_id).values_list("kind", flat=True).first() or ""
    if answering.team_for(service) is None:
        return _("Nobody answers referrals for this service here.")
    if not answering.may_be_asked_by(service, kind):
        return _("This service says that it takes no referrals from agencies of your kind.")
    return ""


def _sent(service: Service, filled: Referring, entry: uuid.UUID, me: Actor) -> HttpResponseBase:
    """Send a referral under a key made from its page and its writer: sent twice, it is the same referral."""
    key = uuid.uuid5(NAMESPACE, f"{me.user_id}:{service.pk}:{entry}")
    sent = sending.refer(service, filled.telling, filled.agreed, key=key, by=me)
    return HttpResponseRedirect(reverse("directory-referral", kwargs={"asked_id": sent.report_id}) + "?sent=1")


def _refused(form: Form[Referring], request: HttpRequest, error: Exception) -> Reading[Referring]:
    if isinstance(error, AnswersRefused):
        return form.refused(request.POST, {name: error.reasons[name] for name in error.reasons})
    if isinstance(error, NotAgreed):
        return form.refused(request.POST, {"agreed": str(error)})
    said = _("This cannot be kept as it is. Look over what you wrote.")
    if isinstance(error, KeyUsedForAnother):
        said = _("This page was sent before with other answers, and that referral was sent. For another, open it anew.")
    return replace(form.blank(request.POST), problems=(Problem("", "#field-given_name", said),))


def _shown(
    request: HttpRequest, service: Service, answer: Reading[Referring], entry: uuid.UUID, status: int = 200
) -> HttpResponseBase:
    team = answering.team_for(service)
    parts = {
        "service": service,
        "team": team.name if team else "",
        "form": answer,
        "entry": entry,
        "is_call": request.GET.get("from") == "call",
    }
    return render(request, "workspace/directory/refer.html", parts, status=status)


def _not_offered(request: HttpRequest, service: Service, why: str) -> HttpResponseBase:
    why = why or _("Nobody answers referrals for this service here.")
    parts = {"service": service, "why": why, "phones": phones_of(service.document, {})}
    status = 409 if request.method == "POST" else 200
    return render(request, "workspace/directory/refer_not.html", parts, status=status)


def _led(request: HttpRequest, me: Actor) -> HttpResponseBase:
    """Lead to the service with a code that somebody typed."""
    form = words.form_of_code()
    asked = form.read(request.GET)
    try:
        if asked.value:
            return HttpResponseRedirect(reverse("directory-refer", args=[queries.service(asked.value).pk]))
    except ServiceNotFound:
        said = _("There is no service with this code. It may have been mistyped.")
        asked = form.refused(request.GET, {"code": said})
    return _listed(request, me, asked, status=422)


def _listed(request: HttpRequest, me: Actor, asked: Reading[str], *, status: int = 200) -> HttpResponseBase:
    found = standings.sent_by(me)
    paging = paged(request, found.count(), {})
    shown = standing.for_sender(found[paging.start : paging.last], me)
    parts = {"rows": words.sent_rows(shown, database_now()), "paging": paging, "form": asked}
    return render(request, "workspace/directory/referrals.html", parts, status=status)
