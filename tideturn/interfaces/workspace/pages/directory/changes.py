"""Proposed changes: those that wait for the partnership, and each as a difference with the entry as it would be."""

import uuid
from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tideturn.engines.directory import keeping
from tideturn.engines.directory.actions import editing as actions
from tideturn.engines.directory.errors import EditDecided, EditNotFound
from tideturn.engines.directory.models import Edit
from tideturn.engines.directory.previewing import preview
from tideturn.engines.directory.words import EditState
from tideturn.foundations.access.acting import Actor
from tideturn.interfaces.design.forms import Form, LongText, Reading
from tideturn.interfaces.workspace.errors import AskedBadly, NotHere
from tideturn.interfaces.workspace.pages.directory.mine import answering, editing
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.presenters.asked import NoteGiven
from tideturn.interfaces.workspace.presenters.directory.changes import change_rows, field_changes, standing
from tideturn.interfaces.workspace.presenters.directory.entries import would_be

PLAIN = {"send": actions.send, "drop": actions.drop, "approve": actions.approve, "take-back": actions.take_back_edit}


@page
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """List what waits for the partnership, the longest first, and below it what was decided lately."""
    me = answering(request)
    found = keeping.waiting(me)
    paging = paged(request, found.count(), {})
    decided = keeping.edits(me).exclude(state__in=(EditState.DRAFT, EditState.WAITING, EditState.DROPPED))
    parts = {
        "rows": change_rows(found[paging.start : paging.last]),
        "paging": paging,
        "decided": change_rows(decided.order_by("-decided_at")[:10]),
    }
    return render(request, "workspace/directory/changes.html", parts)


@page
@GET_OR_POST
def change(request: HttpRequest, change_id: uuid.UUID) -> HttpResponseBase:
    """Show a change field by field, and take what is decided about it."""
    me = editing(request)
    edit = _edit(change_id, me)
    form = _form()
    if request.method != "POST":
        return _shown(request, edit, me, form.blank())
    act = request.POST.get("act", "")
    if act == "refuse":
        reading = form.read(request.POST)
        if reading.value is None:
            return _shown(request, edit, me, reading)
        return _done(partial(actions.refuse, edit_id=edit.pk, answer=reading.value.note, by=me), edit)
    if act not in PLAIN:
        raise AskedBadly(_("Use one of the buttons of the page."))
    return _done(partial(PLAIN[act], edit_id=edit.pk, by=me), edit)


def _edit(change_id: uuid.UUID, me: Actor) -> Edit:
    try:
        return keeping.edit_of(change_id, me)
    except EditNotFound:
        raise NotHere from None


def _done(act: Callable[[], object], edit: Edit) -> HttpResponseBase:
    try:
        act()
    except EditNotFound:
        raise NotHere from None
    except EditDecided as error:
        raise AskedBadly(str(error)) from None
    return HttpResponseRedirect(reverse("directory-change", kwargs={"change_id": edit.pk}))


def _form() -> Form[NoteGiven]:
    hint, missing = _("Read by whoever proposed it."), _("Say why: whoever proposed it reads that.")
    note = LongText(name="note", label=_("Why not"), hint=hint, missing=missing, rows=3, at_most=1000)
    return Form((note,), NoteGiven)


def _shown(request: HttpRequest, edit: Edit, me: Actor, form: Reading[NoteGiven]) -> HttpResponse:
    would = preview(edit)
    is_own, may_decide = edit.agency_id == me.agency_id, keeping.decides(edit, me)
    is_draft, is_waiting = edit.state == EditState.DRAFT, edit.state == EditState.WAITING
    is_open = is_draft or is_waiting
    parts = {
        "edit": edit,
        "standing": standing(edit),
        "fields": field_changes(edit) if is_open and edit.service else (),
        "would_be": would_be(would.merged.document, would.ours) if is_open else (),
        "form": form,
        "may_send": is_own and is_draft and not may_decide,
        "may_drop": is_own and is_open,
        "may_approve": may_decide and (is_waiting or (is_draft and is_own)),
        "may_decide": may_decide,
        "may_refuse": may_decide and is_waiting,
        "may_take_back": may_decide and edit.state == EditState.APPROVED,
    }
    return render(request, "workspace/directory/change.html", parts, status=422 if form.problems else 200)
