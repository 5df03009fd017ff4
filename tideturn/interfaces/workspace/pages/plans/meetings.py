"""When the bodies of an agency that scrutinises meet: set, mended, and what was asked for each day."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tideturn.engines.plans import scrutiny, speaking
from tideturn.engines.plans.actions import challenging
from tideturn.engines.plans.errors import MeetingHeld
from tideturn.engines.plans.models import Meeting
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.forms import Form, Reading
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import entering
from tideturn.interfaces.workspace.presenters.plans import question_forms as forms
from tideturn.interfaces.workspace.presenters.plans import questions as words

MEETINGS_SHOWN = 50
Given = dict[str, Any]


@page
@GET_OR_POST
def meetings(request: HttpRequest) -> HttpResponseBase:
    """List when an agency's bodies meet, and take another day."""
    me = entering(request, Permission.PLANS_REVIEW)
    bodies = list(speaking.judging_bodies(me))
    form = forms.meeting_form(bodies)
    read = form.read(request.POST) if request.method == "POST" and bodies else form.blank()
    if read.value is not None:
        given = read.value
        meet = partial(challenging.meet, body_id=given.get("body") or bodies[0].pk, held_on=given["held_on"])
        read = _refused(partial(meet, title=given["title"], by=me), form, request) or read
    if read.value is not None:
        return HttpResponseRedirect(request.path)
    held = [(one, words.meeting_words(one), _asked_at(one)) for one in scrutiny.meetings(me)[:MEETINGS_SHOWN]]
    parts = {"meetings": held, "form": read, "bodies": bodies}
    return render(request, "workspace/plans/meetings.html", parts, status=422 if read.problems else 200)


@page
@GET_OR_POST
def meeting(request: HttpRequest, sitting_id: int) -> HttpResponseBase:
    """Show a meeting, and take another day or another name for it."""
    me = entering(request, Permission.PLANS_REVIEW)
    held = scrutiny.meetings(me).filter(pk=sitting_id).first()
    if held is None:
        raise NotHere
    form = forms.meeting_form(())
    read = form.read(request.POST) if request.method == "POST" else form.blank(forms.values_of(held))
    if read.value is not None:
        read = _refused(partial(challenging.move, meeting=held, by=me, **read.value), form, request) or read
    if read.value is not None:
        return HttpResponseRedirect(reverse("plans-meetings"))
    parts = {"meeting": words.meeting_words(held), "form": read}
    return render(request, "workspace/plans/meeting.html", parts, status=422 if read.problems else 200)


def _asked_at(held: Meeting) -> tuple[words.QuestionRow, ...]:
    found = held.challenges.select_related("commitment__plan", "organisation", "meeting").order_by("asked_at")
    return words.question_rows(found)


def _refused(act: Callable[[], object], form: Form[Given], request: HttpRequest) -> Reading[Given] | None:
    """Do what was asked; return the form with the reason where the body meets on that day already."""
    try:
        act()
    except MeetingHeld as error:
        return form.refused(request.POST, {"held_on": str(error)})
    return None
