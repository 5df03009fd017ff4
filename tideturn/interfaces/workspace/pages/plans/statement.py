"""One statement: what it would change, the page as it will be, and what is decided about it."""

import uuid
from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tideturn.engines.plans import statements
from tideturn.engines.plans.actions import publishing, stating
from tideturn.engines.plans.errors import (
    NoLongerSpeaks,
    NotYours,
    OwnWords,
    RowOfATable,
    StatementDecided,
    StatementOvertaken,
    StatementRefused,
    WrittenMeanwhile,
)
from tideturn.engines.plans.marks import overtaken
from tideturn.engines.plans.models import Statement
from tideturn.engines.plans.words import StatementState
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.country import today
from tideturn.interfaces.design.forms import Reading
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import entering
from tideturn.interfaces.workspace.pages.plans.previewing import previewed
from tideturn.interfaces.workspace.pages.plans.seeing import seen_at
from tideturn.interfaces.workspace.pages.plans.writing import NoSuchButton, writing
from tideturn.interfaces.workspace.presenters.asked import NoteGiven
from tideturn.interfaces.workspace.presenters.plans import statements as words
from tideturn.interfaces.workspace.presenters.plans.sending_back import send_back_form

PLAIN = {
    "hand-in": stating.hand_in,
    "take-back": stating.take_back,
    "drop": stating.drop,
    "seen": stating.see_what_changed,
}
REFUSALS = (
    StatementDecided, StatementOvertaken, StatementRefused, WrittenMeanwhile, OwnWords, NoLongerSpeaks, RowOfATable,
)  # fmt: skip
READERS = (Permission.PLANS_EDIT, Permission.PLANS_AREA, Permission.PLANS_PUBLISH)


@page
@GET_OR_POST
def statement(request: HttpRequest, statement_id: uuid.UUID) -> HttpResponseBase:
    """Show a statement field by field, and take what is decided about it."""
    me = entering(request, *READERS)
    held, form = statement_for(statement_id, me), send_back_form()
    if request.method != "POST":
        return _shown(request, held, me, form.blank())
    act = request.POST.get("act", "")
    if act == "send-back":
        read = form.read(request.POST)
        if read.value is None:
            return _shown(request, held, me, read)
        return _done(partial(publishing.send_back, statement_id=held.pk, answer=read.value.note, by=me), held)
    if act == "publish":
        return _done(partial(publishing.publish, statement_id=held.pk, seen=seen_at(request), by=me), held)
    if act not in PLAIN:
        raise NoSuchButton
    return _done(partial(PLAIN[act], statement_id=held.pk, by=me), held)


@page
@require_safe
def preview(request: HttpRequest, statement_id: uuid.UUID) -> HttpResponseBase:
    """Show the public page as it will be once a statement is published."""
    held = statement_for(statement_id, entering(request, *READERS))
    if not held.is_open:
        return HttpResponseRedirect(held.commitment.get_absolute_url())
    return previewed(request, held)


def statement_for(statement_id: uuid.UUID, me: Actor) -> Statement:
    """Return a statement that somebody may see; raise NotHere for every other."""
    try:
        return statements.statement_of(statement_id, me)
    except NotYours:
        raise NotHere from None


def _done(act: Callable[[], object], held: Statement) -> HttpResponseBase:
    with writing(*REFUSALS):
        act()
    return HttpResponseRedirect(reverse("plans-statement", kwargs={"statement_id": held.pk}))


def _shown(request: HttpRequest, held: Statement, me: Actor, form: Reading[NoteGiven]) -> HttpResponse:
    changed = overtaken(held) if held.is_open else ()
    parts = {
        "statement": held,
        "of": words.speaker_words(held),
        "standing": words.standing(held),
        "fields": words.field_changes(statements.differences(held, today())) if held.is_open else (),
        "exhibits": words.exhibit_lines(held),
        "changed": words.change_lines(changed),
        "form": form,
        "seen": held.changed_at.isoformat(),
        "edit": edit_address(held),
        "back": _back(held, me),
        **_may(held, me, is_overtaken=bool(changed)),
    }
    return render(request, "workspace/plans/statement.html", parts, status=422 if form.problems else 200)


def _may(held: Statement, me: Actor, *, is_overtaken: bool) -> dict[str, bool]:
    """Return which of the page's buttons somebody has."""
    speaks = Permission.PLANS_AREA if held.area_code else Permission.PLANS_EDIT
    may_write = held.agency_id == me.agency_id and speaks in me.permissions
    is_writable, waits = held.state in stating.WRITABLE, held.state == StatementState.SUBMITTED
    waits_alone, is_written = waits and held.upload_id is None, statements.wrote(held, me)
    may_decide = waits_alone and statements.may_publish(held, me)
    return {
        "may_write": may_write and is_writable,
        "may_hand_in": may_write and is_writable and not is_overtaken,
        "may_take_back": may_write and waits_alone,
        "may_publish": may_decide and not is_written and not is_overtaken,
        "may_send_back": may_decide,
        "is_own_words": may_decide and is_written,
    }


def _back(held: Statement, me: Actor) -> tuple[str, str] | None:
    """Return the list that a statement is reached from, for its writers and for those who publish."""
    is_own = held.agency_id == me.agency_id
    if is_own and held.area_code and Permission.PLANS_AREA in me.permissions:
        return f"{reverse('plans-areas')}?area={held.area_code}", _("What our areas must deliver")
    if is_own and not held.area_code and Permission.PLANS_EDIT in me.permissions:
        return reverse("plans-mine"), _("Our commitments")
    if Permission.PLANS_PUBLISH in me.permissions:
        return reverse("plans-queue"), _("What waits to be published")
    return None


def edit_address(held: Statement) -> str:
    """Return where a statement is written."""
    of = {"plan_id": held.commitment.plan_id, "local_id": held.commitment.local_id}
    if held.area_code:
        return reverse("plans-area-say", kwargs={**of, "area_code": held.area_code})
    return reverse("plans-say", kwargs={**of, "body_id": held.body_id})
