"""Proposed links between plans, and doubles inside one: looked at by a person, accepted or refused with a word."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tideturn.engines.plans.models import LinkSuggestion, Plan
from tideturn.engines.plans.reading_in import linking
from tideturn.engines.plans.reading_in.errors import ReadingInError, ReadingNotFound
from tideturn.engines.plans.reading_in.passages import pairs_of
from tideturn.engines.plans.words import SuggestionState
from tideturn.foundations.access.acting import Actor
from tideturn.interfaces.design.forms import Reading
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import publishing_for_all
from tideturn.interfaces.workspace.pages.plans.writing import writing
from tideturn.interfaces.workspace.presenters.plans import link_forms as forms
from tideturn.interfaces.workspace.presenters.plans import links as words
from tideturn.interfaces.workspace.presenters.plans.reading_in_forms import Reason

DECIDED_SHOWN = 20
REFUSING = {"refuse": linking.refuse, "take-back": linking.take_back}


@page
@GET_OR_POST
def links(request: HttpRequest) -> HttpResponseBase:
    """List the links that wait for a person, and look for more of a plan."""
    publishing_for_all(request)
    form = forms.choose_plan_form(_plans())
    if request.method != "POST":
        return _links(request, form.blank())
    answer = form.read(request.POST)
    if answer.value is None:
        return _links(request, answer)
    linking.suggest(plan=Plan.objects.get(pk=answer.value.reason))
    return HttpResponseRedirect(f"{request.path}?plan={answer.value.reason}")


def _plans() -> tuple[tuple[str, str], ...]:
    return tuple(Plan.objects.order_by("-published", "id").values_list("id", "short_title"))


def _plan_asked_for(request: HttpRequest) -> Plan | None:
    return Plan.objects.filter(pk=request.GET.get("plan", "")[:80].replace("\0", "")).first()


def _links(request: HttpRequest, form: Reading[Reason]) -> HttpResponse:
    plan = _plan_asked_for(request)
    found = linking.waiting(plan)
    paging = paged(request, found.count(), {"plan": plan.pk} if plan else {})
    parts = {
        "form": form,
        "plan": plan,
        "rows": words.suggestion_rows(found[paging.start : paging.last]),
        "paging": paging,
        "decided": words.suggestion_rows(linking.decided()[:DECIDED_SHOWN]),
    }
    return render(request, "workspace/plans/links.html", parts, status=422 if form.problems else 200)


@page
@GET_OR_POST
def link(request: HttpRequest, suggestion_id: uuid.UUID) -> HttpResponseBase:
    """Show two commitments beside each other, and take what somebody says of them."""
    me = publishing_for_all(request)
    try:
        found = linking.suggestion(suggestion_id)
    except ReadingNotFound:
        raise NotHere from None
    if request.method != "POST":
        return _link(request, found)
    act = REFUSING.get(request.POST.get("act", ""))
    return _refused(request, found, me, act) if act else _accepted(request, found, me)


def _accepted(request: HttpRequest, found: LinkSuggestion, me: Actor) -> HttpResponse:
    read = forms.judge_form().read(request.POST)
    if read.value is None:
        return _link(request, found, judge=read)
    with writing(ReadingInError):
        linking.accept(suggestion_id=found.pk, judgement=read.value, by=me)
    return HttpResponseRedirect(_next(found))


def _refused(
    request: HttpRequest, found: LinkSuggestion, me: Actor, act: Callable[..., LinkSuggestion]
) -> HttpResponse:
    read = forms.refuse_form().read(request.POST)
    if read.value is None:
        return _link(request, found, refuse=read)
    with writing(ReadingInError):
        act(suggestion_id=found.pk, reason=read.value.reason, by=me)
    return HttpResponseRedirect(_next(found))


def _next(found: LinkSuggestion) -> str:
    """Return the address of the next link of the same plan that waits, or of the list."""
    left = linking.waiting(found.later.plan).first()
    return reverse("plans-link", kwargs={"suggestion_id": left.pk}) if left else reverse("plans-links")


def _link(
    request: HttpRequest,
    found: LinkSuggestion,
    judge: Reading[linking.Judgement] | None = None,
    refuse: Reading[Reason] | None = None,
) -> HttpResponse:
    judge, refuse = judge or forms.judge_form().blank(), refuse or forms.refuse_form().blank()
    problems = (*judge.problems, *refuse.problems)
    parts = {
        "suggestion": found,
        "is_open": found.state == SuggestionState.OPEN,
        "is_accepted": found.state == SuggestionState.ACCEPTED,
        "said": words.said_of(found),
        "later": words.side_of(found.later),
        "earlier": words.side_of(found.earlier),
        "form": {"problems": problems},
        "judge": judge,
        "refuse": refuse,
    }
    return render(request, "workspace/plans/link.html", parts, status=422 if problems else 200)


@page
@require_safe
def doubles(request: HttpRequest) -> HttpResponse:
    """List the commitments of a plan that say nearly the same."""
    publishing_for_all(request)
    plan = _plan_asked_for(request)
    parts = {"plan": plan, "plans": _plans(), "rows": words.double_rows(pairs_of(plan)) if plan else []}
    return render(request, "workspace/plans/doubles.html", parts)
