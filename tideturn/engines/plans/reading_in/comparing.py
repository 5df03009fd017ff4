"""A new edition beside the plan that it is an edition of: what was added, dropped, reworded or postponed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from tideturn.engines.plans.models import Commitment, Plan, PlanDraft, ReadingIn
from tideturn.engines.plans.reading_in.passages import passages_of
from tideturn.engines.plans.words import Decision, Wording
from tideturn.methods.wording.likeness.editions import Change, Item, Pair, compared, counted


@dataclass(frozen=True)
class Row:
    """A commitment of the old edition, the draft that takes its place, and all that changed; either may be missing."""

    old: Commitment | None
    old_wording: str
    new: PlanDraft | None
    changes: frozenset[Change]


@dataclass(frozen=True)
class Comparison:
    """Two editions beside each other; without an attached document the old one is compared by its titles alone."""

    old: Plan
    rows: tuple[Row, ...]
    counts: Mapping[Change, int]
    has_wording: bool


def comparison_of(reading: ReadingIn) -> Comparison:
    """Return a new edition beside the plan that it is an edition of; drafts that were dropped are left out."""
    old = reading.edition_of
    if old is None:
        raise ValueError("There is nothing to compare with: the document is no new edition of a plan.")
    passages = passages_of(Q(plan=old), parts=(Wording.TEXT,))
    commitments = {str(item.pk): item for item in Commitment.objects.as_of(timezone.localdate()).filter(plan=old)}
    drafts = {
        str(draft.pk): draft
        for draft in reading.drafts.exclude(decision=Decision.DROPPED).order_by("order")
    }  # fmt: skip
    before = [Item(key, item.title, passages[key].wording, _due(item)) for key, item in commitments.items()]
    after = [Item(key, draft.title, draft.wording, draft.due_date) for key, draft in drafts.items()]
    pairs = compared(before, after)
    wordings = {key: passage.wording for key, passage in passages.items()}
    rows = tuple(_row(pair, commitments, wordings, drafts) for pair in pairs)
    return Comparison(old, rows, counted(pairs), any(wordings.values()))


def _row(
    pair: Pair, commitments: Mapping[str, Commitment], wordings: Mapping[str, str], drafts: Mapping[str, PlanDraft]
) -> Row:
    old, new = pair.old or "", pair.new or ""
    return Row(commitments.get(old), wordings[old] if old else "", drafts.get(new), pair.changes)


def _due(item: Commitment) -> date | None:
    """Return the date in force, which a later revision may have set."""
    found: date | None = item.current_due_date  # type: ignore[attr-defined]
    return found
