"""Questions to owners: asked by whoever scrutinises, answered by the owner, closed by whoever asked; and the log."""

import uuid
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tideturn.engines.plans import scrutiny, speaking
from tideturn.engines.plans.actions import challenging
from tideturn.engines.plans.errors import ChallengeRefused, NotYours, OwnBody
from tideturn.engines.plans.models import Challenge
from tideturn.engines.plans.own_work import is_own_work
from tideturn.engines.plans.words import ChallengeOutcome
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.country import today
from tideturn.interfaces.design.forms import Form
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import commitment_of, entering
from tideturn.interfaces.workspace.pages.plans.writing import NoSuchButton, writing
from tideturn.interfaces.workspace.presenters.plans import question_forms as forms
from tideturn.interfaces.workspace.presenters.plans import questions as words
from tideturn.interfaces.workspace.presenters.plans.head import head_of

ASKERS, ANSWERERS = (Permission.PLANS_REVIEW,), (Permission.PLANS_REVIEW, Permission.PLANS_EDIT)


@page
@GET_OR_POST
def ask(request: HttpRequest, plan_id: str, local_id: str) -> HttpResponseBase:
    """Take a question to those who own a commitment."""
    me = entering(request, *ASKERS)
    held, bodies = commitment_of(plan_id, local_id), list(speaking.judging_bodies(me))
    if not bodies:
        raise NotHere
    form = forms.ask_form(bodies, list(scrutiny.meetings(me).filter(held_on__gte=today())))
    read = form.read(request.POST) if request.method == "POST" else form.blank(forms.next_of(me))
    if read.value is None:
        of = {"plan_id": plan_id, "local_id": local_id}
        parts = {"head": head_of(held), "form": read, "is_own": is_own_work(held, me), **of}
        return render(request, "workspace/plans/ask.html", parts, status=422 if read.problems else 200)
    given = read.value
    meeting = scrutiny.meetings(me).filter(pk=given["meeting"]).first() if given.get("meeting") else None
    asked = partial(challenging.ask, commitment=held, body_id=given.get("body") or bodies[0].pk, meeting=meeting)
    return _done(partial(asked, asks=given["asks"], by=me), "plans-review-one", plan_id=plan_id, local_id=local_id)


@page
@GET_OR_POST
def question(request: HttpRequest, challenge_id: uuid.UUID) -> HttpResponseBase:
    """Show a question, and take its answer, or whether the answer will do."""
    me = entering(request, *ANSWERERS)
    held = _question(challenge_id, me)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if not act:
        return _shown(request, held, me)
    form = {"answer": forms.answer_form(), "close": _closing(held), "carry": _carrying(me)}.get(act)
    if form is None:
        raise NoSuchButton
    read = form.read(request.POST)
    if read.value is None:
        return _shown(request, held, me, **{act: read})
    return _done(partial(_acts(me)[act], held.pk, read.value), "plans-question", challenge_id=held.pk)


def _acts(me: Actor) -> Mapping[str, Callable[[uuid.UUID, Mapping[str, Any]], object]]:
    """Return what may be done with a question, by the names of the buttons."""
    return {
        "answer": lambda number, given: challenging.answer(challenge_id=number, words=given["answer"], by=me),
        "close": lambda number, given: challenging.close(
            challenge_id=number, outcome=ChallengeOutcome(given["outcome"]), words=given["closing_words"], by=me
        ),
        "carry": lambda number, given: challenging.carry_over(
            challenge_id=number, meeting=scrutiny.meetings(me).get(pk=given["meeting"]), by=me
        ),
    }


def _carrying(me: Actor) -> Form[dict[str, Any]]:
    return forms.carry_form(list(scrutiny.meetings(me).filter(held_on__gte=today())))


def _closing(held: Challenge) -> Form[dict[str, Any]]:
    return forms.closing_form(is_answered=held.answered_at is not None)


@page
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """List what an agency that scrutinises has asked: what is open first."""
    me = entering(request, *ASKERS)
    found = scrutiny.asked_by(me)
    paging = paged(request, found.count(), {})
    parts = {
        "rows": words.question_rows(found[paging.start : paging.last]),
        "paging": paging,
        "last": words.meeting_words(scrutiny.last_meeting(me, today())),
        "next": words.meeting_words(scrutiny.next_meeting(me, today())),
    }
    return render(request, "workspace/plans/log.html", parts)


def _question(challenge_id: uuid.UUID, me: Actor) -> Challenge:
    try:
        return scrutiny.challenge_of(challenge_id, me)
    except NotYours:
        raise NotHere from None


def _done(act: Callable[[], object], then: str, **where: object) -> HttpResponseBase:
    with writing(ChallengeRefused, OwnBody):
        act()
    return HttpResponseRedirect(reverse(then, kwargs=where))


def _shown(request: HttpRequest, held: Challenge, me: Actor, **read: forms.Written) -> HttpResponse:
    form = next(iter(read.values()), None)
    parts = {
        "question": held,
        "standing": words.standing(held),
        "meeting": words.meeting_words(held.meeting),
        "head": head_of(commitment_of(held.commitment.plan_id, held.commitment.local_id)),
        "may_answer": scrutiny.may_answer(held, me),
        "may_close": scrutiny.may_close(held, me),
        "answering": read.get("answer") or forms.answer_form().blank({"answer": held.answer}),
        "closing": read.get("close") or _closing(held).blank(),
        "carrying": read.get("carry") or _carrying(me).blank(),
        "is_asker": held.agency_id == me.agency_id,
        "may_carry": scrutiny.may_close(held, me) and scrutiny.next_meeting(me, today()) is not None,
        "form": form,
    }
    return render(request, "workspace/plans/question.html", parts, status=422 if form and form.problems else 200)
