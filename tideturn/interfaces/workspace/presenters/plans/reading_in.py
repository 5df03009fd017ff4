"""Documents being read in, their drafts and the lines that these stand on, as pages show them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.engines.plans.models import PlanDraft, ReadingIn
from tideturn.engines.plans.reading_in.comparing import Comparison, Row
from tideturn.engines.plans.reading_in.sums import as_text, sums_in
from tideturn.engines.plans.words import AcceptanceValue, Decision, Status
from tideturn.interfaces.design.forms import Reading
from tideturn.interfaces.design.forms.field import Shown
from tideturn.interfaces.workspace.presenters.times import day_words
from tideturn.methods.wording.likeness.editions import Change

# So many lines before and after those that a draft stands on.
AROUND = 2
# Which field of a form was read from which place.
FIELD_PLACES = {
    "due_date": "timescale", "start_date": "timescale", "title": "wording", "kind": "wording", "acceptance": "response",
    "status_as_written": "status",
}  # fmt: skip
CHANGES: Mapping[Change, Callable[[], str]] = {
    Change.ADDED: lambda: _("Added"),
    Change.DROPPED: lambda: _("Dropped"),
    Change.REWORDED: lambda: _("Reworded"),
    Change.POSTPONED: lambda: _("Postponed"),
    Change.BROUGHT_FORWARD: lambda: _("Brought forward"),
    Change.SAME: lambda: _("The same"),
}


@dataclass(frozen=True)
class Line:
    """A line of the document: its number, its words, and whether the draft stands on it."""

    number: int
    words: str
    is_read: bool


@dataclass(frozen=True)
class Placed:
    """A field of a draft's form, and the lines it was read from."""

    shown: Shown
    lines: tuple[int, ...]


@dataclass(frozen=True)
class DraftRow:
    """A draft in a list."""

    href: str
    order: int
    title: str
    wording: str
    facts: str
    doubts: tuple[str, ...]
    decision: str
    state: str
    id: str


@dataclass(frozen=True)
class Standing:
    """How far a document is."""

    undecided: int
    words: str


@dataclass(frozen=True)
class ChangeRow:
    """What became of a commitment in a new edition."""

    words: str
    what: str
    old_wording: str
    old_due: str
    new_wording: str
    new_due: str
    href: str


def standing_of(drafts: Sequence[PlanDraft]) -> Standing:
    """Return how many drafts are decided, and how."""
    counts = [sum(draft.decision == decision for draft in drafts) for decision in Decision]
    undecided, accepted, dropped = counts
    to_decide = ngettext("%(n)s draft to decide", "%(n)s drafts to decide", undecided) % {"n": undecided}
    rest = _("%(accepted)s accepted, %(dropped)s dropped") % {"accepted": accepted, "dropped": dropped}
    return Standing(undecided, f"{to_decide}; {rest}.")


def rows_of(drafts: Iterable[PlanDraft]) -> list[DraftRow]:
    """Return drafts as rows: those to decide first, and of them the doubtful ones."""
    in_order = sorted(drafts, key=lambda one: (one.decision != Decision.NONE, -len(one.doubts), one.order))
    return [draft_row(draft) for draft in in_order]


def draft_row(draft: PlanDraft) -> DraftRow:
    """Return one draft as a row."""
    due = _("due %(day)s") % {"day": day_words(draft.due_date)} if draft.due_date else ""
    facts = [draft.number, ", ".join(draft.owners), draft.timescale, due, *_said_of_it(draft)]
    state = str(Decision(draft.decision).label)
    dropped = f": {draft.why_dropped}" if draft.why_dropped else ""
    return DraftRow(
        href=reverse("plans-draft", kwargs={"draft_id": draft.pk}),
        order=draft.order,
        title=draft.title,
        wording=draft.wording,
        facts=" · ".join(fact for fact in facts if fact),
        doubts=tuple(draft.doubts),
        decision=draft.decision,
        state=state + dropped,
        id=str(draft.pk),
    )


def _said_of_it(draft: PlanDraft) -> list[str]:
    """Return what the document says of a commitment beside its words, as it will be published."""
    answer = str(AcceptanceValue(draft.acceptance).label) if draft.acceptance else ""
    status = str(Status(draft.status).label) if draft.status else ""
    return [
        _("answered: %(answer)s") % {"answer": answer} if answer else "",
        _("how far: %(status)s") % {"status": status} if status else "",
        "; ".join(as_text(sums_in(draft.money)).splitlines()),
    ]


def passage_of(reading: ReadingIn, draft: PlanDraft) -> list[Line]:
    """Return the lines that a draft stands on, with a few before and after; far parts follow one another."""
    read = {number for ranges in draft.places.values() for number in _numbers(ranges)}
    wanted = {near for number in read for near in range(number - AROUND, number + AROUND + 1)}
    shown = sorted(number for number in wanted if 1 <= number <= len(reading.lines))
    return [Line(number, reading.lines[number - 1], number in read) for number in shown]


def lines_of(reading: ReadingIn, start: int, end: int) -> list[Line]:
    """Return the lines of a document from one place to another, those marked that a draft was read from."""
    read = {
        number
        for places in reading.drafts.values_list("places", flat=True)
        for number in _numbers(places.get("wording", []))
    }
    return [
        Line(number, words, number in read) for number, words in enumerate(reading.lines[start:end], start=start + 1)
    ]


def placed(form: Reading[Any], draft: PlanDraft) -> list[Placed]:
    """Return the fields of a form, each with the lines it was read from."""
    return [
        Placed(shown, tuple(_numbers(draft.places.get(FIELD_PLACES.get(name, name), [])))[:6])
        for name, shown in form.by_name.items()
    ]


def _numbers(ranges: Iterable[Sequence[int]]) -> list[int]:
    return [number for first, last in ranges for number in range(first, last + 1)]


def change_rows(comparison: Comparison) -> list[ChangeRow]:
    """Return what became of each commitment, whatever stayed the same left out."""
    return [_change_row(row) for row in comparison.rows if Change.SAME not in row.changes]


def change_counts(comparison: Comparison) -> list[str]:
    """Return how many changed in each way."""
    return [f"{words()}: {comparison.counts[change]}" for change, words in CHANGES.items()]


def _change_row(row: Row) -> ChangeRow:
    return ChangeRow(
        words=", ".join(words() for change, words in CHANGES.items() if change in row.changes),
        what=row.new.title if row.new else row.old.title if row.old else "",
        old_wording=(row.old_wording or row.old.title) if row.old else "",
        old_due=day_words(row.old.due_date) if row.old and row.old.due_date else "",
        new_wording=row.new.wording if row.new else "",
        new_due=day_words(row.new.due_date) if row.new and row.new.due_date else "",
        href=reverse("plans-draft", kwargs={"draft_id": row.new.pk}) if row.new else "",
    )
