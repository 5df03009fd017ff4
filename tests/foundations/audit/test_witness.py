"""Heads told to a file and to a second database, and what becomes of a witness that cannot be told."""

import hashlib
import json
import logging

import psycopg
import pytest

from tests.conftest import a_database, address
from tests.foundations.audit.chains import GENESIS
from tideturn.foundations.audit import keepers, queries, verify, witness

APPEND = "select audit_append(%s, 'A. Person (invented)', 'case.read', 'case', null, '{}')"


@pytest.fixture
def file(tmp_path, monkeypatch):
    file = tmp_path / "witness.jsonl"
    monkeypatch.setenv("TIDETURN_WITNESS", str(file))
    monkeypatch.delenv("TIDETURN_WITNESS_URL", raising=False)
    monkeypatch.setattr(witness, "RHYTHM", witness.Rhythm(0))
    return file


@pytest.fixture
def append(session, an_agency, django_db_setup, django_db_blocker):
    """Append an entry that is committed, and let the test ask the database."""

    def appended():
        session.execute(APPEND, [an_agency])
        session.commit()

    with django_db_blocker.unblock():
        appended()
        yield appended


@pytest.fixture
def second_database(owner_address, django_db_blocker):
    """The address of an empty database of somebody else's."""
    from django.db import connection

    name = f"{connection.settings_dict['NAME']}_witness"
    with django_db_blocker.unblock(), a_database(address(connection, dbname="postgres"), name):
        yield address(connection, dbname=name)


def test_heads_are_told_once_each_time_they_move(file, append, an_agency):
    first = witness.witness_heads()
    again = witness.witness_heads()
    append()
    moved = witness.witness_heads()

    lines = file.read_bytes().splitlines()
    told = [json.loads(line) for line in lines]
    assert (first, again, moved) == (len(lines) - 1, 0, 1)
    assert [line["sequence"] for line in told if line["agency"] == an_agency] == [1, 2]
    assert [line["previous"] for line in told] == [GENESIS, *(hashlib.sha256(line).hexdigest() for line in lines[:-1])]
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_was_witnessed_is_what_the_database_holds(file, append):
    witness.witness_heads()
    verifier = verify.Verifier()

    breaks = list(verifier.witness("file", keepers.FileKeeper(file).lines()))
    with queries.seeing_every_chain():
        breaks += verifier.breaks(queries.entries())

    assert breaks == []
    assert "0 of them come after the last head" in verifier.summary()


def test_heads_are_told_at_most_once_a_minute(file, append, monkeypatch):
    monkeypatch.setattr(witness, "RHYTHM", witness.Rhythm(60))

    assert witness.witness_heads() > 0
    append()
    assert witness.witness_heads() == 0


def test_line_that_was_half_written_is_taken_off(file, append):
    witness.witness_heads()
    whole = file.read_bytes()
    file.write_bytes(whole + b'{"agency": "half of a li')
    append()

    witness.witness_heads()

    assert file.read_bytes().startswith(whole)
    assert list(verify.Verifier().witness("file", keepers.FileKeeper(file).lines())) == []


def test_long_file_is_read_from_its_end_and_goes_on_whole(file, append, monkeypatch):
    monkeypatch.setattr(keepers, "BYTES_OF_THE_END", 700)
    for _ in range(8):
        witness.witness_heads()
        append()

    assert witness.witness_heads() >= 1
    assert list(verify.Verifier().witness("file", keepers.FileKeeper(file).lines())) == []


def test_chain_that_no_longer_holds_what_was_witnessed_is_told_at_once(file, append, an_agency, caplog):
    told = {"agency": an_agency, "sequence": 1, "digest": "ab" * 32, "at": "then", "previous": GENESIS}
    file.write_text(json.dumps(told) + "\n")

    witness.witness_heads()

    assert f"The audit of {an_agency} no longer holds entry 1" in caplog.text
    assert caplog.records[0].levelno == logging.CRITICAL


@pytest.mark.parametrize("spoilt", ["a folder", "not a line"])
def test_witness_that_cannot_be_told_is_one_sentence_and_the_work_goes_on(file, append, caplog, spoilt):
    if spoilt == "a folder":
        file.mkdir()
    else:
        file.write_text("not a line\n")

    assert witness.witness_heads() == 0
    assert "could not be witnessed" in caplog.text
    assert "TIDETURN_WITNESS" in caplog.text


def test_second_database_is_told_too_and_changes_nothing(file, append, second_database, monkeypatch):
    monkeypatch.setenv("TIDETURN_WITNESS_URL", second_database)

    told = witness.witness_now()
    append()
    witness.witness_now()

    kept = keepers.DatabaseKeeper(second_database)
    assert len(told) == 2
    assert [line for _, line in kept.lines()][-1]["sequence"] == 2
    assert list(verify.Verifier().witness("database", kept.lines())) == []
    for change in (
        "update tideturn_witness set line = ''",
        "delete from tideturn_witness",
        "truncate tideturn_witness",
    ):
        with psycopg.connect(second_database) as other, pytest.raises(psycopg.errors.CheckViolation):
            other.execute(change)


def test_second_database_that_does_not_answer_leaves_the_file_told(file, append, monkeypatch, caplog):
    monkeypatch.setenv("TIDETURN_WITNESS_URL", "postgresql://nobody:secret@127.0.0.1:1/nothing")

    [(keeper, lines)] = witness.witness_now()

    assert (keeper.name, lines > 0) == (str(file), True)
    assert "could not be witnessed in the database" in caplog.text
    assert "secret" not in caplog.text


def test_only_the_database_is_told_where_only_it_is_named(monkeypatch):
    monkeypatch.delenv("TIDETURN_WITNESS", raising=False)
    monkeypatch.setenv("TIDETURN_WITNESS_URL", "postgresql:///other")
    assert keepers.keepers() == [keepers.DatabaseKeeper("postgresql:///other")]

    monkeypatch.delenv("TIDETURN_WITNESS_URL")
    monkeypatch.setenv("TIDETURN_STATE", "/state")
    [keeper] = keepers.keepers()
    assert keeper.name == "/state/witness.jsonl"
