"""The table of what an agency owns: taken away, changed, read back, handed in, published; all of it or nothing."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tideturn.engines.plans import uploads
from tideturn.engines.plans.actions import publishing_tables, uploading
from tideturn.engines.plans.errors import NoLongerSpeaks, NotYours, OwnWords, StatementDecided, TableRefused
from tideturn.engines.plans.models import Upload
from tideturn.engines.plans.owners_table import COLUMNS, table_rows
from tideturn.engines.plans.words import UploadState
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.country import today
from tideturn.interfaces.design.forms import Reading
from tideturn.interfaces.workspace import downloads
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import entering
from tideturn.interfaces.workspace.pages.plans.writing import NoSuchButton, writing
from tideturn.interfaces.workspace.presenters.asked import NoteGiven
from tideturn.interfaces.workspace.presenters.plans.sending_back import send_back_form
from tideturn.interfaces.workspace.presenters.plans.tables import TableUnreadable, change_rows, rows_in, standing

PLAIN: dict[str, Callable[..., Upload]] = {
    "hand-in": lambda **what: uploading.hand_in(on=today(), **what),
    "drop": uploading.drop,
    "publish": publishing_tables.publish,
}
READERS = (Permission.PLANS_EDIT, Permission.PLANS_PUBLISH)
PROBLEMS_SHOWN = 200
ROWS_ON_A_PAGE = 50


@page
@require_safe
def take_away(request: HttpRequest) -> HttpResponse:
    """Give the table of what an agency's bodies own, to be changed and read back."""
    me = entering(request, Permission.PLANS_EDIT)
    return downloads.table(f"commitments-{today()}", COLUMNS, table_rows(me, today()))


@page
@GET_OR_POST
def read(request: HttpRequest) -> HttpResponseBase:
    """Take a table that was changed, and go on to what it would change; or say row by row what is wrong with it."""
    me = entering(request, Permission.PLANS_EDIT)
    if request.method != "POST":
        return render(request, "workspace/plans/table_read.html", {})
    file = request.FILES.get("file")
    try:
        rows = rows_in(file)
        with transaction.atomic():
            kept = uploading.read(file_name=str(getattr(file, "name", "")), rows=rows, on=today(), by=me)
    except TableUnreadable as error:
        return _refused(request, [(0, "", str(error))])
    except TableRefused as error:
        return _refused(request, list(error.problems))
    return HttpResponseRedirect(_page_of(kept))


@page
@GET_OR_POST
def table(request: HttpRequest, upload_id: uuid.UUID) -> HttpResponseBase:
    """Show what a table changes, row by row, and take what is decided about it."""
    me = entering(request, *READERS)
    held, form = _upload(upload_id, me), send_back_form()
    if request.method != "POST":
        return _shown(request, held, me, form.blank())
    act = request.POST.get("act", "")
    if act == "send-back":
        answer = form.read(request.POST)
        if answer.value is None:
            return _shown(request, held, me, answer)
        return _done(request, partial(uploading.send_back, answer=answer.value.note), held, me)
    if act not in PLAIN:
        raise NoSuchButton
    return _done(request, PLAIN[act], held, me)


def _upload(upload_id: uuid.UUID, me: Actor) -> Upload:
    try:
        return uploads.upload_of(upload_id, me)
    except NotYours:
        raise NotHere from None


def _done(request: HttpRequest, act: Callable[..., Upload], held: Upload, me: Actor) -> HttpResponseBase:
    try:
        with writing(StatementDecided, OwnWords, NoLongerSpeaks):
            act(upload_id=held.pk, by=me)
    except TableRefused as error:
        return _refused(request, list(error.problems), status=409)
    return HttpResponseRedirect(_page_of(held))


def _page_of(held: Upload) -> str:
    return reverse("plans-table", kwargs={"upload_id": held.pk})


def _refused(request: HttpRequest, problems: list[tuple[int, str, str]], status: int = 422) -> HttpResponse:
    parts = {"problems": problems[:PROBLEMS_SHOWN], "more": max(0, len(problems) - PROBLEMS_SHOWN)}
    return render(request, "workspace/plans/table_read.html", parts, status=status)


def _shown(request: HttpRequest, held: Upload, me: Actor, form: Reading[NoteGiven]) -> HttpResponse:
    paging = paged(request, len(held.rows), {}, ROWS_ON_A_PAGE)
    is_own = held.agency_id == me.agency_id and Permission.PLANS_EDIT in me.permissions
    may_decide, is_handed_in_by_me = uploads.may_publish(held, me), held.uploader_id == me.user_id
    parts: dict[str, Any] = {
        "upload": held,
        "standing": standing(held),
        "rows": change_rows(held.rows[paging.start : paging.last]),
        "paging": paging,
        "form": form,
        "may_hand_in": is_own and held.state == UploadState.READ,
        "may_publish": may_decide and not is_handed_in_by_me,
        "may_send_back": may_decide,
        "is_own_words": may_decide and is_handed_in_by_me,
    }
    return render(request, "workspace/plans/table.html", parts, status=422 if form.problems else 200)
