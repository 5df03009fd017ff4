"""One draft beside the passage of its document: edited, accepted, split, joined, dropped, or undecided again."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tideturn.engines.plans.models import PlanDraft
from tideturn.engines.plans.reading_in import deciding
from tideturn.engines.plans.reading_in.errors import PartingNotFound, ReadingInError
from tideturn.engines.plans.words import Decision, ReadingState
from tideturn.foundations.access.acting import Actor
from tideturn.interfaces.design.forms import Problem, Reading
from tideturn.interfaces.workspace.errors import AskedBadly, NotHere
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import publishing_for_all
from tideturn.interfaces.workspace.pages.plans.reading_in import reading_of
from tideturn.interfaces.workspace.pages.plans.seeing import SEEN
from tideturn.interfaces.workspace.pages.plans.writing import writing
from tideturn.interfaces.workspace.presenters.plans import reading_in as words
from tideturn.interfaces.workspace.presenters.plans import reading_in_forms as forms


@dataclass(frozen=True)
class Forms:
    """The three forms of the page, as they were filled in."""

    words: Reading[forms.DraftWords]
    drop: Reading[forms.Reason]
    split: Reading[forms.SecondPart]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what must be mended in any of them."""
        return (*self.words.problems, *self.drop.problems, *self.split.problems)


Answered = HttpResponseBase | Forms


@page
@GET_OR_POST
def draft(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """Show a draft beside its passage, and do what is asked of it."""
    me = publishing_for_all(request)
    found = PlanDraft.objects.filter(pk=draft_id).first()
    if found is None:
        raise NotHere
    blank = Forms(
        forms.draft_form().blank(forms.draft_values(found)), forms.drop_form().blank(), forms.split_form().blank()
    )
    if request.method != "POST":
        return _shown(request, found, blank)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise AskedBadly(_("The page did not say what to do. Go back and press one of its buttons."))
    if seen := request.POST.get(SEEN):
        with writing(ReadingInError):
            deciding.check_unchanged(draft_id=found.pk, seen=seen)
    answer = act(request, found, blank, me)
    return answer if isinstance(answer, HttpResponseBase) else _shown(request, found, answer)


def _saved(request: HttpRequest, found: PlanDraft, blank: Forms, me: Actor, *, accepts: bool) -> Answered:
    answer = forms.read_in_order(forms.draft_form(), request.POST)
    if answer.value is None:
        return replace(blank, words=answer)
    with writing(ReadingInError):
        _write(found, answer.value.words, me, accepts=accepts)
    return _next(found) if accepts else HttpResponseRedirect(request.path)


def _write(found: PlanDraft, written: deciding.Words, me: Actor, *, accepts: bool) -> None:
    if written != deciding.words_of(found):
        deciding.edit(draft_id=found.pk, words=written, by=me)
    if accepts:
        deciding.accept(draft_id=found.pk, by=me)


def _save(request: HttpRequest, found: PlanDraft, blank: Forms, me: Actor) -> Answered:
    return _saved(request, found, blank, me, accepts=False)


def _accept(request: HttpRequest, found: PlanDraft, blank: Forms, me: Actor) -> Answered:
    return _saved(request, found, blank, me, accepts=True)


def _drop(request: HttpRequest, found: PlanDraft, blank: Forms, me: Actor) -> Answered:
    answer = forms.drop_form().read(request.POST)
    if answer.value is None:
        return replace(blank, drop=answer)
    with writing(ReadingInError):
        deciding.drop(draft_id=found.pk, reason=answer.value.reason, by=me)
    return _next(found)


def _split(request: HttpRequest, found: PlanDraft, blank: Forms, me: Actor) -> Answered:
    answer = forms.split_form().read(request.POST)
    if answer.value is None:
        return replace(blank, split=answer)
    with writing(ReadingInError):
        try:
            deciding.split(draft_id=found.pk, second_begins=answer.value.second_begins, by=me)
        except PartingNotFound as error:
            return replace(blank, split=forms.split_form().refused(request.POST, {"second_begins": str(error)}))
    return HttpResponseRedirect(request.path)


def _join(request: HttpRequest, found: PlanDraft, blank: Forms, me: Actor) -> Answered:
    with writing(ReadingInError):
        deciding.join(draft_id=found.pk, by=me)
    return HttpResponseRedirect(request.path)


def _take_back(request: HttpRequest, found: PlanDraft, blank: Forms, me: Actor) -> Answered:
    with writing(ReadingInError):
        deciding.take_back(draft_id=found.pk, by=me)
    return HttpResponseRedirect(request.path)


ACTS: dict[str, Callable[[HttpRequest, PlanDraft, Forms, Actor], Answered]] = {
    "save": _save,
    "accept": _accept,
    "drop": _drop,
    "split": _split,
    "join": _join,
    "take-back": _take_back,
}


def _next(found: PlanDraft) -> HttpResponseBase:
    """Go on to the next draft to decide, the doubtful first; back to the list when all are decided."""
    left = words.rows_of(PlanDraft.objects.filter(reading_in=found.reading_in_id, decision=Decision.NONE))
    listed = reverse("plans-reading", kwargs={"reading_id": found.reading_in_id})
    return HttpResponseRedirect(left[0].href if left else listed)


def _shown(request: HttpRequest, found: PlanDraft, asked: Forms) -> HttpResponse:
    reading = reading_of(found.reading_in_id)
    parts = {
        "reading": reading,
        "draft": found,
        "row": words.draft_row(found),
        "seen": deciding.mark_of(found),
        "is_open": reading.state == ReadingState.OPEN,
        "is_decided": found.decision != Decision.NONE,
        "form": asked,
        "fields": words.placed(asked.words, found),
        "drop": asked.drop,
        "split": asked.split,
        "lines": words.passage_of(reading, found),
    }
    return render(request, "workspace/plans/reading_in/draft.html", parts, status=422 if asked.problems else 200)
