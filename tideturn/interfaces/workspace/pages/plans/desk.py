"""The room of the register of plans: what waits for whoever enters it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tideturn.engines.plans import queries, scrutiny, speaking, statements
from tideturn.engines.plans.actions.digesting import wants_digest
from tideturn.engines.plans.words import OPEN_STATES
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.country import today
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import entering
from tideturn.interfaces.workspace.presenters.plans.desk import cards, verdicts_said
from tideturn.interfaces.workspace.presenters.plans.questions import question_rows
from tideturn.interfaces.workspace.presenters.plans.reviewing import review_rows
from tideturn.interfaces.workspace.presenters.plans.statements import statement_rows

ON_THE_WAY = 25


@page
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for whoever enters, and what their agency has on the way."""
    me = entering(request)
    under_way = statements.statements(me).filter(agency=me.agency_id, state__in=OPEN_STATES, upload__isnull=True)
    parts = {
        "cards": cards(me),
        "wants_digest": wants_digest(me),
        "asked": question_rows(scrutiny.asked_of(me)[:ON_THE_WAY]) if Permission.PLANS_EDIT in me.permissions else (),
        **(_of_a_reviewer(me) if Permission.PLANS_REVIEW in me.permissions else {}),
        "under_way": statement_rows(under_way.order_by("-changed_at")[:ON_THE_WAY]),
    }
    return render(request, "workspace/plans/desk.html", parts)


def _of_a_reviewer(me: Actor) -> dict[str, object]:
    own = {body.pk for body in speaking.bodies_of(me)}
    return {
        "to_close": question_rows(scrutiny.to_be_closed(me)[:ON_THE_WAY]),
        "verdicts": verdicts_said(today()),
        "silent": review_rows(queries.longest_silent(today()), own),
    }
