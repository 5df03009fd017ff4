"""The entries that somebody keeps or answers for: listed by how sure they are, shown, and said to be still right."""

import uuid
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tideturn.engines.directory import keeping, told_wrong
from tideturn.engines.directory.actions import withdrawing
from tideturn.engines.directory.errors import ServiceNotFound
from tideturn.engines.directory.hours_here import doors
from tideturn.engines.directory.models import Edit, Service, Source
from tideturn.engines.directory.sureness import freshness_of
from tideturn.engines.directory.words import EditState
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters.directory.changes import change_rows
from tideturn.interfaces.workspace.presenters.directory.entries import facts_of, freshness_words, rows_of
from tideturn.interfaces.workspace.presenters.directory.fields import place_name
from tideturn.interfaces.workspace.presenters.directory.wrong import wrong_rows

OPEN = (EditState.DRAFT, EditState.WAITING)
UNDONE = (EditState.REFUSED, EditState.TAKEN_BACK)
# So long it stands on the first page that a change was refused, or taken back.
LATELY = timedelta(days=30)


@page
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """List the entries, those that nobody has checked for longest first."""
    me = editing(request)
    found = (
        keeping.mine(me).select_related("organisation").order_by(F("checked_on").asc(nulls_first=True), "name", "id")
    )
    paging = paged(request, found.count(), {})
    shown = list(found[paging.start : paging.last])
    own, lately = keeping.edits(me).filter(agency_id=me.agency_id), timezone.now() - LATELY
    parts = {
        "rows": rows_of(shown, _waiting(shown)),
        "paging": paging,
        "changes": change_rows(own.filter(state__in=OPEN).order_by("-made_at")),
        "undone": change_rows(own.filter(state__in=UNDONE, decided_at__gte=lately).order_by("-decided_at")),
        "to_decide": keeping.waiting(me).count() if decides(me) else 0,
        "decides": decides(me),
        "wrong": told_wrong.waiting(me).count(),
        "wrong_late": told_wrong.waiting(me).filter(reported_on__lte=timezone.localdate() - told_wrong.LONG).count(),
    }
    return render(request, "workspace/directory/mine.html", parts)


@page
@require_safe
def service(request: HttpRequest, service_id: uuid.UUID) -> HttpResponse:
    """Show an entry: what it says, whose word that is, and what may be done about it."""
    me = editing(request)
    found = service_of(service_id, me)
    parts = {
        "service": found,
        "said": freshness_words(found),
        "is_sure": found.withdrawn_at is None and freshness_of(found).is_sure,
        "facts": facts_of(found, titles()),
        "doors": [(number, place_name(place)) for number, place in enumerate(doors(found.document))],
        "changes": change_rows(keeping.edits(me).filter(service=found).order_by("-made_at")[:10]),
        "answers": keeping.answers_for(found.pk, me),
        "wrong": wrong_rows(told_wrong.waiting(me).filter(service=found)),
    }
    return render(request, "workspace/directory/service.html", parts)


@page
@require_POST
def still_right(request: HttpRequest, service_id: uuid.UUID) -> HttpResponseBase:
    """Keep that somebody who keeps the entry says it is right today."""
    me = editing(request)
    found = service_of(service_id, me)
    if found.withdrawn_at is not None and not found.is_withdrawn_by_age:
        raise NotHere
    withdrawing.confirm(service_id=found.pk, by=me)
    return HttpResponseRedirect(reverse("directory-service", kwargs={"service_id": found.pk}))


def editing(request: HttpRequest) -> Actor:
    """Return who acts, where they may change entries at all."""
    me = actor(request)
    check_permission(me, Permission.DIRECTORY_EDIT)
    return me


def answering(request: HttpRequest) -> Actor:
    """Return who acts, where they may decide for a partnership."""
    me = actor(request)
    check_permission(me, Permission.DIRECTORY_APPROVE)
    return me


def decides(me: Actor) -> bool:
    """Return whether somebody may decide for a partnership."""
    return Permission.DIRECTORY_APPROVE in me.permissions


def service_of(service_id: uuid.UUID, me: Actor) -> Service:
    """Return an entry that is theirs; raise NotHere for every other."""
    try:
        return keeping.service_of(service_id, me)
    except ServiceNotFound:
        raise NotHere from None


def titles() -> Mapping[str, str]:
    """Return the titles of the sources."""
    return dict(Source.objects.values_list("id", "title"))


def _waiting(services: list[Service]) -> Mapping[uuid.UUID, int]:
    rows: QuerySet[Edit] = Edit.objects.filter(service__in=services, state=EditState.WAITING)
    return Counter(one for one in rows.values_list("service_id", flat=True) if one)
