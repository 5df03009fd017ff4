"""What an owner says of a commitment: asked in one form, kept as a draft, looked at before it is handed in."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tideturn.engines.plans import scrutiny, statements
from tideturn.engines.plans.actions import stating
from tideturn.engines.plans.actions.stating import WRITABLE, Subject
from tideturn.engines.plans.errors import (
    BegunElsewhere,
    NotYours,
    StatementDecided,
    StatementRefused,
    WrittenMeanwhile,
)
from tideturn.engines.plans.models import Statement
from tideturn.engines.plans.speaking import owning_body
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.country import today
from tideturn.interfaces.design.forms import Form
from tideturn.interfaces.workspace.errors import AskedBadly, NotHere
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import commitment_of, entering
from tideturn.interfaces.workspace.pages.plans.seeing import SEEN, seen_at
from tideturn.interfaces.workspace.presenters.plans.head import head_of
from tideturn.interfaces.workspace.presenters.plans.questions import question_rows
from tideturn.interfaces.workspace.presenters.plans.saying_form import Written, parts, said_of, saying_form, values_of


@page
@GET_OR_POST
def say(request: HttpRequest, plan_id: str, local_id: str, body_id: str) -> HttpResponseBase:
    """Ask what a body says of a commitment that it owns."""
    me = entering(request, Permission.PLANS_EDIT)
    held = commitment_of(plan_id, local_id)
    try:
        subject = Subject(held, owning_body(held, body_id, me))
    except NotYours:
        raise NotHere from None
    form = saying_form(has_condition=bool(held.current_condition))
    return asked(request, subject, form, me)


def asked(request: HttpRequest, subject: Subject, form: Form[dict[str, Any]], me: Actor) -> HttpResponseBase:
    """Show the form with the draft there is, or keep what was written in it and go on to look at it."""
    draft = subject.open()
    if draft is not None and draft.agency_id != me.agency_id:
        raise AskedBadly(str(BegunElsewhere()))
    if draft is not None and draft.state not in WRITABLE:
        return HttpResponseRedirect(_page_of(draft))
    if request.method != "POST":
        return _shown(request, subject, form.blank(values_of(draft)), draft, me)
    read = form.read(request.POST)
    if read.value is None:
        return _shown(request, subject, read, draft, me)
    try:
        kept = stating.write(subject=subject, said=said_of(read.value), seen=_seen(request), by=me)
    except StatementRefused as error:
        return _shown(request, subject, form.refused(request.POST, {error.field: str(error)}), draft, me)
    except (WrittenMeanwhile, BegunElsewhere, StatementDecided) as error:
        raise AskedBadly(str(error)) from None
    return HttpResponseRedirect(_page_of(kept))


def _page_of(statement: Statement) -> str:
    return reverse("plans-statement", kwargs={"statement_id": statement.pk})


def _seen(request: HttpRequest) -> datetime | None:
    """Return when the draft was last changed as its writer saw it; nothing where they saw none."""
    return seen_at(request) if request.POST.get(SEEN) else None


def _shown(request: HttpRequest, subject: Subject, form: Written, draft: Statement | None, me: Actor) -> HttpResponse:
    last = (
        statements.last_of_area(subject.commitment, subject.area_code, today())
        if subject.area_code
        else statements.last_words(subject.commitment, subject.body, today())
    )
    shown = {
        "head": head_of(subject.commitment, subject.body, subject.area_code, last),
        "asked": question_rows(scrutiny.about(subject.commitment, me).filter(closed_at__isnull=True)),
        "form": form,
        "parts": parts(form),
        "draft": draft,
        "is_of_area": bool(subject.area_code),
        "back": reverse("plans-areas") + f"?area={subject.area_code}" if subject.area_code else reverse("plans-mine"),
        "seen": request.POST.get(SEEN, "") or (draft.changed_at.isoformat() if draft else ""),
    }
    return render(request, "workspace/plans/say.html", shown, status=422 if form.problems else 200)
