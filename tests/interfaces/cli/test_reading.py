"""`tideturn plans read` as a user runs it."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from tideturn.interfaces.cli import reading
from tideturn.interfaces.cli.reading import read
from tideturn.sources.documents.confinement import bounded_time

PLAN = """Steps

QUAY

  • The UK Government should mend [it]. (Timescale: Short)
  • Boats should be lent. (Timescale: Long)
"""


@pytest.fixture
def plan(tmp_path):
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, "utf-8")
    return file


def run(*arguments):
    return CliRunner().invoke(read, [str(argument) for argument in arguments])


def test_read_prints_json_into_a_pipe(plan):
    result = run(plan)
    printed = json.loads(result.stdout)

    assert result.exit_code == 0
    assert set(printed) == {"document", "layout", "commitments", "coverage"}
    assert printed["commitments"][0]["owners"][0]["name"] == "UK Government"
    assert set(printed["document"]) == {"file", "sha256", "title", "published"}


def test_read_gives_an_array_for_several_files(plan):
    assert [one["layout"] for one in json.loads(run(plan, plan).stdout)] == ["bulleted-actions"] * 2


def test_read_prints_a_table(plan):
    result = run(plan, "--format", "table")

    assert "2 commitments, layout bulleted-actions" in result.stdout
    assert "[it]" in result.stdout


def test_read_takes_a_layout_and_names_them_where_it_is_unknown(plan):
    assert json.loads(run(plan, "--layout", "fallback").stdout)["layout"] == "fallback"
    refused = run(plan, "--layout", "nonsense")
    assert refused.exit_code == 2
    assert "choose one of bulleted-actions" in refused.stderr


def test_read_counts_from_the_day_given(tmp_path):
    file = tmp_path / "plan.txt"
    file.write_text("QUAY\n\n  • Do it within six months. (Timescale: A)\n  • And that. (Timescale: B)\n", "utf-8")

    printed = json.loads(run(file, "--published", "2031-01-31").stdout)

    assert printed["commitments"][0]["deadlines"][0]["due"] == "2031-07-31"


def test_read_prints_nothing_where_one_file_is_bad(plan, tmp_path):
    (tmp_path / "empty.txt").touch()

    result = run(plan, tmp_path / "empty.txt")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "empty" in result.stderr


def test_read_says_that_nothing_was_found(tmp_path):
    file = tmp_path / "plan.txt"
    file.write_text("Boats leak.", "utf-8")

    result = run(file)

    assert result.exit_code == 0
    assert "No commitment was found" in result.stderr


def test_read_imports_neither_django_nor_a_parser_it_does_not_need(plan):
    program = (
        "import sys; from click.testing import CliRunner; from tideturn.interfaces.cli.command import main;"
        f"result = CliRunner().invoke(main, ['plans', 'read', {str(plan)!r}]);"
        "print(result.exit_code, sorted({'django', 'lxml', 'docx', 'pypdf', 'rich'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "0 []"


def run_in_a_shell(*arguments, **environment):
    program = "from tideturn.interfaces.cli.command import main; main()"
    command = [sys.executable, "-c", program, "plans", "read", *arguments]
    return subprocess.run(command, capture_output=True, env={**os.environ, **environment}, check=False)


def test_read_says_a_strange_name_on_one_line(tmp_path):
    (tmp_path / "two\nlines\x1b[31m.txt").touch()

    result = run(tmp_path / "two\nlines\x1b[31m.txt")

    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "two\\nlines\\x1b[31m.txt" in result.stderr


@pytest.mark.parametrize("form", ["json", "table", "marks"])
def test_read_prints_a_name_with_stray_bytes(plan, form):
    stray = os.fsencode(plan.parent) + b"/caf\xe9.txt"
    plan.rename(os.fsdecode(stray))

    done = run_in_a_shell(stray, "--format", form)

    assert (done.returncode, done.stderr) == (0, b"")
    assert form != "json" or json.loads(done.stdout)["document"]["file"].endswith("caf\udce9.txt")


@pytest.mark.parametrize("form", ["json", "table", "marks"])
def test_read_prints_where_the_terminal_has_another_alphabet(tmp_path, form):
    file = tmp_path / "plan.txt"
    file.write_text(PLAN.replace("Boats", "“Boats” – café £3 million"), "utf-8")

    done = run_in_a_shell(str(file), "--format", form, PYTHONIOENCODING="ascii")

    assert (done.returncode, done.stderr) == (0, b"")
    assert form != "json" or "café" in json.loads(done.stdout)["commitments"][1]["text"]


def test_read_lets_no_control_of_a_document_reach_the_terminal(tmp_path):
    file = tmp_path / "plan.txt"
    file.write_text(PLAN.replace("Boats", "\x1b[31mBo\u00adats\u009b2J"), "utf-8")

    for form in ("json", "table", "marks"):
        printed = run(file, "--format", form).stdout
        assert not {"\x1b", "\u009b", "\u00ad"} & set(printed)


def test_read_refuses_what_takes_too_long(plan, monkeypatch):
    monkeypatch.setattr(reading, "read_document", lambda *_, **__: [None for _ in iter(int, 1)])
    monkeypatch.setattr(reading, "bounded_time", lambda file: bounded_time(file, 0.05))

    result = run(plan)

    assert result.exit_code == 2
    assert "more memory or time" in result.stderr
