"""What a person does with a draft: accept, edit, split, join or drop it, or take a decision back."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tideturn.engines.plans.models import PlanDraft
from tideturn.engines.plans.reading_in.beginning import opened
from tideturn.engines.plans.reading_in.drafts import NO_DATE, NO_OWNER, known_names, short, unknown
from tideturn.engines.plans.reading_in.errors import (
    DraftChanged,
    LinesNotThere,
    NothingToJoin,
    PartingNotFound,
    ReadingNotFound,
)
from tideturn.engines.plans.reading_in.sums import as_rows, chosen, joint, readable, sums_in
from tideturn.engines.plans.speaking import check_publishes_for_all
from tideturn.engines.plans.words import Decision, Kind
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.audit import actions as audit
from tideturn.methods.reading.commitments import Money
from tideturn.methods.reading.money import find_money

# Places are moved by way of numbers that no draft has, because two may never have the same one.
FAR = 1_000_000
# What of a draft that is split stays with its first part: it was said once, and of the whole.
OF_THE_FIRST = ("number", "response", "acceptance", "progress", "status", "status_as_written")
# What of two drafts that are joined is read as one text, and what is had from whichever says it.
READ_ON = ("wording", "response", "progress", "outcome")
FROM_EITHER = ("timescale", "due_date", "acceptance", "status", "status_as_written")
ADDED_BY_HAND = "It was added by hand, from lines in which reading saw no commitment."


@dataclass(frozen=True)
class Words:
    """What a draft says, as a person left it."""

    kind: Kind
    title: str
    wording: str
    number: str = ""
    section: str = ""
    owners: tuple[str, ...] = ()
    timescale: str = ""
    start_date: date | None = None
    due_date: date | None = None
    response: str = ""
    acceptance: str = ""
    status: str = ""
    status_as_written: str = ""
    progress: str = ""
    outcome: str = ""
    money: tuple[Money, ...] = ()


# What a draft keeps under the name that it has in `Words`.
KEPT_SO = (
    "kind", "title", "wording", "number", "section", "timescale", "start_date", "due_date",
    "response", "acceptance", "status", "status_as_written", "progress", "outcome",
)  # fmt: skip


@transaction.atomic
def add(*, reading_id: uuid.UUID, first: int, last: int, by: Actor) -> PlanDraft:
    """Make a draft of some lines of a document in which reading saw none, to be decided like any other.

    Raise LinesNotThere where the document has no such lines, or nothing stands on them.
    """
    check_publishes_for_all(by)
    found = opened(reading_id)
    wording = " ".join(" ".join(found.lines[first - 1 : last]).split()) if 1 <= first <= last else ""
    if not wording or last > len(found.lines):
        raise LinesNotThere(len(found.lines))
    latest = PlanDraft.objects.filter(reading_in=found).order_by("-order").values_list("order", flat=True).first()
    draft = PlanDraft.objects.create(
        reading_in=found,
        order=(latest or 0) + 1,
        kind=Kind.PROMISE,
        title=short(wording),
        wording=wording,
        money=as_rows(readable(find_money([wording]))),
        places={"wording": [[first, last]]},
        doubts=[ADDED_BY_HAND],
    )
    _told(draft, "added", by)
    return draft


def mark_of(draft: PlanDraft) -> str:
    """Return what a draft is known by as long as it says the same."""
    return sha256(repr(words_of(draft)).encode()).hexdigest()[:16]


@transaction.atomic
def check_unchanged(*, draft_id: uuid.UUID, seen: str) -> None:
    """Raise DraftChanged where a draft says something else than when its mark was seen; else hold it."""
    draft, _ = _draft(draft_id)
    if mark_of(draft) != seen:
        raise DraftChanged


@transaction.atomic
def edit(*, draft_id: uuid.UUID, words: Words, by: Actor) -> PlanDraft:
    """Write what a draft says, and settle the doubts that this answers; one that was decided is to be decided again."""
    check_publishes_for_all(by)
    draft, before = _draft(draft_id)
    owners = list(draft.owners)
    for name in KEPT_SO:
        setattr(draft, name, getattr(words, name))
    draft.owners, draft.money = list(words.owners), as_rows(words.money)
    draft.doubts = _unsettled(draft, owners)
    _undecide(draft)
    draft.save()
    _told(draft, "edited", by, before)
    return draft


@transaction.atomic
def accept(*, draft_id: uuid.UUID, by: Actor) -> PlanDraft:
    """Accept a draft as it stands."""
    check_publishes_for_all(by)
    draft, before = _draft(draft_id)
    _decide(draft, Decision.ACCEPTED, by)
    draft.why_dropped = ""
    draft.save()
    _told(draft, "accepted", by, before)
    return draft


@transaction.atomic
def drop(*, draft_id: uuid.UUID, reason: str, by: Actor) -> PlanDraft:
    """Leave a draft out of the plan, for a reason; it stays kept."""
    check_publishes_for_all(by)
    draft, before = _draft(draft_id)
    _decide(draft, Decision.DROPPED, by)
    draft.why_dropped = reason
    draft.save()
    _told(draft, "dropped", by, before)
    return draft


@transaction.atomic
def take_back(*, draft_id: uuid.UUID, by: Actor) -> PlanDraft:
    """Take a decision back, so that the draft is undecided again."""
    check_publishes_for_all(by)
    draft, before = _draft(draft_id)
    _undecide(draft)
    draft.save()
    _told(draft, "taken-back", by, before)
    return draft


@transaction.atomic
def split(*, draft_id: uuid.UUID, second_begins: str, by: Actor) -> tuple[PlanDraft, PlanDraft]:
    """Make two drafts of one, the second beginning at some words of the wording; both are to be decided.

    Raise PartingNotFound where the words are not in it, or nothing stands before them.
    """
    check_publishes_for_all(by)
    draft, before = _draft(draft_id)
    at = draft.wording.find(second_begins.strip())
    if at <= 0 or not draft.wording[:at].strip():
        raise PartingNotFound(second_begins.strip()[:80])
    _make_room(draft)
    whole = draft.wording
    draft.wording = whole[:at].strip()
    draft.title = short(draft.wording)
    _undecide(draft)
    second = PlanDraft(**{**_fields(draft), "id": uuid.uuid4(), "order": draft.order + 1})
    for name in OF_THE_FIRST:
        setattr(second, name, "")
    second.wording, second.title = whole[at:].strip(), short(whole[at:].strip())
    second.money = chosen(draft.money, lambda one: _is_of_the_second(one, draft, second))
    draft.money = chosen(draft.money, lambda one: not _is_of_the_second(one, draft, second))
    draft.save()
    second.save(force_insert=True)
    _told(draft, "split", by, before)
    return draft, second


@transaction.atomic
def join(*, draft_id: uuid.UUID, by: Actor) -> PlanDraft:
    """Join a draft with the next one that is not dropped, which is dropped for that; the joint one is to be decided.

    Raise NothingToJoin where there is none after it.
    """
    check_publishes_for_all(by)
    draft, before = _draft(draft_id)
    after = PlanDraft.objects.filter(reading_in=draft.reading_in_id, order__gt=draft.order)
    second = after.exclude(decision=Decision.DROPPED).order_by("order").first()
    if second is None:
        raise NothingToJoin
    for field in READ_ON:
        setattr(draft, field, " ".join(filter(None, (getattr(draft, field), getattr(second, field)))))
    for field in ("owners", "others", "doubts"):
        setattr(draft, field, list(dict.fromkeys([*getattr(draft, field), *getattr(second, field)])))
    draft.places = _joint_places(draft.places, second.places)
    for field in FROM_EITHER:
        setattr(draft, field, getattr(draft, field) or getattr(second, field))
    draft.money = joint(draft.money, second.money)
    _undecide(draft)
    draft.save()
    PlanDraft.objects.filter(parent=second).exclude(pk=draft.pk).update(parent=draft)
    _decide(second, Decision.DROPPED, by)
    second.why_dropped = f"Joined with draft {draft.order}."
    second.save()
    _told(draft, "joined", by, before)
    return draft


@transaction.atomic
def accept_sure(*, reading_id: uuid.UUID, draft_ids: Iterable[uuid.UUID], by: Actor) -> int:
    """Accept those of some drafts that are undecided and without a doubt, and return how many were."""
    check_publishes_for_all(by)
    found = opened(reading_id)
    rows = PlanDraft.objects.filter(reading_in=found, pk__in=list(draft_ids), decision=Decision.NONE, doubts=[])
    count: int = rows.update(decision=Decision.ACCEPTED, decided_by=by.name[:120], decided_at=timezone.now())
    detail = {"accepted": count}
    audit.record(actor=by, action="plans.drafts-accepted", kind="plans-document", subject=found.pk, detail=detail)
    return count


def new_doubts(draft: PlanDraft) -> list[str]:
    """Return what the register would be given with a draft that it does not know: names of bodies."""
    known = known_names(draft.owners)
    return [unknown(name) for name in draft.owners if name not in known]


def _draft(draft_id: uuid.UUID) -> tuple[PlanDraft, dict[str, object]]:
    """Return a draft of a document that is open, both held for this transaction, and what it says before it changes."""
    reading_id = PlanDraft.objects.filter(pk=draft_id).values_list("reading_in_id", flat=True).first()
    if reading_id is None:
        raise ReadingNotFound
    opened(reading_id)
    draft: PlanDraft = PlanDraft.objects.select_for_update(of=("self",)).select_related("reading_in").get(pk=draft_id)
    return draft, _said(draft)


def _unsettled(draft: PlanDraft, owners: Sequence[str]) -> list[str]:
    """Return the doubts of a draft that its fields do not answer now; some owners are those that it had before."""
    settled = {unknown(name) for name in owners}
    if draft.owners:
        settled.add(NO_OWNER)
    if draft.timescale or draft.due_date:
        settled.add(NO_DATE)
    return list(dict.fromkeys([*(doubt for doubt in draft.doubts if doubt not in settled), *new_doubts(draft)]))


def _make_room(draft: PlanDraft) -> None:
    """Move every draft after one by a place."""
    after = PlanDraft.objects.filter(reading_in=draft.reading_in_id, order__gt=draft.order)
    after.update(order=F("order") + FAR)
    PlanDraft.objects.filter(reading_in=draft.reading_in_id, order__gt=FAR).update(order=F("order") - FAR + 1)


def _is_of_the_second(one: Money, draft: PlanDraft, second: PlanDraft) -> bool:
    """Return whether a sum of a draft that was split stands in the second part of its wording, and not in the first."""
    return one.as_written in second.wording and one.as_written not in draft.wording


def _fields(draft: PlanDraft) -> dict[str, object]:
    return {field.attname: getattr(draft, field.attname) for field in draft._meta.concrete_fields}


def _joint_places(one: dict[str, list[list[int]]], other: dict[str, list[list[int]]]) -> dict[str, list[list[int]]]:
    return {
        field: [*one.get(field, []), *(place for place in other.get(field, []) if place not in one.get(field, []))]
        for field in dict.fromkeys([*one, *other])
    }


def _decide(draft: PlanDraft, decision: Decision, by: Actor) -> None:
    draft.decision, draft.decided_by, draft.decided_at = decision, by.name[:120], timezone.now()


def _undecide(draft: PlanDraft) -> None:
    draft.decision, draft.decided_by, draft.decided_at, draft.why_dropped = Decision.NONE, "", None, ""


def _said(draft: PlanDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in (*KEPT_SO, "owners", "money", "decision", "why_dropped")}


def _told(draft: PlanDraft, did: str, by: Actor, before: dict[str, object] | None = None) -> None:
    """Write down what of a draft changed, and what it was before."""
    held, after = before or {}, _said(draft)
    changed = [name for name, value in after.items() if held.get(name) != value]
    detail = {"before": {name: held.get(name) for name in changed}, "after": {name: after[name] for name in changed}}
    audit.record(actor=by, action=f"plans.draft-{did}", kind="plans-draft", subject=draft.pk, detail=detail)


def words_of(draft: PlanDraft) -> Words:
    """Return what a draft says now."""
    return Words(
        **{**{name: getattr(draft, name) for name in KEPT_SO}, "kind": Kind(draft.kind)},
        owners=tuple(draft.owners),
        money=sums_in(draft.money),
    )
