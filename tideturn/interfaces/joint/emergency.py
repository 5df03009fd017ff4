"""Opening a case in an emergency by the reference that somebody read out: kept, told and audited in one transaction."""

import uuid
from collections.abc import Iterable

from django.db import transaction

from tideturn.engines.pathways.models import Case
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.delivery import actions as delivery
from tideturn.foundations.delivery.words import Channel, Kind
from tideturn.foundations.sharing import actions as sharing
from tideturn.foundations.sharing.actions.break_glass import Opening

REVIEWS = "/workspace/break-glass/reviews/"


@transaction.atomic
def open_case(reference: str, *, reason: str, by: Actor) -> Opening:
    """Let somebody see the case of a reference for a while; of one that is not there the attempt is kept all the same.

    The same is checked, counted, told and written down whether or not there is such a case, and in the same order.
    """
    opening = sharing.break_glass(subject_id=_case_of(reference), reason=reason, by=by)
    for lead in opening.leads:
        if lead.email:
            delivery.enqueue(
                channel=Channel.EMAIL,
                recipient=lead.email,
                kind=Kind.BREAK_GLASS_USED,
                link=REVIEWS,
                dedupe_key=f"break-glass:{opening.id}:{lead.pk}",
                agency=by.agency_id or "",
            )
    detail = {"reference": reference, "reason": reason, "opened": opening.subject_id is not None}
    audit.record(actor=by, action="break glass", kind="case", subject=opening.subject_id, detail=detail)
    return opening


def note_refused(reference: str, *, why: str, by: Actor) -> None:
    """Keep in the audit that somebody was refused an emergency opening."""
    detail = {"reference": reference, "why": why}
    audit.record(actor=by, action="break glass refused", kind="case", subject=None, detail=detail)


def references_of(case_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the references of cases that were opened, by which a reviewer asks the team that holds them."""
    with acting(system_actor("intake")):
        return dict(Case.objects.filter(pk__in=list(case_ids)).values_list("id", "reference"))


def _case_of(reference: str) -> uuid.UUID | None:
    with acting(system_actor("intake")):
        found = Case.objects.filter(reference=reference).values_list("joined_into", "id").first()
    return next((one for one in found if one), None) if found else None
