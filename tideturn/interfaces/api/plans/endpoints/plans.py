"""Plans."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from tideturn.engines.plans import queries
from tideturn.engines.plans.errors import PlanNotFound
from tideturn.interfaces.api.plans.pages import page_in_order
from tideturn.interfaces.api.plans.presenters.plan import plan_answer, plan_item
from tideturn.interfaces.api.plans.questions import ListQuestion, Question
from tideturn.interfaces.api.plans.shapes.plan import PlanAnswer, PlanPage
from tideturn.interfaces.api.plans.values import Id
from tideturn.interfaces.api.refusals import Refusal, check_parameters

router = Router(tags=["plans"])
ORDER = ("published", "id")


@router.get("/plans/", response={200: PlanPage, 404: Refusal, 422: Refusal, 503: Refusal})
def list_plans(request: HttpRequest, question: Annotated[ListQuestion, Query()]) -> PlanPage:
    """Return the plans published by a day, oldest first."""
    check_parameters(request, ListQuestion)
    page = page_in_order(queries.plans(question.day), ORDER, cursor=question.cursor, limit=question.limit)
    return PlanPage(
        as_of=question.day,
        total=page.total,
        next=page.next,
        items=[plan_item(plan, question.day) for plan in page.items],
    )


@router.get("/plans/{plan_id}/", response={200: PlanAnswer, 404: Refusal, 422: Refusal, 503: Refusal})
def show_plan(
    request: HttpRequest,
    plan_id: Annotated[Id, Path(description="The plan's id.")],
    question: Annotated[Question, Query()],
) -> PlanAnswer:
    """Return one plan with its sections, documents, counts and money."""
    check_parameters(request, Question)
    plan = queries.plans(question.day).prefetch_related("sections").filter(id=plan_id).first()
    if plan is None:
        raise PlanNotFound(plan_id)
    return plan_answer(plan, question.day)
