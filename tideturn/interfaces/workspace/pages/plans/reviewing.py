"""What a body that scrutinises looks at: its queue, the claim beside the verdict, and the verdict it gives."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tideturn.engines.plans import queries, scrutiny, speaking
from tideturn.engines.plans.actions.judging import judge
from tideturn.engines.plans.errors import OwnBody, StatementRefused
from tideturn.engines.plans.own_work import is_own_work, own_bodies
from tideturn.engines.plans.wanting import counted
from tideturn.engines.plans.words import VerdictValue
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.country import today
from tideturn.interfaces.design.forms import day_values
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import commitment_of, entering
from tideturn.interfaces.workspace.pages.plans.owned import WHICH, chosen
from tideturn.interfaces.workspace.pages.plans.writing import writing
from tideturn.interfaces.workspace.presenters.plans.claims import claims_of, verdicts_of
from tideturn.interfaces.workspace.presenters.plans.head import head_of
from tideturn.interfaces.workspace.presenters.plans.mine import choices
from tideturn.interfaces.workspace.presenters.plans.questions import question_rows
from tideturn.interfaces.workspace.presenters.plans.reviewing import review_rows
from tideturn.interfaces.workspace.presenters.plans.verdict_form import Given, Written, read_verdict, verdict_form

FIRST_LIST, WORDS = "claimed", "q"


@page
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """List what wants looking at: first what is called complete and nobody has checked; or what some words find."""
    me = entering(request, Permission.PLANS_REVIEW)
    words, every = request.GET.get(WORDS, "").strip(), queries.register(today())
    which = "" if words else request.GET.get(WHICH, FIRST_LIST)
    found = queries.register(today(), queries.RegisterFilters(words=words)) if words else chosen(which, every)
    paging = paged(request, found.count(), {WORDS: words} if words else {WHICH: which})
    parts = {
        "rows": review_rows(found[paging.start : paging.last], own_bodies(me)),
        "paging": paging,
        "choices": choices(counted(every), every.count(), None if words else which, page=reverse("plans-review")),
        "words": words,
        "download": reverse("plans-list-table", kwargs={WHICH: which}) if which else "",
        "bodies": list(speaking.judging_bodies(me)),
    }
    return render(request, "workspace/plans/review.html", parts)


@page
@GET_OR_POST
def review(request: HttpRequest, plan_id: str, local_id: str) -> HttpResponseBase:
    """Show what was claimed beside what was found, and take a verdict."""
    me = entering(request, Permission.PLANS_REVIEW)
    held, bodies = commitment_of(plan_id, local_id), list(speaking.judging_bodies(me))
    form = verdict_form(bodies)
    if request.method != "POST":
        return _shown(request, held, me, form.blank(day_values("stated_on", today())))
    if not bodies:
        raise NotHere
    read, given = read_verdict(form, request.POST, request.FILES.get("file"))
    if given is None:
        return _shown(request, held, me, read)
    try:
        _judge(held, given, given.body or bodies[0].pk, me)
    except StatementRefused as error:
        return _shown(request, held, me, form.refused(request.POST, {error.field: str(error)}))
    return HttpResponseRedirect(reverse("plans-review-one", kwargs={"plan_id": plan_id, "local_id": local_id}))


def _judge(held: Any, given: Given, body_id: str, me: Actor) -> None:
    with writing(OwnBody):
        judge(
            commitment=held, body_id=body_id, value=VerdictValue(given.value), reason=given.reason,
            stated_on=given.stated_on, exhibit=given.exhibit, by=me,
        )  # fmt: skip


def _shown(request: HttpRequest, held: Any, me: Actor, form: Written) -> HttpResponse:
    is_own = is_own_work(held, me)
    parts = {
        "head": head_of(held),
        "plan_id": held.plan_id,
        "local_id": held.local_id,
        "claims": claims_of(held),
        "verdicts": verdicts_of(held),
        "questions": question_rows(scrutiny.about(held, me)),
        "is_own": is_own,
        "may_judge": bool(speaking.judging_bodies(me)) and not is_own,
        "form": form,
    }
    return render(request, "workspace/plans/review_one.html", parts, status=422 if form.problems else 200)
