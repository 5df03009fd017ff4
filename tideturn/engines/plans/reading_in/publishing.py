"""Make a plan of a document whose every draft a person decided: the whole of it, in one transaction, or nothing."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count, product
from string import ascii_uppercase

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from tideturn.engines.plans.actions.loading_details import rewrite_search_text
from tideturn.engines.plans.history import because
from tideturn.engines.plans.models import (
    Attachment,
    Commitment,
    Document,
    Link,
    Party,
    Plan,
    PlanDraft,
    Quotation,
    ReadingIn,
    Section,
)
from tideturn.engines.plans.reading_in.beginning import opened, plan_exists
from tideturn.engines.plans.reading_in.bodies import body_of
from tideturn.engines.plans.reading_in.comparing import comparison_of
from tideturn.engines.plans.reading_in.errors import NotReadyToPublish, PublishedUnread
from tideturn.engines.plans.reading_in.linking import suggest
from tideturn.engines.plans.reading_in.saying import keep_what_is_said
from tideturn.engines.plans.speaking import check_publishes_for_all
from tideturn.engines.plans.words import (
    Confidence,
    Decision,
    LinkKind,
    LinkOrigin,
    Origin,
    ReadingState,
    Relation,
    Role,
    State,
    Wording,
)
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.audit import actions as audit
from tideturn.methods.wording.likeness.editions import Change

INITIALS_AT_MOST = 10
SAME_WHY = "The new edition says it in the same words; the two were shown beside each other before it was published."
OTHER_WHY = "The new edition says it otherwise; the two were shown beside each other before it was published."
LEFT_BY_A_NEW_EDITION = "A new edition of it was published."


@dataclass(frozen=True)
class _Ready:
    """A document with what a plan must have."""

    reading: ReadingIn
    publisher: str
    published: date


@dataclass(frozen=True)
class Published:
    """What a document became."""

    plan: Plan
    commitments: int


@transaction.atomic
def publish(*, reading_id: uuid.UUID, by: Actor) -> Published:
    """Publish the plan of a document that was read whole, and return it.

    Raise PublishedUnread where a draft is undecided, and NotReadyToPublish with all that is missing; nothing is
    published then.
    """
    check_publishes_for_all(by)
    # One plan is published at a time, so that two of one id cannot be.
    Plan.objects.select_for_update().order_by("pk").first()
    reading = opened(reading_id)
    drafts = list(PlanDraft.objects.select_for_update(of=("self",)).filter(reading_in=reading).order_by("order"))
    undecided = sum(draft.decision == Decision.NONE for draft in drafts)
    if undecided:
        raise PublishedUnread(undecided)
    accepted = [draft for draft in drafts if draft.decision == Decision.ACCEPTED]
    ready = _ready(reading, accepted)
    with because(by=by.name, reason=f"read in from {reading.file_name} and published"):
        plan = _plan(ready)
        numbers = _commitments(ready, plan, accepted)
        _take_the_place_of(reading, numbers)
        rewrite_search_text([plan.pk])
    reading.state, reading.became = ReadingState.PUBLISHED, plan
    reading.save()
    suggest(plan=plan)
    detail = {"plan": plan.pk, "commitments": len(accepted), "dropped": len(drafts) - len(accepted)}
    audit.record(actor=by, action="plans.published", kind="plans-document", subject=reading.pk, detail=detail)
    return Published(plan, len(accepted))


def _ready(reading: ReadingIn, accepted: Sequence[PlanDraft]) -> _Ready:
    missing = missing_for(reading, accepted)
    if missing or reading.publisher_id is None or reading.published is None:
        raise NotReadyToPublish(missing)
    return _Ready(reading, reading.publisher_id, reading.published)


def missing_for(reading: ReadingIn, accepted: Sequence[PlanDraft]) -> list[str]:
    """Return what a plan lacks to be published, a sentence for each; nothing when it lacks nothing."""
    said = (
        (not reading.publisher_id or not reading.nature or not reading.plan_slug, "Say first what plan it is."),
        (is_taken(reading.plan_slug), "There is a plan of this id, or a document of it; give it another."),
        (reading.published is None, "Say when the plan was published."),
        (_is_to_come(reading.published), "The day on which it was published is still to come; publish it here then."),
        (not accepted, "At least one draft must be accepted."),
    )
    return [sentence for is_missing, sentence in said if is_missing]


def _is_to_come(day: date | None) -> bool:
    return day is not None and day > timezone.localdate()


def is_taken(plan_slug: str) -> bool:
    """Return whether a plan, or the document of one, has an id already."""
    return plan_exists(plan_slug) or Document.objects.filter(pk=_document_of(plan_slug)).exists()


def _document_of(plan_slug: str) -> str:
    return f"{plan_slug[:71]}-document"


def _plan(ready: _Ready) -> Plan:
    reading = ready.reading
    return Plan.objects.create(
        id=reading.plan_slug,
        title=reading.title,
        short_title=reading.short_title,
        publisher_id=ready.publisher,
        nature=reading.nature,
        state=State.CURRENT,
        published=ready.published,
        published_precision=reading.published_precision,
        position_as_at=ready.published,
        layout=reading.layout,
        origin=Origin.STAFF,
    )


def _commitments(ready: _Ready, plan: Plan, accepted: Sequence[PlanDraft]) -> dict[uuid.UUID, Commitment]:
    """Write the commitments with all that hangs on them, and return them by their drafts.

    The doubts of the reading stay with the drafts: whoever accepted one saw them beside the document, and settled them.
    """
    attachment = _attachment(ready, plan)
    sections = _sections(plan, accepted)
    prefix = prefix_for(plan.pk)
    numbers: dict[uuid.UUID, Commitment] = {}
    for order, draft in enumerate(accepted):
        numbers[draft.pk] = Commitment.objects.create(
            plan=plan,
            local_id=f"{prefix}-{order + 1:03d}",
            kind=draft.kind,
            number=draft.number,
            section=sections.get(draft.section),
            title=draft.title,
            order=order,
            timescale=[draft.timescale] if draft.timescale else [],
            start_date=draft.start_date,
            due_date=draft.due_date,
            due_reasoning=_reasoning(draft),
        )
    _hang_on_parents(accepted, numbers)
    Party.objects.bulk_create(_parties(ready, accepted, numbers))
    Quotation.objects.bulk_create(
        row for draft in accepted for row in _quotations(draft, numbers[draft.pk], attachment)
    )
    keep_what_is_said(plan=plan, attachment=attachment, accepted=accepted, numbers=numbers)
    return numbers


def _attachment(ready: _Ready, plan: Plan) -> Attachment:
    reading = ready.reading
    document = Document.objects.create(
        id=_document_of(plan.pk),
        plan=plan,
        title=reading.title,
        publisher_id=ready.publisher,
        address=reading.address,
        published=reading.published,
        published_precision=reading.published_precision,
        licence=reading.licence,
        is_held=True,
    )
    return Attachment.objects.create(
        plan=plan,
        document=document,
        file_name=reading.file_name,
        sha256=reading.file_id,
        layout=reading.layout,
        attached_by=reading.read_by,
    )


def _sections(plan: Plan, accepted: Sequence[PlanDraft]) -> dict[str, Section]:
    titles = dict.fromkeys(draft.section for draft in accepted if draft.section)
    found: dict[str, Section] = {}
    taken: set[str] = set()
    for order, title in enumerate(titles):
        slug = slugify(title)[:70] or "section"
        slug = slug if slug not in taken else f"{slug}-{order + 1}"
        taken.add(slug)
        found[title] = Section.objects.create(plan=plan, slug=slug, title=title, order=order)
    return found


def prefix_for(plan_id: str) -> str:
    """Return the letters that the ids of a plan's commitments begin with, which no other plan's begin with."""
    initials = "".join(part[0] for part in plan_id.split("-") if part[0].isalpha()).upper()[:INITIALS_AT_MOST] or "P"
    more = ("".join(letters) for length in count() for letters in product(ascii_uppercase, repeat=length))
    return next(one for one in (f"{initials}{letters}" for letters in more) if not _is_used(one))


def _is_used(prefix: str) -> bool:
    return Commitment.objects.filter(local_id__startswith=f"{prefix}-").exists()


def _reasoning(draft: PlanDraft) -> str:
    if draft.timescale:
        return f"The document says “{draft.timescale}”."
    return "Read from the document." if draft.due_date else "The plan gives no date."


def _hang_on_parents(accepted: Sequence[PlanDraft], numbers: dict[uuid.UUID, Commitment]) -> None:
    """Tie parts to the whole they are part of; where that was dropped, to what it was a part of itself."""
    above = dict(PlanDraft.objects.filter(reading_in=accepted[0].reading_in_id).values_list("pk", "parent_id"))
    moved = []
    for draft in accepted:
        parent = draft.parent_id
        while parent is not None and parent not in numbers:
            parent = above.get(parent)
        if parent is not None:
            numbers[draft.pk].parent = numbers[parent]
            moved.append(numbers[draft.pk])
    Commitment.objects.bulk_update(moved, ["parent"])


def _parties(ready: _Ready, accepted: Sequence[PlanDraft], numbers: dict[uuid.UUID, Commitment]) -> Iterator[Party]:
    for draft in accepted:
        commitment = numbers[draft.pk]
        yield Party(commitment=commitment, organisation_id=ready.publisher, role=Role.MADE_BY, order=0)
        for role, names in ((Role.OWNER, draft.owners), (Role.OTHER, draft.others)):
            for order, organisation in enumerate(dict.fromkeys(body_of(name) for name in names if name.strip())):
                yield Party(commitment=commitment, organisation_id=organisation, role=role, order=order)


def _quotations(draft: PlanDraft, commitment: Commitment, attachment: Attachment) -> Iterator[Quotation]:
    parts = (
        (Wording.TEXT, draft.wording, "wording"),
        (Wording.RESPONSE, draft.response, "response"),
        (Wording.PROGRESS, draft.progress, "progress"),
        (Wording.OUTCOME, draft.outcome, "outcome"),
    )
    for part, wording, field in parts:
        if wording:
            lines = draft.places.get(field) or draft.places.get("wording", [])
            yield Quotation(
                commitment=commitment,
                attachment=attachment,
                part=part,
                wording=wording,
                first_lines=[first for first, _ in lines],
                last_lines=[last for _, last in lines],
            )


def _take_the_place_of(reading: ReadingIn, numbers: dict[uuid.UUID, Commitment]) -> None:
    """Link each commitment of a new edition to the one it takes the place of, and end a plan that staff published."""
    if reading.edition_of is None:
        return
    for row in comparison_of(reading).rows:
        if row.old is not None and row.new is not None and row.new.pk in numbers:
            is_same = Change.REWORDED not in row.changes
            commitment = numbers[row.new.pk]
            Link.objects.create(
                id=f"S-{commitment.pk}-{row.old.pk}",
                kind=LinkKind.CROSS_DOCUMENT,
                later=commitment,
                earlier=row.old,
                relation=Relation.RESTATES if is_same else Relation.SUPERSEDES,
                confidence=Confidence.HIGH,
                why=SAME_WHY if is_same else OTHER_WHY,
                origin=LinkOrigin.CURATED,
                entered=Origin.STAFF,
            )
    old = reading.edition_of
    if old.origin == Origin.STAFF and old.state == State.CURRENT:
        old.state, old.state_since, old.state_reason = State.SUPERSEDED, reading.published, LEFT_BY_A_NEW_EDITION
        old.save()
