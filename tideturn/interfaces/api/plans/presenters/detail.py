"""One commitment with everything that is held about it, as the contract shows it."""

from datetime import date
from typing import Any

from tideturn.engines.plans import money, queries
from tideturn.engines.plans.models import Commitment, Evidence
from tideturn.interfaces.api.plans.presenters.commitment import commitment_name, fields
from tideturn.interfaces.api.plans.presenters.lineage import lineage
from tideturn.interfaces.api.plans.presenters.parts import (
    document_item,
    document_name,
    document_name_if_any,
    money_totals,
    organisation_name,
    organisation_name_if_any,
)
from tideturn.interfaces.api.plans.shapes import detail as shape


def commitment_answer(commitment: Any, day: date) -> shape.CommitmentAnswer:
    """Return one commitment as it stood on a day, with all that had been said of it by then."""
    return shape.CommitmentAnswer(
        **fields(commitment, day),
        as_of=day,
        plan_title=commitment.plan.title,
        children=[commitment_name(child) for child in commitment.children.all()],
        due_window=_due(commitment),
        condition=commitment.current_condition or None,
        measure=shape.Measure(exists=commitment.has_measure, note=commitment.measure_note or None),
        doubts=commitment.doubts,
        quotations=[_quotation(item) for item in commitment.quotations.all()],
        acceptances=[_acceptance(item) for item in commitment.acceptances.all()],
        responses=[_response(item) for item in commitment.responses.all()],
        positions=[_position(item) for item in commitment.positions.all()],
        verdicts=[_verdict(item) for item in commitment.verdicts.all()],
        corrections=[
            shape.Correction(corrected_on=item.corrected_on, fields=item.fields, reason=item.reason)
            for item in queries.corrections(commitment, day)
        ],
        money=_money(commitment, day),
        area_deliveries=[_area_delivery(item) for item in commitment.area_deliveries.all()],
        lineage=lineage(commitment, day),
        documents=[document_item(document) for document in queries.documents(day).filter(plan=commitment.plan_id)],
    )


def _due(commitment: Any) -> shape.Due:
    return shape.Due(
        timescale=commitment.timescale,
        first_due=commitment.due_date,
        is_open_ended=commitment.is_open_ended,
        reasoning=commitment.due_reasoning,
        deadlines=[
            shape.Deadline(as_written=item.as_written, due=item.due_date) for item in commitment.deadlines.all()
        ],
        revisions=[
            shape.DueDateRevision(
                due=item.due_date,
                decided_on=item.decided_on,
                by=organisation_name(item.by),
                reason=item.reason,
                source=item.source,
                origin=item.origin,
            )
            for item in commitment.due_date_revisions.all()
        ],
    )


def _quotation(item: Any) -> shape.Quotation:
    return shape.Quotation(
        part=item.part,
        wording=item.wording,
        file_name=item.attachment.file_name,
        lines=[shape.Lines(first=first, last=last) for first, last in item.lines],
        document=document_name_if_any(item.attachment.document),
    )


def _acceptance(item: Any) -> shape.Acceptance:
    return shape.Acceptance(
        value=item.value,
        by=organisation_name_if_any(item.by),
        on=item.stated_on,
        document=document_name_if_any(item.document),
        basis=item.basis,
        reason=item.reason or None,
        origin=item.origin,
    )


def _response(item: Any) -> shape.Response:
    return shape.Response(
        by=organisation_name(item.by), on=item.stated_on, document=document_name(item.document), summary=item.summary
    )


def _position(item: Any) -> shape.Position:
    return shape.Position(
        status=item.status or None,
        as_written=item.as_written or None,
        on=item.stated_on,
        by=organisation_name_if_any(item.by),
        note=item.note or None,
        source=item.source,
        document=document_name_if_any(item.document),
        address=item.address or None,
        evidence=[_evidence(one) for one in item.evidence.all()],
        origin=item.origin,
    )


def _verdict(item: Any) -> shape.Verdict:
    return shape.Verdict(
        value=item.value,
        author=item.author,
        organisation=organisation_name(item.organisation),
        on=item.stated_on,
        reason=item.reason,
        evidence=[_evidence(one) for one in item.evidence.all()],
        origin=item.origin,
    )


def _evidence(item: Evidence) -> shape.Evidence:
    return shape.Evidence(
        title=item.title,
        address=item.address or None,
        file_name=item.file_name or None,
        sha256=item.sha256 or None,
        media_type=item.media_type or None,
        dated=item.dated,
    )


def _money(commitment: Commitment, day: date) -> shape.Money:
    return shape.Money(
        sums=[_sum(item) for item in commitment.money.all()],
        totals=money_totals(money.totals(day, commitment_id=commitment.pk)),
    )


def _sum(item: Any) -> shape.Sum:
    return shape.Sum(
        id=item.key,
        as_written=item.as_written,
        amount=item.amount,
        currency=item.currency,
        per=item.per or None,
        bound=item.bound or None,
        part_of=item.part_of.key if item.part_of else None,
        not_added=item.not_added or None,
        recipient=organisation_name_if_any(item.recipient),
        purpose=item.purpose or None,
        period_start=item.period_start,
        period_end=item.period_end,
        document=document_name_if_any(item.document),
    )


def _area_delivery(item: Any) -> shape.AreaDelivery:
    return shape.AreaDelivery(
        area_scheme=item.area_scheme,
        area_code=item.area_code,
        status=item.status,
        on=item.stated_on,
        by=organisation_name_if_any(item.by),
        note=item.note or None,
        source=item.source,
        evidence=[_evidence(one) for one in item.evidence.all()],
        origin=item.origin,
    )
