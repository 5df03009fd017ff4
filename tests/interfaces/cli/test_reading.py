"""`tideturn plans read` as a user runs it."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from tideturn.interfaces.cli.reading import read

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
    reading = json.loads(result.stdout)

    assert result.exit_code == 0
    assert set(reading) == {"document", "layout", "commitments", "coverage"}
    assert reading["commitments"][0]["owners"][0]["name"] == "UK Government"
    assert set(reading["document"]) == {"file", "sha256", "title", "published"}


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

    reading = json.loads(run(file, "--published", "2031-01-31").stdout)

    assert reading["commitments"][0]["deadlines"][0]["due"] == "2031-07-31"


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
