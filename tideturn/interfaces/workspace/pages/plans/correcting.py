"""Correct a slip in a plan that staff published."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from tideturn.engines.plans.errors import CorrectedMeanwhile, NothingCorrected, OwnCorrection
from tideturn.engines.plans.reading_in import correcting
from tideturn.engines.plans.words import Origin
from tideturn.interfaces.design.forms import Reading
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import commitment_of, publishing_for_all
from tideturn.interfaces.workspace.pages.plans.seeing import SEEN
from tideturn.interfaces.workspace.pages.plans.writing import writing
from tideturn.interfaces.workspace.presenters.plans import reading_in_forms as forms


@page
@GET_OR_POST
def correct(request: HttpRequest, plan_id: str, local_id: str) -> HttpResponseBase:
    """Show what a published commitment says, and take what is right, with a reason."""
    me = publishing_for_all(request)
    held = commitment_of(plan_id, local_id)
    form = forms.correction_form()
    blank = form.blank(forms.correction_values(correcting.words_of(held)))
    if request.method != "POST" or held.plan.origin != Origin.STAFF:
        return _shown(request, held, blank)
    read = forms.read_in_order(form, request.POST)
    if read.value is None:
        return _shown(request, held, read)
    try:
        with writing(CorrectedMeanwhile, OwnCorrection):
            right, why = read.value.words, read.value.reason
            correcting.correct(commitment=held, words=right, reason=why, seen=_seen(request), by=me)
    except NothingCorrected as error:
        return _shown(request, held, form.refused(request.POST, {"title": str(error)}))
    return HttpResponseRedirect(held.get_absolute_url())


def _seen(request: HttpRequest) -> int:
    """Return how many corrections the page showed; one that does not say so knows of none."""
    given = request.POST.get(SEEN, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else -1


def _shown(request: HttpRequest, held: Any, form: Reading[forms.Mended]) -> HttpResponse:
    parts = {
        "held": held,
        "form": form,
        "seen": held.corrections.count(),
        "is_staffs": held.plan.origin == Origin.STAFF,
    }
    return render(request, "workspace/plans/correct.html", parts, status=422 if form.problems else 200)
