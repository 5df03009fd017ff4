"""Keep that a service was asked for help, for the one who asked."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from tideturn.engines.pathways.models import Asked, Report
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.audit import actions as audit


@dataclass(frozen=True)
class ForSender:
    """What is kept of a referral for its sender beside its receipt."""

    is_told: bool = False
    code_digest: bytes | None = None


@transaction.atomic
def keep_asked(report_id: UUID, kept: ForSender, *, by: Actor) -> bool:
    """Keep that a report asked a service for help, and return whether that is new: the same page may come twice."""
    report = Report.objects.select_related("case").get(pk=report_id)
    told = {
        "reference": report.reference,
        "agency": report.agency,
        "service": report.case.service,
        "service_name": report.case.service_name,
        "sent_at": report.received_at,
        "sent_by_id": by.user_id,
        "own_reference": report.source_reference,
        "is_told": kept.is_told,
        "code_digest": kept.code_digest,
    }
    _, is_new = Asked.objects.get_or_create(receipt_id=report_id, defaults=told)
    if is_new:
        detail = {"service": str(report.case.service)}
        audit.record(actor=by, action="ask service", kind="report", subject=report_id, detail=detail)
    return is_new
