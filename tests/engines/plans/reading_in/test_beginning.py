"""A document is taken in whole: its bytes kept, its drafts with their lines and doubts, nothing of it public."""

import hashlib
from datetime import UTC, datetime

import pytest

from tests.engines.plans.reading_in.conftest import PLAN
from tideturn.engines.plans.actions import clearing
from tideturn.engines.plans.models import KeptFile, Plan, PlanDraft, ReadingIn
from tideturn.engines.plans.reading_in import beginning
from tideturn.engines.plans.reading_in.drafts import NO_DATE
from tideturn.engines.plans.reading_in.errors import AlreadyRead, NothingRead, ReadingOver
from tideturn.foundations.audit.models import Entry

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def test_begin_keeps_the_bytes_and_the_drafts_with_their_lines(read_in):
    begun = read_in()

    drafts = list(PlanDraft.objects.filter(reading_in=begun).order_by("order"))
    assert hashlib.sha256(bytes(begun.file.content)).hexdigest() == begun.file_id
    assert [draft.section for draft in drafts] == ["Kits", "Kits", "Kits", "Counting"]
    assert drafts[1].wording == "Quay Watch should open the harbour doors at night and on holidays."
    assert [begun.lines[first - 1] for first, _ in drafts[1].places["wording"]] == [f"- {drafts[1].wording}"]
    assert drafts[0].due_date.isoformat() == "2030-12-31"
    assert all(draft.decision == "" for draft in drafts)
    assert not Plan.objects.filter(pk="harbour-plan-2026").exists()


def test_doubts_say_what_is_missing_who_is_unknown_and_what_is_said_twice(read_in):
    doubts = {draft.order: " ".join(draft.doubts) for draft in PlanDraft.objects.filter(reading_in=read_in())}

    assert "nearly the same as draft 3" in doubts[1]
    assert "nearly the same as draft 1" in doubts[3]
    assert NO_DATE in doubts[2]
    assert "no body called “Quay Watch”" in doubts[2]
    assert "nearly the same" not in doubts[4]


def test_a_promise_from_a_season_on_begins_on_its_first_day(read_in):
    begun = read_in("# Plan\n\n## Kits\n\n- From spring 2030, Quay Watch should open the harbour doors.\n")

    draft = PlanDraft.objects.get(reading_in=begun)
    assert (draft.timescale, draft.start_date.isoformat(), draft.due_date) == ("From spring 2030", "2030-03-01", None)
    assert NO_DATE not in draft.doubts


def test_a_time_from_which_no_day_can_be_read_is_doubted(read_in):
    table = "# Plan\n\n| Action | Lead | When |\n|---|---|---|\n| Open the doors | Quay Watch | {} |\n"

    (doubted,) = PlanDraft.objects.filter(reading_in=read_in(table.format("Year 2")))
    (trusted,) = PlanDraft.objects.filter(reading_in=read_in(table.format("Ongoing")))
    assert "No day could be read from “Year 2”." in doubted.doubts
    assert not any("No day" in doubt for doubt in trusted.doubts)


def test_the_same_bytes_are_read_in_once(read_in, publisher):
    begun = read_in()
    with pytest.raises(AlreadyRead):
        read_in()

    beginning.leave(reading_id=begun.pk, by=publisher)
    again = read_in()

    assert (again.file_id, again.pk == begun.pk) == (begun.file_id, False)
    assert KeptFile.objects.count() == 1


def test_nothing_is_kept_of_a_document_without_a_commitment(read_in):
    with pytest.raises(NothingRead):
        read_in("It rained.\n")

    assert not ReadingIn.objects.exists()


def test_what_was_left_a_month_ago_is_cleared_away_with_its_drafts_and_its_bytes(read_in, publisher):
    begun = read_in()
    beginning.leave(reading_id=begun.pk, by=publisher)
    KeptFile.objects.update(kept_at=LONG_AGO)
    assert clearing.clear_away() == 0, "somebody may think better of it"

    ReadingIn.objects.update(left_at=LONG_AGO)

    assert clearing.clear_away() == 2
    assert [model.objects.count() for model in (ReadingIn, PlanDraft, KeptFile)] == [0, 0, 0]
    assert Entry.objects.filter(action="plans.document-cleared", subject=str(begun.pk)).exists()


def test_what_is_open_is_not_cleared_away(read_in):
    read_in()
    KeptFile.objects.update(kept_at=LONG_AGO)

    assert clearing.clear_away() == 0


def test_what_was_left_cannot_be_described(read_in, publisher):
    begun = read_in(PLAN, None)
    beginning.leave(reading_id=begun.pk, by=publisher)

    with pytest.raises(ReadingOver):
        beginning.leave(reading_id=begun.pk, by=publisher)
