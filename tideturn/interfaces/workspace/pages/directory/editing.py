"""Writing an entry: its words, the hours of a door, or a new one; each becomes a change that is looked at first."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.engines.directory import keeping
from tideturn.engines.directory.actions import editing as actions
from tideturn.engines.directory.describing import describing
from tideturn.engines.directory.entering import Standing, content_of, entry_of, new_content
from tideturn.engines.directory.errors import NothingChanged, TellsWhere
from tideturn.engines.directory.hours_here import doors, schedules_at, with_hours
from tideturn.engines.directory.listing import places_of
from tideturn.engines.directory.models import Service
from tideturn.engines.directory.week import week_of
from tideturn.foundations.access.acting import Actor
from tideturn.interfaces.design.forms import Form, Reading
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.directory.mine import editing, service_of
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.presenters.directory import entry_form, hours_form
from tideturn.interfaces.workspace.presenters.directory.fields import place_name

Asked = Reading[dict[str, Any]]


@page
@GET_OR_POST
def edit(request: HttpRequest, service_id: uuid.UUID) -> HttpResponseBase:
    """Ask what an entry is to say; only what differs becomes a change."""
    me = editing(request)
    service = service_of(service_id, me)
    now = Standing(str(service.pk), service.document, service.ours)
    form = entry_form.entry_form(is_new=False, may_conceal=not service.is_confidential)
    if request.method != "POST":
        return _entry(request, form.blank(entry_form.values_of(entry_of(now, describing()))), service)
    written, reading = entry_form.written(form, request.POST)
    if written is None:
        return _entry(request, reading, service)
    content = content_of(written.entry, now, describing(), at=timezone.now())
    draft = {"content": content, "why": written.why, "conceals": written.conceals, "service": service}
    return _drafted(draft, me) or _entry(request, _refused(form, request, draft, "name"), service)


@page
@GET_OR_POST
def add(request: HttpRequest) -> HttpResponseBase:
    """Ask for a service of which nobody told yet."""
    me = editing(request)
    form = entry_form.entry_form(is_new=True, may_conceal=True)
    if request.method != "POST":
        return _entry(request, form.blank({"organisation": keeping.first_organisation(me)}), None)
    written, reading = entry_form.written(form, request.POST)
    if written is None:
        return _entry(request, reading, None)
    organisation = keeping.organisation_named(str(reading.by_name["organisation"].value), me)
    content = new_content(written.entry, uuid.uuid4(), organisation, describing(), at=timezone.now())
    draft = {"content": content, "why": written.why, "conceals": written.conceals}
    return _drafted(draft, me) or _entry(request, _refused(form, request, draft, "name"), None)


@page
@GET_OR_POST
def hours(request: HttpRequest, service_id: uuid.UUID, number: int) -> HttpResponseBase:
    """Ask for the opening hours of one door, day by day."""
    me = editing(request)
    service = service_of(service_id, me)
    if number >= max(1, len(places_of(service.document))):
        raise NotHere
    form = hours_form.hours_form()
    if request.method != "POST":
        week = week_of(schedules_at(service.document, number))
        return _hours(request, form.blank(hours_form.values_of(week)), service, number, is_more=week is None)
    reading = form.read(request.POST)
    if reading.value is None:
        return _hours(request, reading, service, number)
    week = hours_form.week_written(reading.value)
    if week.is_shut:
        words = _("Write the hours of at least one day. If it is shut for a while, say so with the words of the entry.")
        return _hours(request, form.refused(request.POST, {"monday": words}), service, number)
    if week == week_of(schedules_at(service.document, number)):
        return _hours(request, form.refused(request.POST, {"monday": str(NothingChanged())}), service, number)
    draft = {"content": with_hours(service.document, number, week), "why": reading.value["why"], "service": service}
    return _drafted(draft, me) or _hours(request, _refused(form, request, draft, "monday"), service, number)


def _drafted(draft: dict[str, Any], me: Actor) -> HttpResponseBase | None:
    """Keep a change and go on to it, or note in the draft what keeps it from being one."""
    try:
        with transaction.atomic():
            made = actions.draft(by=me, **draft)
    except (NothingChanged, TellsWhere) as error:
        draft["refused"] = str(error)
        return None
    return HttpResponseRedirect(reverse("directory-change", kwargs={"change_id": made.pk}))


def _refused(form: Form[dict[str, Any]], request: HttpRequest, draft: Mapping[str, Any], field: str) -> Asked:
    return form.refused(request.POST, {field: draft["refused"]})


def _entry(request: HttpRequest, form: Asked, service: Service | None) -> HttpResponse:
    parts = {"form": form, "sections": entry_form.sections(form), "service": service}
    return render(request, "workspace/directory/edit.html", parts, status=422 if form.problems else 200)


def _hours(request: HttpRequest, form: Asked, service: Service, number: int, *, is_more: bool = False) -> HttpResponse:
    places = doors(service.document)
    parts = {
        "form": form,
        "service": service,
        "door": place_name(places[number]) if places else "",
        "is_more": is_more,
    }
    return render(request, "workspace/directory/hours.html", parts, status=422 if form.problems else 200)
