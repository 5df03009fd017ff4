"""Commitments: what was asked and promised."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from tideturn.engines.plans import queries
from tideturn.interfaces.api.plans.pages import page_in_order, page_of_matches
from tideturn.interfaces.api.plans.presenters.commitment import commitment_item
from tideturn.interfaces.api.plans.presenters.detail import commitment_answer
from tideturn.interfaces.api.plans.questions import CommitmentQuestion, Question
from tideturn.interfaces.api.plans.shapes.commitment import CommitmentPage
from tideturn.interfaces.api.plans.shapes.detail import CommitmentAnswer
from tideturn.interfaces.api.plans.values import Id, LocalId
from tideturn.interfaces.api.refusals import NotThere, Refusal, check_parameters

router = Router(tags=["commitments"])
ORDER = ("plan__published", "plan_id", "order", "id")


@router.get("/commitments/", response={200: CommitmentPage, 404: Refusal, 422: Refusal, 503: Refusal})
def list_commitments(request: HttpRequest, question: Annotated[CommitmentQuestion, Query()]) -> CommitmentPage:
    """Return the commitments that a question asks for, as they stood on a day: in plan order, or best match first."""
    check_parameters(request, CommitmentQuestion)
    _check_names(question)
    found = queries.register(question.day, question.filters()).select_related("parent")
    if question.words:
        page = page_of_matches(found, cursor=question.cursor, limit=question.limit)
    else:
        page = page_in_order(found, ORDER, cursor=question.cursor, limit=question.limit)
    return CommitmentPage(
        as_of=question.day,
        total=page.total,
        next=page.next,
        is_near_match=queries.is_near_match(found),
        items=[commitment_item(item, question.day) for item in page.items],
    )


def _check_names(question: CommitmentQuestion) -> None:
    """Refuse the id of nothing: an empty list would read as if there were a plan or an owner with no commitments."""
    if question.plan is not None:
        queries.plan(question.plan)
    if question.owner is not None and not queries.organisation_exists(question.owner, question.day):
        raise NotThere("There is no organisation with this id. See /api/v1/organisations/ for those there are.")


@router.get(
    "/commitments/{plan_id}/{local_id}/", response={200: CommitmentAnswer, 404: Refusal, 422: Refusal, 503: Refusal}
)
def show_commitment(
    request: HttpRequest,
    plan_id: Annotated[Id, Path(description="The id of its plan.")],
    local_id: Annotated[LocalId, Path(description="Its id within the plan.")],
    question: Annotated[Question, Query()],
) -> CommitmentAnswer:
    """Return one commitment as it stood on a day, with answers, positions, verdicts, money, wording and lineage."""
    check_parameters(request, Question)
    return commitment_answer(queries.commitment(plan_id, local_id, question.day), question.day)
