"""Documents: those whose facts are held, and those known to exist and not held."""

from datetime import date
from typing import Annotated

from django.db.models import Case, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from ninja import Query, Router

from tideturn.engines.plans import queries
from tideturn.interfaces.api.plans.pages import page_in_order
from tideturn.interfaces.api.plans.presenters.parts import document_item
from tideturn.interfaces.api.plans.questions import ListQuestion
from tideturn.interfaces.api.plans.shapes.parts import DocumentPage
from tideturn.interfaces.api.refusals import Refusal, check_parameters

router = Router(tags=["documents"])
ORDER = ("group", "day", "id")


@router.get("/documents/", response={200: DocumentPage, 404: Refusal, 422: Refusal, 503: Refusal})
def list_documents(request: HttpRequest, question: Annotated[ListQuestion, Query()]) -> DocumentPage:
    """Return the documents held by date, then those known to exist and not held; undated ones last."""
    check_parameters(request, ListQuestion)
    found = queries.documents(question.day).annotate(
        group=Case(When(is_held=True, then=Value(0)), default=Value(1)), day=Coalesce("published", Value(date.max))
    )
    page = page_in_order(found, ORDER, cursor=question.cursor, limit=question.limit)
    return DocumentPage(
        as_of=question.day,
        total=page.total,
        next=page.next,
        items=[document_item(document) for document in page.items],
    )
