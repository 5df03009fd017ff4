"""Take a document in: its bytes are kept, what was read of it becomes drafts, and nothing of it is public."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from tideturn.engines.plans.kept_files import keep
from tideturn.engines.plans.models import Plan, PlanDraft, ReadingIn
from tideturn.engines.plans.reading_in.drafts import drafts_of, tie_parts
from tideturn.engines.plans.reading_in.errors import AlreadyRead, NothingRead, ReadingNotFound, ReadingOver
from tideturn.engines.plans.speaking import check_publishes_for_all
from tideturn.engines.plans.words import Nature, Precision, ReadingState
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.audit import actions as audit
from tideturn.methods.reading.commitments import Reading
from tideturn.methods.reading.document import Document


@dataclass(frozen=True)
class About:
    """What staff say of the plan that a document holds; the id is for ever once it is published."""

    plan_slug: str
    title: str
    short_title: str
    publisher: str
    nature: Nature
    published: date
    address: str = ""
    licence: str = ""
    edition_of: str = ""


@transaction.atomic
def begin(*, document: Document, reading: Reading, content: bytes, file_name: str, by: Actor) -> ReadingIn:
    """Keep a document and the drafts read of it, all of it or nothing, and return what was begun.

    Raise NothingRead where nothing looks like a commitment, and AlreadyRead where the same bytes are being read in or
    were published.
    """
    check_publishes_for_all(by)
    if not reading.commitments:
        raise NothingRead(file_name)
    begun = ReadingIn.objects.create(
        file_id=_kept(content),
        file_name=file_name[:255],
        form=document.form,
        layout=reading.layout,
        lines=list(document.lines),
        left_out=[[*lines, reason] for lines, reason in reading.coverage.left_out],
        read_by=by.name[:120],
        title=reading.title,
        published=reading.published,
        published_precision=Precision.DAY,
    )
    drafts = PlanDraft.objects.bulk_create(drafts_of(begun, document, reading))
    PlanDraft.objects.bulk_update(tie_parts(drafts, reading.commitments), ["parent"])
    detail = {"sha256": reading.sha256, "drafts": len(drafts)}
    audit.record(actor=by, action="plans.document-read", kind="plans-document", subject=begun.pk, detail=detail)
    return begun


def _kept(content: bytes) -> str:
    # Whoever reads the same bytes in waits here until this transaction ends, and then finds its document.
    digest = keep(content)
    other = ReadingIn.objects.filter(file=digest).exclude(state=ReadingState.LEFT).first()
    if other is not None:
        raise AlreadyRead(other.file_name)
    return digest


@transaction.atomic
def describe(*, reading_id: uuid.UUID, about: About, by: Actor) -> ReadingIn:
    """Keep what staff say of the plan, and return its reading; raise ReadingOver where that is not open any more."""
    check_publishes_for_all(by)
    found = opened(reading_id)
    before = _about(found)
    found.plan_slug, found.title, found.short_title = about.plan_slug, about.title, about.short_title
    found.publisher_id, found.nature, found.published = about.publisher, about.nature, about.published
    found.address, found.licence = about.address, about.licence
    found.edition_of_id = about.edition_of or None
    found.save()
    detail = {"before": before, "after": _about(found)}
    audit.record(actor=by, action="plans.document-described", kind="plans-document", subject=found.pk, detail=detail)
    return found


def _about(found: ReadingIn) -> dict[str, object]:
    names = ("plan_slug", "title", "short_title", "publisher_id", "nature", "published", "address", "licence")
    return {name: getattr(found, name) for name in (*names, "edition_of_id")}


@transaction.atomic
def leave(*, reading_id: uuid.UUID, by: Actor) -> ReadingIn:
    """Leave a document unpublished; its drafts and its bytes stay for a month, see `actions.clearing`."""
    check_publishes_for_all(by)
    found = opened(reading_id)
    found.state, found.left_at = ReadingState.LEFT, timezone.now()
    found.save(update_fields=["state", "left_at"])
    audit.record(actor=by, action="plans.document-left", kind="plans-document", subject=found.pk)
    return found


def opened(reading_id: uuid.UUID) -> ReadingIn:
    """Return a document that is being read in, held for this transaction; raise where there is none or it is over."""
    found: ReadingIn | None = ReadingIn.objects.select_for_update().filter(pk=reading_id).first()
    if found is None:
        raise ReadingNotFound
    if found.state != ReadingState.OPEN:
        raise ReadingOver
    return found


def plan_exists(plan_id: str) -> bool:
    """Return whether the register has a plan of this id, published or to be."""
    return Plan.objects.filter(pk=plan_id).exists()
