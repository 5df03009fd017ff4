"""A document on its way to being a plan: uploaded, described, compared, published or left; all for publishers."""

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tideturn.engines.plans.kept_files import held
from tideturn.engines.plans.models import Organisation, Plan, PlanDraft, ReadingIn
from tideturn.engines.plans.reading_in import beginning, deciding, publishing
from tideturn.engines.plans.reading_in.comparing import comparison_of
from tideturn.engines.plans.reading_in.errors import LinesNotThere, ReadingInError
from tideturn.engines.plans.words import Decision, ReadingState
from tideturn.interfaces.design.attached import attached
from tideturn.interfaces.design.forms import Reading
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import publishing_for_all
from tideturn.interfaces.workspace.pages.plans.uploading import UploadRefused, read_upload
from tideturn.interfaces.workspace.pages.plans.writing import writing
from tideturn.interfaces.workspace.presenters.plans import reading_in as words
from tideturn.interfaces.workspace.presenters.plans import reading_in_forms as forms

OVER_SHOWN, LINES_SHOWN = 20, 300
# A form holds no more fields than a request may have.
SURE_AT_ONCE = 500


@page
@GET_OR_POST
def readings(request: HttpRequest) -> HttpResponseBase:
    """List the documents being read in, and take a new one."""
    me = publishing_for_all(request)
    form = forms.upload_form()
    if request.method != "POST":
        return _readings(request, form.blank())
    sent = request.FILES.get("document")
    answer = form.read({"document": sent.name if sent else ""})
    if answer.value is None or sent is None:
        return _readings(request, answer)
    try:
        with transaction.atomic():
            begun = beginning.begin(**read_upload(sent), by=me)
    except (UploadRefused, ReadingInError) as error:
        return _readings(request, form.refused({}, {"document": str(error)}))
    return HttpResponseRedirect(reverse("plans-reading-about", kwargs={"reading_id": begun.pk}))


def _readings(request: HttpRequest, form: Reading[forms.Named]) -> HttpResponse:
    found = ReadingIn.objects.order_by("-read_at").prefetch_related("drafts").select_related("became").defer("lines")
    going_on = [(one, words.standing_of(list(one.drafts.all()))) for one in found.filter(state=ReadingState.OPEN)]
    return _asked(request, "readings", form, open=going_on, over=found.exclude(state=ReadingState.OPEN)[:OVER_SHOWN])


@page
@require_safe
def reading(request: HttpRequest, reading_id: uuid.UUID) -> HttpResponse:
    """Show how far a document is, and its drafts, those with doubts first."""
    publishing_for_all(request)
    found = reading_of(reading_id)
    drafts, accepted = _drafts_of(found)
    parts = {
        "reading": found,
        "is_open": found.state == ReadingState.OPEN,
        "standing": words.standing_of(drafts),
        "rows": words.rows_of(drafts),
        "sure": [one.pk for one in drafts if one.decision == Decision.NONE and not one.doubts][:SURE_AT_ONCE],
        "missing": publishing.missing_for(found, accepted) if found.state == ReadingState.OPEN else [],
        "left_out": found.left_out,
        "became": found.became.commitments.order_by("order") if found.became else (),
    }
    return render(request, "workspace/plans/reading_in/reading.html", parts)


@page
@GET_OR_POST
def about(request: HttpRequest, reading_id: uuid.UUID) -> HttpResponseBase:
    """Ask what plan the document is."""
    me = publishing_for_all(request)
    found = reading_of(reading_id)
    publishers = tuple(Organisation.objects.filter(is_generic=False).order_by("name").values_list("id", "name"))
    plans = tuple(Plan.objects.order_by("-published", "id").values_list("id", "short_title"))
    form = forms.about_form(publishers, plans)
    if request.method != "POST":
        return _about(request, found, form.blank(forms.about_values(found)))
    answer = form.read(request.POST)
    if answer.value is None:
        return _about(request, found, answer)
    if publishing.is_taken(answer.value.plan_slug):
        said = _("There is a plan of this id. Choose another: a new edition is a plan of its own.")
        return _about(request, found, form.refused(request.POST, {"plan_slug": said}))
    with writing(ReadingInError):
        beginning.describe(reading_id=found.pk, about=answer.value, by=me)
    return HttpResponseRedirect(_address(found))


def _about(request: HttpRequest, found: ReadingIn, form: "Reading[beginning.About]") -> HttpResponse:
    return _asked(request, "about", form, reading=found)


@page
@require_safe
def document(request: HttpRequest, reading_id: uuid.UUID) -> HttpResponseBase:
    """Give the document as it came, to be saved and never to be shown as a page."""
    publishing_for_all(request)
    found = reading_of(reading_id)
    return attached(held(found.file_id), name=f"{found.file_id[:16]}.{_ending(found)}")


def _ending(found: ReadingIn) -> str:
    return {"markdown": "md", "text": "txt"}.get(found.form, found.form)


@page
@GET_OR_POST
def lines(request: HttpRequest, reading_id: uuid.UUID) -> HttpResponseBase:
    """Show the document line by line, and make a draft of lines in which reading saw none."""
    me = publishing_for_all(request)
    found = reading_of(reading_id)
    form = forms.lines_form()
    if request.method != "POST":
        return _lines(request, found, form.blank())
    answer = form.read(request.POST)
    if answer.value is None:
        return _lines(request, found, answer)
    asked = answer.value
    with writing(ReadingInError):
        try:
            made = deciding.add(reading_id=found.pk, first=asked.first, last=asked.last, by=me)
        except LinesNotThere as error:
            return _lines(request, found, form.refused(request.POST, {"first": str(error)}))
    return HttpResponseRedirect(reverse("plans-draft", kwargs={"draft_id": made.pk}))


def _lines(request: HttpRequest, found: ReadingIn, form: Reading[forms.Lines]) -> HttpResponse:
    paging = paged(request, len(found.lines), {}, LINES_SHOWN)
    shown = words.lines_of(found, paging.start, paging.last)
    is_open = found.state == ReadingState.OPEN
    return _asked(request, "lines", form, reading=found, is_open=is_open, paging=paging, lines=shown)


@page
@require_safe
def changes(request: HttpRequest, reading_id: uuid.UUID) -> HttpResponse:
    """Show what a new edition added, dropped, reworded or postponed."""
    publishing_for_all(request)
    found = reading_of(reading_id)
    if found.edition_of is None:
        raise NotHere
    compared = comparison_of(found)
    parts = {
        "reading": found,
        "old": compared.old,
        "has_wording": compared.has_wording,
        "counts": words.change_counts(compared),
        "rows": words.change_rows(compared),
    }
    return render(request, "workspace/plans/reading_in/changes.html", parts)


@page
@require_POST
def accept_sure(request: HttpRequest, reading_id: uuid.UUID) -> HttpResponseBase:
    """Accept the drafts without a doubt that the page showed."""
    me = publishing_for_all(request)
    found = reading_of(reading_id)
    sent = set(request.POST.getlist("draft"))
    shown = [pk for pk in PlanDraft.objects.filter(reading_in=found).values_list("pk", flat=True) if str(pk) in sent]
    with writing(ReadingInError):
        deciding.accept_sure(reading_id=found.pk, draft_ids=shown, by=me)
    return HttpResponseRedirect(_address(found))


@page
@GET_OR_POST
def publish(request: HttpRequest, reading_id: uuid.UUID) -> HttpResponseBase:
    """Ask once more, then publish the plan: all of it or nothing."""
    me = publishing_for_all(request)
    found = reading_of(reading_id)
    if request.method == "POST":
        with writing(ReadingInError):
            done = publishing.publish(reading_id=found.pk, by=me)
        return HttpResponseRedirect(f"/plans/{done.plan.pk}/")
    drafts, accepted = _drafts_of(found)
    parts = {
        "reading": found,
        "standing": words.standing_of(drafts),
        "missing": publishing.missing_for(found, accepted),
        "new_bodies": sorted({doubt for draft in accepted for doubt in deciding.new_doubts(draft)}),
    }
    return render(request, "workspace/plans/reading_in/publish.html", parts)


@page
@require_POST
def leave(request: HttpRequest, reading_id: uuid.UUID) -> HttpResponseBase:
    """Leave a document unpublished."""
    me = publishing_for_all(request)
    with writing(ReadingInError):
        beginning.leave(reading_id=reading_of(reading_id).pk, by=me)
    return HttpResponseRedirect(reverse("plans-new"))


def reading_of(reading_id: uuid.UUID) -> ReadingIn:
    """Return a document being read in, or say that there is nothing."""
    found = ReadingIn.objects.select_related("edition_of", "became", "publisher").filter(pk=reading_id).first()
    if found is None:
        raise NotHere
    return found


def _drafts_of(found: ReadingIn) -> tuple[list[PlanDraft], list[PlanDraft]]:
    """Return the drafts of a document in its order, and those of them that were accepted."""
    drafts = list(found.drafts.order_by("order"))
    return drafts, [draft for draft in drafts if draft.decision == Decision.ACCEPTED]


def _asked(request: HttpRequest, template: str, form: Reading[Any], **parts: object) -> HttpResponse:
    """Return a page with its form, as it is first shown or with what is to be mended."""
    status = 422 if form.problems else 200
    return render(request, f"workspace/plans/reading_in/{template}.html", {"form": form, **parts}, status=status)


def _address(found: ReadingIn) -> str:
    return reverse("plans-reading", kwargs={"reading_id": found.pk})
