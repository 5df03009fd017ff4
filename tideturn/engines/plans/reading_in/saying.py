"""What a document itself says of its commitments beside their words: answers, how far they are, and sums."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from tideturn.engines.plans.models import Acceptance, Attachment, Commitment, Money, Plan, PlanDraft, Position
from tideturn.engines.plans.reading_in.sums import sums_in
from tideturn.engines.plans.words import OWN_PROMISE, AcceptanceValue, Basis, Kind, Nature, Origin


def keep_what_is_said(
    *, plan: Plan, attachment: Attachment, accepted: Sequence[PlanDraft], numbers: Mapping[UUID, Commitment]
) -> None:
    """Write the answers, positions and sums of a plan's drafts, as its publisher's, of the day it was published."""
    document = attachment.document
    of_it = {"by_id": plan.publisher_id, "stated_on": plan.published, "document": document, "origin": Origin.DOCUMENT}
    rows = [(draft, numbers[draft.pk]) for draft in accepted]
    Acceptance.objects.bulk_create(
        Acceptance(commitment=commitment, **answer, **of_it)
        for draft, commitment in rows
        for answer in _answers(plan, draft)
    )
    Position.objects.bulk_create(
        Position(
            commitment=commitment, status=draft.status, as_written=draft.status_as_written,
            source=_source(attachment, draft), **of_it,
        )
        for draft, commitment in rows
        if draft.status
    )  # fmt: skip
    for draft, commitment in rows:
        _keep_sums(draft, commitment, attachment)


def _answers(plan: Plan, draft: PlanDraft) -> Iterator[dict[str, Any]]:
    """Yield what was answered: as a person read it of the response, or by having promised it oneself."""
    if draft.acceptance:
        yield {"value": draft.acceptance, "basis": Basis.READING}
    elif plan.nature != Nature.ASKED and draft.kind != Kind.RECOMMENDATION:
        said = OWN_PROMISE.format(maker=plan.publisher.name)
        yield {"value": AcceptanceValue.ACCEPTED, "basis": Basis.STATED, "reason": said}


def _source(attachment: Attachment, draft: PlanDraft) -> str:
    """Return where a position is printed: in which document, and on which line of it."""
    title = attachment.document.title if attachment.document else attachment.file_name
    lines = draft.places.get("status", [])
    return f"{title}, line {lines[0][0]}" if lines else title


def _keep_sums(draft: PlanDraft, commitment: Commitment, attachment: Attachment) -> None:
    """Write the sums of a draft, each part below the sum that counts it already."""
    kept: list[Money] = []
    for place, one in enumerate(sums_in(draft.money)):
        row = Money(
            commitment=commitment,
            key=f"sum-{place + 1}",
            as_written=one.as_written,
            amount=one.amount,
            currency=one.currency,
            per=one.per or "",
            bound=one.bound or "",
            part_of=None if one.part_of is None else kept[one.part_of],
            document=attachment.document,
        )
        row.save()
        kept.append(row)
