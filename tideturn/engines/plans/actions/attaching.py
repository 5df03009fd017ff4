"""Attach a document that was read: its wording is quoted beside the commitments of its plan, with its place."""

from collections.abc import Iterable, Iterator

from django.db import transaction

from tideturn.engines.plans.actions.loading_details import rewrite_search_text
from tideturn.engines.plans.actions.synchronising import Row, synchronise
from tideturn.engines.plans.errors import DocumentDoesNotMatch, DocumentUnknown
from tideturn.engines.plans.history import because
from tideturn.engines.plans.matching import Match, Ranges, best_match
from tideturn.engines.plans.models import Attachment, Commitment, Plan, Quotation
from tideturn.engines.plans.words import Wording
from tideturn.methods.reading.commitments import Commitment as Draft
from tideturn.methods.reading.commitments import Reading
from tideturn.packs.schema.edition import Edition

# Below this share of known wordings a document is another document, not another edition of the same one.
SAME_DOCUMENT_FROM = 0.3


def attach_document(
    *, reading: Reading, file_name: str, editions: Iterable[Edition], by: str, plan_id: str | None = None
) -> Attachment:
    """Store the wording of a document as quotations of its plan's commitments, all of it or nothing.

    Raise DocumentUnknown where it looks like no plan's document, and DocumentDoesNotMatch, saying where it differs,
    where it is another edition than the one the plan was made from.
    """
    candidates = [edition for edition in editions if plan_id in (None, edition.plan)]
    match = best_match(reading, candidates)
    if match is None or len(match.found) < SAME_DOCUMENT_FROM * len(match.edition.wordings):
        raise DocumentUnknown(file_name, plan_id)
    if not match.is_whole:
        raise DocumentDoesNotMatch(file_name, match.edition.plan, match.differences())
    return _store(reading=reading, file_name=file_name, match=match, by=by)


@transaction.atomic
def _store(*, reading: Reading, file_name: str, match: Match, by: str) -> Attachment:
    with because(by=by, reason=f"attached {file_name}"):
        plan = Plan.objects.select_for_update().get(id=match.edition.plan)
        attachment, _ = Attachment.objects.update_or_create(
            plan=plan,
            sha256=reading.sha256,
            defaults={
                "document_id": match.edition.document,
                "file_name": file_name[:255],
                "layout": reading.layout,
                "attached_by": by,
            },
        )
        numbers = dict(Commitment.objects.filter(plan=plan).values_list("local_id", "id"))
        rows = list(_quotation_rows(match, numbers, attachment))
        synchronise(Quotation.objects.filter(commitment__plan=plan), rows, key=("commitment_id", "part"))
        rewrite_search_text([plan.id])
    return attachment


def _quotation_rows(match: Match, numbers: dict[str, int], attachment: Attachment) -> Iterator[Row]:
    for local_id, (draft, ranges) in match.found.items():
        for part, wording in _parts(draft):
            yield {
                "commitment_id": numbers[local_id],
                "attachment_id": attachment.pk,
                "part": part.value,
                "wording": wording,
                **_places(ranges),
            }


def _parts(draft: Draft) -> Iterator[tuple[Wording, str]]:
    texts = {
        Wording.TEXT: draft.text,
        Wording.RESPONSE: draft.response,
        Wording.PROGRESS: draft.progress,
        Wording.OUTCOME: draft.outcome,
    }
    return ((part, text) for part, text in texts.items() if text)


def _places(ranges: Ranges) -> Row:
    return {"first_lines": [first for first, _ in ranges], "last_lines": [last for _, last in ranges]}
