"""`tideturn audit`, as an administrator runs it."""

import json

import psycopg
import pytest
from click.testing import CliRunner

from tideturn.interfaces.cli.command import main

APPEND = "select audit_append('command-line', 'A. Person (invented)', 'case.read', 'case', null, '{}')"


def run(*words):
    return CliRunner().invoke(main, ["audit", *map(str, words)])


@pytest.fixture
def witness_file(owner_address, django_db_blocker, tmp_path, monkeypatch):
    """Where heads are witnessed; the database holds one more entry, committed."""
    file = tmp_path / "witness.jsonl"
    monkeypatch.setenv("TIDETURN_WITNESS", str(file))
    monkeypatch.delenv("TIDETURN_WITNESS_URL", raising=False)
    with psycopg.connect(owner_address) as owner:
        owner.execute(APPEND)
    with django_db_blocker.unblock():
        yield file


def test_database_is_whole_and_witnessed(witness_file):
    witnessed = run("witness")
    verified = run("verify")

    assert witnessed.exit_code == 0, witnessed.output
    assert f"are now witnessed in {witness_file}" in witnessed.stdout
    assert verified.exit_code == 0, verified.output
    assert "0 of them come after the last head" in verified.stdout
    assert verified.stdout.endswith("Whole.\n")


def test_export_is_whole_and_shows_a_cut_tail(witness_file, tmp_path):
    run("witness")
    export = tmp_path / "export.jsonl"
    exported = run("export", "--out", export)
    whole = run("verify", export, "--witness", witness_file)
    lines = export.read_text("utf-8").splitlines(keepends=True)
    latest = max(at for at, line in enumerate(lines) if json.loads(line)["agency"] == "command-line")
    export.write_text("".join(lines[:latest] + lines[latest + 1 :]), "utf-8")

    cut = run("verify", export, "--witness", witness_file)

    assert (exported.exit_code, whole.exit_code, cut.exit_code) == (0, 0, 1), exported.output + whole.output
    assert f"{len(lines)} entries are in" in exported.stderr
    assert "Chain “command-line”" in cut.stdout
    assert '"action": "export the audit"' in "".join(lines)
    assert run("verify", export).exit_code == 0, "without a witness a cut tail cannot be seen"


def test_database_that_lacks_what_was_witnessed_is_broken(witness_file):
    told = {"agency": "gone", "sequence": 3, "digest": "ab" * 32, "at": "then", "previous": "00" * 32}
    witness_file.write_text(json.dumps(told) + "\n")

    result = run("verify")

    assert result.exit_code == 1
    assert "Chain “gone”, entry 3: a witness saw it, but the chain ends with entry 0." in result.stdout


@pytest.mark.parametrize("words", [("verify", "/no/such/file"), ("verify", "--witness", "/no/such/file")])
def test_file_that_is_not_there_is_one_sentence_and_exit_code_two(witness_file, words):
    result = run(*words)

    assert result.exit_code == 2
    assert "/no/such/file cannot be read: No such file or directory." in result.stderr


def test_witness_that_cannot_be_told_is_exit_code_two(witness_file):
    witness_file.mkdir()

    assert run("witness").exit_code == 2
