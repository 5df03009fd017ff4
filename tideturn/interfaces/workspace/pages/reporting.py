"""Reporting an overdose from the workspace: five questions, with a name or with none."""

import json
import uuid
from dataclasses import asdict, replace
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from pydantic import ValidationError

from tideturn.engines.pathways.errors import KeyUsedForAnother, ReportNotFound
from tideturn.engines.people.record.errors import DetailsRefused
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.forms import Form, Problem, Reading
from tideturn.interfaces.joint.intake import receiving
from tideturn.interfaces.joint.intake.errors import OccurredInTheFuture
from tideturn.interfaces.joint.intake.report import NearFatalOverdose, digest_of
from tideturn.interfaces.workspace import people
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.asking import entry_of
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.presenters.reporting import Reported, body_of, field_for, form_of, receipt_of, today

NAMESPACE = uuid.UUID("0f3d3a6e-7f0f-4b5e-9a44-1d7f7f0f5c21")
DOOR = "form"
REFUSALS = (ValidationError, OccurredInTheFuture, DetailsRefused, KeyUsedForAnother)
Filled = TypeVar("Filled")


@page
@GET_OR_POST
def report(request: HttpRequest) -> HttpResponseBase:
    """Ask what is known of an overdose, and receive it."""
    by = people.actor(request)
    check_permission(by, Permission.REPORT)
    form, entry = form_of(), entry_of(request)
    if request.method != "POST":
        return _shown(request, form.blank(today()), entry)
    answer = form.read(request.POST)
    if answer.value is not None:
        try:
            receipt = _received(answer.value, entry, by)
            return HttpResponseRedirect(reverse("report-received", kwargs={"report_id": receipt["id"]}))
        except REFUSALS as error:
            answer = refused(form, request, error)
    return _shown(request, answer, entry, status=422)


def _received(reported: Reported, entry: uuid.UUID, by: Actor) -> dict[str, Any]:
    """Receive a report under a key made from its page and its writer: sent twice, it is the same report."""
    told = NearFatalOverdose.model_validate(body_of(asdict(reported)))
    key = uuid.uuid5(NAMESPACE, f"{by.user_id}:{entry}")
    sending = receiving.Sending(told, key, digest_of(told.model_dump(mode="json")), DOOR)
    receipt: dict[str, Any] = json.loads(receiving.receive(sending, sender=by))
    return receipt


def refused(form: Form[Filled], request: HttpRequest, error: Exception) -> Reading[Filled]:
    """Return the form with what intake refuses, each where it was filled in."""
    if isinstance(error, KeyUsedForAnother):
        said = _("This page was sent before with other answers, and that report was received. For another report, open "
                 "the page anew.")  # fmt: skip
        return replace(form.blank(request.POST), problems=(Problem("", "#field-day-day", said),))
    return form.refused(request.POST, reasons(error))


def reasons(error: Exception) -> dict[str, str]:
    """Return why intake refuses a report, by the field of the form."""
    if isinstance(error, DetailsRefused):
        return {field_for((name,)): said for name, said in error.reasons.items()}
    if isinstance(error, ValidationError):
        found = error.errors(include_input=False)
        return {field_for(one["loc"]): str(one["msg"]).removeprefix("Value error, ") for one in found}
    return {"time": _("This lies in the future. Give the time when it happened.")}


def _shown(request: HttpRequest, answer: Reading[Reported], entry: uuid.UUID, status: int = 200) -> HttpResponseBase:
    return render(request, "workspace/report.html", {"form": answer, "entry": entry}, status=status)


@page
@require_safe
def received(request: HttpRequest, report_id: uuid.UUID) -> HttpResponseBase:
    """Say that a report is received, under which reference, who has it and what is due first."""
    by = people.actor(request)
    check_permission(by, Permission.REPORT)
    try:
        receipt = receipt_of(json.loads(receiving.receipt_again(report_id, sender=by)))
    except ReportNotFound:
        raise NotHere from None
    return render(request, "workspace/report_received.html", {"receipt": receipt})
