"""One store of files: kept with the rows that speak of them, given out in pieces, cleared away when none does."""

import hashlib
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.engines.plans.speakers import GOVERNMENT
from tests.engines.plans.test_stating import written
from tests.foundations.conftest import SET_UP
from tideturn.engines.plans import kept_files
from tideturn.engines.plans.actions import clearing, publishing, stating
from tideturn.engines.plans.actions.voicing import let_speak
from tideturn.engines.plans.errors import FileGone, StatementDecided
from tideturn.engines.plans.kept_files import given_as_evidence, held, keep
from tideturn.engines.plans.models import Evidence, KeptFile, Position, ReadingIn, Statement, StatementFile
from tideturn.foundations.access.acting import acting

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%invented\n"
DIGEST = hashlib.sha256(PDF).hexdigest()
LONG_AGO = timezone.now() - timedelta(days=90)


def shown(by, made: Statement, content: bytes = PDF) -> Statement:
    exhibit = {"title": "Figures", "dated": "", "file": given_as_evidence("figures.pdf", content)}
    with acting(by):
        return stating.show(statement_id=made.pk, exhibit=exhibit, by=by)


def published(speakers, made: Statement) -> None:
    with acting(speakers.editor):
        stating.hand_in(statement_id=made.pk, by=speakers.editor)
    with acting(speakers.publisher):
        publishing.publish(statement_id=made.pk, seen=made.changed_at, by=speakers.publisher)


def cleared() -> int:
    """Clear away as though everything had been given and left long ago."""
    KeptFile.objects.update(kept_at=LONG_AGO)
    ReadingIn.objects.filter(state="left").update(left_at=LONG_AGO)
    return clearing.clear_away()


def test_a_file_is_given_out_as_it_came_piece_by_piece(db, monkeypatch):
    monkeypatch.setattr(kept_files, "PIECE", 7)
    file = held(keep(PDF))

    pieces = list(file.pieces())

    assert b"".join(pieces) == PDF
    assert (file.size, {len(piece) for piece in pieces[:-1]}) == (len(PDF), {7})


def test_a_file_that_is_not_there_is_said_to_be_gone(db):
    with pytest.raises(FileGone):
        held("0" * 64)


def test_bytes_given_twice_are_kept_once_and_are_young_again(db):
    keep(PDF)
    KeptFile.objects.update(kept_at=LONG_AGO)
    keep(PDF)

    assert KeptFile.objects.get().kept_at > LONG_AGO


def test_nothing_is_kept_of_a_file_whose_statement_was_not_written(speakers):
    made = written(speakers.editor)
    with acting(speakers.editor):
        stating.hand_in(statement_id=made.pk, by=speakers.editor)

    with pytest.raises(StatementDecided), transaction.atomic():
        shown(speakers.editor, made)
    assert not KeptFile.objects.exists()


def test_nothing_is_kept_where_the_write_after_it_fails(speakers, monkeypatch):
    made = written(speakers.editor)
    monkeypatch.setattr("tideturn.foundations.audit.actions.record", lambda **_: 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        shown(speakers.editor, made)
    assert not KeptFile.objects.exists()


def test_evidence_of_a_draft_stays_while_it_is_shown(speakers):
    made = shown(speakers.editor, written(speakers.editor))
    assert cleared() == 0

    with acting(speakers.editor):
        stating.withdraw_exhibit(statement_id=made.pk, number=0, by=speakers.editor)
    assert cleared() == 1
    assert not KeptFile.objects.exists()


def test_evidence_of_a_draft_thrown_away_is_cleared_away_unless_another_shows_it(speakers):
    made, other = written(speakers.editor), written(speakers.editor, local_id="EA-00")
    shown(speakers.editor, made)
    shown(speakers.editor, other)

    with acting(speakers.editor):
        stating.drop(statement_id=made.pk, by=speakers.editor)
    assert cleared() == 0

    with acting(speakers.editor):
        stating.drop(statement_id=other.pk, by=speakers.editor)
    assert cleared() == 1


def test_evidence_of_what_another_agency_cannot_say_any_more_is_cleared_away_too(speakers):
    """However a statement is thrown away: here another agency comes to speak for the body."""
    shown(speakers.editor, written(speakers.editor))
    with acting(SET_UP):
        let_speak(agency=speakers.north.agency, organisation_id=GOVERNMENT, by=SET_UP)

    assert cleared() == 1


def test_what_was_public_once_stays_for_good(speakers):
    made = shown(speakers.editor, written(speakers.editor))
    published(speakers, made)
    StatementFile.objects.all().delete()
    assert Evidence.objects.get().sha256 == DIGEST
    assert cleared() == 0

    Position.objects.filter(evidence__sha256=DIGEST).delete()
    assert not Evidence.objects.exists()
    assert cleared() == 0


def test_a_file_just_given_stays_though_nothing_refers_to_it_yet(db):
    keep(PDF)

    assert clearing.clear_away() == 0


def test_planted_fault_of_clearing_what_a_statement_shows_is_refused_by_the_database(speakers):
    shown(speakers.editor, written(speakers.editor))
    # As it would be if clearing asked the statements themselves, which row security hides from it.
    assert not Statement.objects.exists()

    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute("set constraints all immediate; delete from plans_keptfile")
    assert KeptFile.objects.exists()


def test_clearing_reads_no_file(db):
    keep(PDF)
    KeptFile.objects.update(kept_at=LONG_AGO)

    with CaptureQueriesContext(connection) as asked:
        assert clearing.clear_away() == 1
    assert not [one for one in asked if one["sql"].startswith("SELECT") and '."content"' in one["sql"]]


def test_evidence_that_lay_in_the_state_folder_is_carried_into_the_store(speakers, tmp_path, monkeypatch):
    """As an earlier version left it: a file of the folder named by a draft and by what is public, and one missing."""
    made = shown(speakers.editor, written(speakers.editor))
    published(speakers, made)
    lost = shown(speakers.editor, written(speakers.editor, local_id="EA-00"), PDF + b"lost")
    StatementFile.objects.all().delete()
    KeptFile.objects.all().delete()
    place = tmp_path / "evidence" / DIGEST[:2] / DIGEST
    place.parent.mkdir(parents=True)
    place.write_bytes(PDF)
    monkeypatch.setenv("TIDETURN_STATE", str(tmp_path))
    carrying = import_module("tideturn.engines.plans.migrations.0010_evidence_into_the_store")

    carrying.carry(apps, SimpleNamespace(connection=connection))

    assert bytes(KeptFile.objects.get().content) == PDF
    assert list(StatementFile.objects.values_list("statement", "file")) == [(made.pk, DIGEST)]
    assert lost.pk != made.pk
