"""Organisations, classes of them, and posts."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from tideturn.engines.plans import queries
from tideturn.interfaces.api.plans.pages import page_in_order
from tideturn.interfaces.api.plans.presenters.organisation import organisation_answer, organisation_item
from tideturn.interfaces.api.plans.questions import ListQuestion, Question
from tideturn.interfaces.api.plans.shapes.organisation import OrganisationAnswer, OrganisationPage
from tideturn.interfaces.api.plans.values import Id
from tideturn.interfaces.api.refusals import NotThere, Refusal, check_parameters

router = Router(tags=["organisations"])
ORDER = ("name", "id")
NEIGHBOURS = ("other_names", "successions__successor", "inheritances__predecessor")


@router.get("/organisations/", response={200: OrganisationPage, 404: Refusal, 422: Refusal, 503: Refusal})
def list_organisations(request: HttpRequest, question: Annotated[ListQuestion, Query()]) -> OrganisationPage:
    """Return every organisation that the plans name, by name."""
    check_parameters(request, ListQuestion)
    found = queries.every_organisation(question.day)
    page = page_in_order(found, ORDER, cursor=question.cursor, limit=question.limit)
    return OrganisationPage(
        as_of=question.day,
        total=page.total,
        next=page.next,
        items=[organisation_item(organisation) for organisation in page.items],
    )


@router.get(
    "/organisations/{organisation_id}/", response={200: OrganisationAnswer, 404: Refusal, 422: Refusal, 503: Refusal}
)
def show_organisation(
    request: HttpRequest,
    organisation_id: Annotated[Id, Path(description="The organisation's id.")],
    question: Annotated[Question, Query()],
) -> OrganisationAnswer:
    """Return one organisation with its other names, and those before and after it."""
    check_parameters(request, Question)
    found = queries.every_organisation(question.day).prefetch_related(*NEIGHBOURS).filter(id=organisation_id).first()
    if found is None:
        raise NotThere("There is no organisation with this id. See /api/v1/organisations/ for those there are.")
    return organisation_answer(found, question.day)
