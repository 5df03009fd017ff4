"""Readings that stand out: listed for those who ask people about them, each with what was read, and the answer kept."""

import uuid
from datetime import datetime, time, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.audit import odd_readings as kept
from tideturn.foundations.audit.errors import OddReadingUnknown
from tideturn.foundations.audit.models import OddReading
from tideturn.interfaces.design.forms import Form, LongText, Reading, YesNo
from tideturn.interfaces.joint import emergency
from tideturn.interfaces.joint.looking import done_by
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page, reads_kept
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters import odd_readings as words
from tideturn.interfaces.workspace.presenters.asked import OddAnswered
from tideturn.interfaces.workspace.presenters.readers import done_rows
from tideturn.interfaces.workspace.reading import or_nothing
from tideturn.packs.looking import load_looking


@page
@require_safe
def odd_readings(request: HttpRequest) -> HttpResponse:
    """List what stands out in the agency's reading, what waits for an answer first."""
    me = _asking(request)
    found = kept.of_agency()
    paging = paged(request, found.count(), {})
    shown = {
        "rows": words.rows_of(found[paging.start : paging.last]),
        "paging": paging,
        "looks": bool(load_looking().limits),
    }
    response = render(request, "workspace/odd_readings.html", shown)
    _write_down(me, {"page": paging.words})
    return response


@page
@GET_OR_POST
def odd_reading(request: HttpRequest, odd_id: uuid.UUID) -> HttpResponseBase:
    """Show one question with what was read, and ask what came of asking the reader."""
    me = _asking(request)
    odd = kept.of_agency().filter(pk=odd_id).first()
    if odd is None:
        raise NotHere
    form = _form()
    answer = form.read(request.POST) if request.method == "POST" else form.blank()
    if answer.value is None or odd.answered_at is not None:
        return _shown(request, me, odd, answer)
    try:
        kept.answer(odd_id=odd.pk, was_in_order=answer.value.was_in_order, words=answer.value.words, by=me)
    except OddReadingUnknown:
        raise NotHere from None
    return HttpResponseRedirect(reverse("odd-readings"))


def _asking(request: HttpRequest) -> Actor:
    me = actor(request)
    check_permission(me, Permission.READINGS_ANSWER)
    return me


def _form() -> Form[OddAnswered]:
    fields = (
        YesNo(name="was_in_order", label=_("Was it in order?")),
        LongText(name="words", label=_("What did they say, and what follows from it?"), rows=4),
    )
    return Form(fields, OddAnswered)


def _shown(request: HttpRequest, me: Actor, odd: OddReading, answer: Reading[OddAnswered]) -> HttpResponseBase:
    named = emergency.references_of(odd.cases)
    shown = {
        "row": words.row_of(odd),
        "references": sorted(named.values()),
        "done": done_rows(done_by(odd.reader_id, odd.cases, _begin(odd), _end(odd), me)),
        "form": answer,
    }
    status = 422 if answer.problems else 200
    response = render(request, "workspace/odd_reading.html", shown, status=status)
    _write_down(me, {"odd_reading": str(odd.pk)})
    return reads_kept(response)


def _begin(odd: OddReading) -> datetime:
    return timezone.make_aware(datetime.combine(odd.since, time.min))


def _end(odd: OddReading) -> datetime:
    return timezone.make_aware(datetime.combine(odd.until + timedelta(days=1), time.min))


def _write_down(me: Actor, detail: dict[str, str]) -> None:
    with or_nothing():
        audit.record(actor=me, action="read odd readings", kind="reading", subject=None, detail=detail)
