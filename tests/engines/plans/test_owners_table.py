"""The table of what an agency owns: what comes back unchanged says nothing, and one bad row keeps all of it out."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import localdate as today

from tests.engines.plans.speakers import AUDITORS, GOVERNMENT, commitment
from tests.foundations.conftest import SET_UP
from tideturn.engines.plans.actions import publishing, publishing_tables, stating, uploading
from tideturn.engines.plans.actions.voicing import end_speaking
from tideturn.engines.plans.errors import NoLongerSpeaks, OwnWords, RowOfATable, StatementDecided, TableRefused
from tideturn.engines.plans.history import because
from tideturn.engines.plans.models import Party, Position, Statement, Upload
from tideturn.engines.plans.owners_table import COLUMNS, digest_of, read_rows, table_rows
from tideturn.foundations.access.acting import Actor, acting
from tideturn.foundations.audit.models import Entry

pytestmark = pytest.mark.django_db


def taken_away(by: Actor) -> list[dict[str, str]]:
    with acting(by):
        return [dict(zip(COLUMNS, row, strict=True)) for row in table_rows(by, today())]


def changed(rows, local_id: str = "EA-01", **cells):
    return [row | cells if row["commitment"] == local_id else row for row in rows]


def read(rows, by: Actor) -> Upload:
    with acting(by), transaction.atomic():
        return uploading.read(file_name="return.csv", rows=rows, on=today(), by=by)


def problems(rows, by: Actor) -> list[tuple[int, str, str]]:
    with pytest.raises(TableRefused) as error:
        read(rows, by)
    return list(error.value.problems)


def test_table_that_comes_back_as_it_was_says_nothing(speakers):
    rows = taken_away(speakers.editor)

    assert {row["commitment"] for row in rows} >= {"EA-00", "EA-01", "OD-2"}
    with acting(speakers.editor):
        assert read_rows(rows, speakers.editor, today()) == ((), ())


def test_mark_of_a_row_is_never_taken_for_a_number():
    marks = [digest_of({"Position": number}) for number in range(3000)]

    assert any(mark[1:].isdigit() or re.fullmatch("[0-9]+e[0-9]+", mark[1:]) for mark in marks), "by chance, some are"
    assert all(mark[0] == "m" for mark in marks)
    assert len(set(marks)) == len(marks)


def test_changed_rows_are_handed_in_and_published_all_together(speakers):
    later = (today() + timedelta(days=300)).isoformat()
    rows = changed(taken_away(speakers.editor), status="under way", words="Kits are bought (invented).")
    rows = changed(rows, "EA-00", new_due=later, why_new_due="The house was dissolved (invented).")
    held = read(rows, speakers.editor)
    with acting(speakers.editor):
        uploading.hand_in(upload_id=held.pk, on=today(), by=speakers.editor)
    with acting(speakers.publisher):
        publishing_tables.publish(upload_id=held.pk, by=speakers.publisher)
        entry = Entry.objects.filter(action="plans.table-published").get()

    position = commitment().positions.last()
    assert (position.status, position.note, position.origin) == ("under_way", "Kits are bought (invented).", "staff")
    assert commitment("EA-00").current_due_date.isoformat() == later
    assert not Position.objects.filter(commitment=commitment("EA-00"), origin="staff").exists()
    assert {row["local_id"]: row["after"]["status"] for row in entry.detail["rows"]} == {
        "EA-01": "under_way", "EA-00": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"commitment": "EA-77"}, "commitment", "no such commitment"),
        ({"body": "harbour-lights"}, "commitment", "no such commitment"),
        ({"status": "nearly"}, "status", "no such status"),
        ({"as_it_stood_on": "31/02/2026"}, "as_it_stood_on", "no day"),
        ({"status": "Paused", "as_it_stood_on": "2199-01-01"}, "as_it_stood_on", "still to come"),
        ({"new_due": "2030-01-01"}, "why_new_due", "why the date changes"),
        ({"new_due": "2030-01-01", "why_new_due": "w" * 1_001}, "why_new_due", "longer than 1000"),
        ({"why_new_due": "The kits come by ship."}, "new_due", "give no new date"),
        ({"status": "Paused", "why_new_due": "The kits come by ship."}, "new_due", "give no new date"),
        ({"new_due": "0001-01-01", "why_new_due": "Late."}, "new_due", "before it begins"),
        ({"new_due": "9999-12-31", "why_new_due": "Late."}, "new_due", "further off"),
        ({"status": "Paused", "known": "0" * 12}, "known", "since this table was taken away"),
    ],
)
def test_bad_row_is_named_with_its_number_and_nothing_is_kept(speakers, cells, column, words):
    rows = taken_away(speakers.editor)
    place = next(number for number, row in enumerate(rows, 2) if row["commitment"] == "EA-01")
    found = problems(changed(changed(rows, "EA-00", status="Complete"), **cells), speakers.editor)

    assert [(row, where) for row, where, _said in found] == [(place, column)]
    assert words in found[0][2]
    with acting(speakers.editor):
        assert not Upload.objects.exists()


def test_every_bad_row_is_named_at_once_and_a_second_row_of_one_commitment_is_bad(speakers):
    rows = changed(taken_away(speakers.editor), status="nearly")
    found = problems([*rows, rows[0]], speakers.editor)

    assert len(found) == 2
    assert found[1][0] == len(rows) + 2


def test_stale_rows_keep_the_whole_table_from_being_handed_in(speakers):
    held = read(changed(taken_away(speakers.editor), status="Paused"), speakers.editor)
    with because(by="tests", reason="another return"):
        Position.objects.create(commitment=commitment(), status="complete", stated_on=today(), source="A letter")

    with acting(speakers.editor), pytest.raises(TableRefused) as error, transaction.atomic():
        uploading.hand_in(upload_id=held.pk, on=today(), by=speakers.editor)
    assert error.value.problems[0][1] == "known"
    with acting(speakers.editor):
        assert not Statement.objects.exists()


def test_audit_keeps_who_read_a_table_and_what_was_thrown_away(speakers):
    held = read(changed(taken_away(speakers.editor), status="Paused"), speakers.editor)
    with acting(speakers.colleague) as by:
        uploading.drop(upload_id=held.pk, by=by)
        told = Entry.objects.filter(subject=held.pk).order_by("sequence")

        assert [(one.action, one.actor.partition(" (")[0]) for one in told] == [
            ("plans.table-read", "Eda Editor"), ("plans.table-dropped", "Col League"),
        ]  # fmt: skip
        assert told.last().detail["rows"][0]["after"]["status"] == "paused"


def test_whoever_hands_a_table_in_does_not_publish_it_and_sent_back_it_can_be_read_anew(speakers):
    rows = changed(taken_away(speakers.editor), status="Paused")
    held = read(rows, speakers.editor)
    with acting(speakers.editor):
        uploading.hand_in(upload_id=held.pk, on=today(), by=speakers.editor)
    own = Actor(
        speakers.editor.agency_id, speakers.editor.user_id, "Eda", permissions=speakers.own_publisher.permissions
    )
    with acting(own), pytest.raises(OwnWords), transaction.atomic():
        publishing_tables.publish(upload_id=held.pk, by=own)
    with acting(speakers.own_publisher):
        uploading.send_back(upload_id=held.pk, answer="Say why.", by=speakers.own_publisher)

    assert read(rows, speakers.editor).pk != held.pk


def test_row_of_a_table_is_neither_published_nor_sent_back_without_the_others(speakers):
    held = read(changed(taken_away(speakers.editor), status="Paused"), speakers.editor)
    with acting(speakers.editor):
        uploading.hand_in(upload_id=held.pk, on=today(), by=speakers.editor)
    with acting(speakers.publisher):
        row = Statement.objects.get(upload=held)
        with pytest.raises(RowOfATable), transaction.atomic():
            publishing.publish(statement_id=row.pk, seen=row.changed_at, by=speakers.publisher)
        with pytest.raises(RowOfATable), transaction.atomic():
            publishing.send_back(statement_id=row.pk, answer="Say why.", by=speakers.publisher)
        publishing_tables.publish(upload_id=held.pk, by=speakers.publisher)
    with acting(speakers.editor), pytest.raises(StatementDecided), transaction.atomic():
        stating.take_back(statement_id=row.pk, by=speakers.editor)


def test_table_that_waits_goes_back_once_its_agency_does_not_speak_any_more(speakers):
    held = read(changed(taken_away(speakers.editor), status="Paused"), speakers.editor)
    with acting(speakers.editor) as by:
        uploading.hand_in(upload_id=held.pk, on=today(), by=by)
    with acting(SET_UP):
        end_speaking(organisation_id=GOVERNMENT, by=SET_UP)

    with acting(speakers.editor):
        assert Upload.objects.get(pk=held.pk).state == "returned"
        assert set(Statement.objects.values_list("state", flat=True)) == {"dropped"}
    with acting(speakers.publisher) as by, pytest.raises(StatementDecided), transaction.atomic():
        publishing_tables.publish(upload_id=held.pk, by=by)


def test_table_of_which_a_row_is_owned_by_others_by_now_is_not_published(speakers):
    rows = changed(changed(taken_away(speakers.editor), status="Paused"), "EA-00", status="Complete")
    held = read(rows, speakers.editor)
    with acting(speakers.editor) as by:
        uploading.hand_in(upload_id=held.pk, on=today(), by=by)
    Party.objects.filter(commitment=commitment("EA-00"), role="owner").update(organisation_id=AUDITORS)

    with acting(speakers.publisher) as by, pytest.raises(NoLongerSpeaks), transaction.atomic():
        publishing_tables.publish(upload_id=held.pk, by=by)
