"""Rows of documents being read in, and of suggested links, that the database refuses; tried in test_constraints."""

import uuid
from datetime import UTC, date, datetime

from tideturn.engines.plans import models as m
from tideturn.engines.plans.kept_files import keep

DAY, NOW = date(2024, 1, 1), datetime(2024, 1, 1, tzinfo=UTC)


def reading(**changes):
    return m.ReadingIn.objects.create(
        **{"file_id": keep(b"x"), "file_name": "f", "form": "text", "layout": "l", **changes}
    )


def file_by_another_name():
    m.KeptFile.objects.create(sha256="0" * 64, content=b"x")


def file_too_large():
    keep(bytes(16_000_001))


def file_shown_twice():
    one = {"statement_id": uuid.uuid4(), "file_id": keep(b"x")}
    m.StatementFile.objects.create(**one)
    m.StatementFile.objects.create(**one)


def correction(**changes):
    said = {"title": "x", "wording": "x", "corrected_on": DAY, "fields": ["title"], "reason": "x"}
    one = m.Commitment.objects.get(local_id="LR-01")
    return m.Correction.objects.create(**{"commitment": one, **said, **changes})


def draft(**changes):
    base = {"order": 1, "kind": "action", "title": "x", "wording": "x"}
    return m.PlanDraft.objects.create(
        **{**base, **({} if "reading_in" in changes else {"reading_in": reading()}), **changes}
    )


def drafts_in_one_place():
    one = reading()
    draft(reading_in=one)
    draft(reading_in=one)


def draft_under_itself():
    one = draft()
    m.PlanDraft.objects.filter(pk=one.pk).update(parent=one)


def suggestion(**changes):
    at = {item.local_id: item for item in m.Commitment.objects.filter(local_id__in=["LR-01", "OD-1b"])}
    base = {"later": at["LR-01"], "earlier": at["OD-1b"], "rank": 1}
    return m.LinkSuggestion.objects.create(**{**base, **changes})


def suggestion_of_itself():
    one = suggestion()
    m.LinkSuggestion.objects.filter(pk=one.pk).update(earlier=one.later)


# Each row: the constraint, and the write that breaks it.
BROKEN = {
    "readingin_state_is_known": lambda: reading(state="half"),
    "readingin_nature_is_known": lambda: reading(nature="begged"),
    "readingin_published_precision_is_known": lambda: reading(published_precision="week"),
    "readingin_address_is_of_the_web": lambda: reading(address="javascript:alert(1)"),
    "reading_in_published_became_a_plan": lambda: reading(state="published"),
    "reading_in_left_at_a_moment": lambda: reading(state="left"),
    "kept_file_is_named_by_content": file_by_another_name,
    "kept_file_is_of_a_size_taken": file_too_large,
    "statement_file_is_once": file_shown_twice,
    "correction_reason_is_given": lambda: correction(reason=""),
    "correction_changes_something": lambda: correction(fields=[]),
    "plandraft_kind_is_known": lambda: draft(kind="wish"),
    "plandraft_status_is_known": lambda: draft(status="half"),
    "plandraft_acceptance_is_known": lambda: draft(acceptance="perhaps"),
    "plandraft_decision_is_known": lambda: draft(decision="perhaps", decided_at=NOW, decided_by="T"),
    "plan_draft_window_runs_forward": lambda: draft(start_date=DAY, due_date=date(2023, 1, 1)),
    "plan_draft_decision_is_somebodys": lambda: draft(decision="accepted"),
    "plan_draft_is_dropped_for_a_reason": lambda: draft(decision="dropped", decided_at=NOW, decided_by="T"),
    "plan_draft_has_a_place_of_its_own": drafts_in_one_place,
    "plan_draft_is_not_its_own_parent": draft_under_itself,
    "linksuggestion_state_is_known": lambda: suggestion(state="x", decided_at=NOW, decided_by="T", reason="x"),
    "link_suggestion_is_once": lambda: [suggestion(), suggestion()],
    "link_suggestion_joins_two": suggestion_of_itself,
    "link_suggestion_is_decided_with_a_word": lambda: suggestion(state="refused", decided_at=NOW, decided_by="T"),
}
