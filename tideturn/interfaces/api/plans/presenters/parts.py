"""Parts that several answers have in common."""

from collections.abc import Iterable

from tideturn.engines.plans.models import Document, Organisation
from tideturn.engines.plans.money import Amount
from tideturn.engines.plans.words import Precision
from tideturn.interfaces.api.plans.shapes import parts as shape

BASE = "/api/v1"


def organisation_name(organisation: Organisation) -> shape.OrganisationName:
    """Return an organisation by id and name."""
    return shape.OrganisationName(
        id=organisation.id,
        name=organisation.name,
        is_generic=organisation.is_generic,
        is_proposed=organisation.is_proposed,
        api_href=f"{BASE}/organisations/{organisation.id}/",
    )


def organisation_name_if_any(organisation: Organisation | None) -> shape.OrganisationName | None:
    """Return an organisation by id and name, or nothing where none is given."""
    return organisation_name(organisation) if organisation else None


def document_name_if_any(document: Document | None) -> shape.DocumentName | None:
    """Return a document by id and title, or nothing where none is given."""
    return document_name(document) if document else None


def document_name(document: Document) -> shape.DocumentName:
    """Return a document by id and title."""
    return shape.DocumentName(id=document.id, title=document.title, address=document.address or None)


def document_item(document: Document) -> shape.DocumentItem:
    """Return a document with what is known of it."""
    return shape.DocumentItem(
        id=document.id,
        title=document.title,
        address=document.address or None,
        plan=document.plan_id,
        publisher=organisation_name(document.publisher),
        published=document.published,
        published_precision=Precision(document.published_precision),
        licence=document.licence or None,
        is_held=document.is_held,
        is_attached=bool(document.attachments.all()),
        note=document.note or None,
    )


def money_totals(totals: Iterable[Amount]) -> list[shape.MoneyTotal]:
    """Return totals of money."""
    return [
        shape.MoneyTotal(
            amount=total.amount,
            currency=total.currency,
            per=total.per or None,
            sums=total.sums,
            has_bounds=total.has_bounds,
        )
        for total in totals
    ]
