"""What people found wrong with entries: what waits for an answer, and one report with the entry beside it."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tideturn.engines.directory import keeping, told_wrong
from tideturn.engines.directory.actions import reporting
from tideturn.engines.directory.errors import ReportAnswered, ReportNotFound, ReportRefused, TellsWhere
from tideturn.engines.directory.models import Reported
from tideturn.engines.directory.words import Outcome
from tideturn.foundations.access.acting import Actor
from tideturn.interfaces.design.forms import Reading
from tideturn.interfaces.workspace.errors import AskedBadly, NotHere
from tideturn.interfaces.workspace.pages.directory.mine import editing, titles
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.presenters.directory import wrong as words
from tideturn.interfaces.workspace.presenters.directory.asked import ReportAnswer
from tideturn.interfaces.workspace.presenters.directory.entries import facts_of, freshness_words

LATELY = 10


@page
@require_safe
def wrong(request: HttpRequest) -> HttpResponse:
    """List what people found wrong and nobody has answered, the longest first; below it what was answered lately."""
    me = editing(request)
    found = told_wrong.waiting(me)
    paging = paged(request, found.count(), {})
    answered = told_wrong.reports(me).exclude(outcome="").order_by("-answered_on", "-id")
    parts = {
        "rows": words.wrong_rows(found[paging.start : paging.last]),
        "paging": paging,
        "answered": words.wrong_rows(answered[:LATELY]),
    }
    return render(request, "workspace/directory/wrong.html", parts)


@page
@GET_OR_POST
def report(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Show what somebody found wrong beside what the entry says, and take the answer that they will read."""
    me = editing(request)
    kept = _report(reference, me)
    form = words.answer_form()
    if request.method != "POST":
        return _shown(request, kept, me, form.blank())
    answer = form.read(request.POST)
    if answer.value is None:
        return _shown(request, kept, me, answer)
    try:
        _answered(kept, answer.value, me)
    except ReportAnswered as error:
        raise AskedBadly(str(error)) from None
    except (ReportRefused, TellsWhere) as error:
        return _shown(request, kept, me, form.refused(request.POST, {"words": str(error)}))
    return HttpResponseRedirect(reverse("directory-wrong-report", kwargs={"reference": kept.reference}))


def _report(reference: str, me: Actor) -> Reported:
    try:
        return told_wrong.report_of(reference, me)
    except ReportNotFound:
        raise NotHere from None


def _answered(kept: Reported, given: ReportAnswer, me: Actor) -> None:
    with transaction.atomic():
        reporting.answer(reference=kept.reference, outcome=Outcome(given.outcome), words=given.words, by=me)


def _shown(request: HttpRequest, kept: Reported, me: Actor, form: Reading[ReportAnswer]) -> HttpResponse:
    service, today = words.service_of(kept), timezone.localdate()
    parts = {
        "report": kept,
        "name": words.name_of(kept),
        "wrong": words.wrong_words(kept),
        "standing": words.standing(kept, today),
        "is_late": words.is_late(kept, today),
        "outcome": words.outcome_words(kept),
        "service": service,
        "said": freshness_words(service) if service else "",
        "facts": facts_of(service, titles()) if service else (),
        "answers": service is not None and keeping.answers_for(service.pk, me),
        "form": form,
    }
    return render(request, "workspace/directory/wrong_report.html", parts, status=422 if form.problems else 200)
