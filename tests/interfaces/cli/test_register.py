"""The verbs on the register, as a user runs them."""

import csv
import json

import pytest
from click.testing import CliRunner

from tideturn.interfaces.cli.command import main

DAY = "--as-of=2024-08-01"


def run(*words):
    return CliRunner().invoke(main, ["plans", *[str(word) for word in words]])


def test_list_names_the_plans(register):
    result = run("list", DAY, "--format", "json")

    assert result.exit_code == 0
    assert next(row["id"] for row in json.loads(result.stdout)) == "first-steps-2010"


def test_list_of_a_plan_shows_how_each_stood(register):
    rows = json.loads(run("list", "listening-report-2022", DAY, "--format", "json").stdout)

    assert {"LR-01", "LR-08"} <= {row["id"] for row in rows}
    assert {"acceptance", "status", "due", "timing", "last_heard", "verdict"} <= set(rows[0])


def test_list_searches_in_spite_of_misspellings(register):
    exact = json.loads(run("show", "listening-report-2022", "LR-01", DAY, "--format", "json").stdout)
    word = max(exact["title"].split(), key=len)
    misspelt = word[:2] + word[3:]

    found = json.loads(run("list", "--search", misspelt, DAY, "--format", "json").stdout)

    assert "LR-01" in {row["id"] for row in found}


def test_show_tells_the_story(register):
    result = run("show", "listening-report-2022", "LR-01", DAY)

    assert result.exit_code == 0
    assert "due reasoning" in result.stdout
    assert "story" in result.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("list", "no-such-plan"), "There is no plan “no-such-plan”"),
        (("show", "listening-report-2022", "LR-99"), "There is no commitment “LR-99”"),
        (("export", "no-such-plan"), "tideturn plans list"),
        (("attach", "/no/such/file"), "Cannot read /no/such/file"),
        (("attach", "http://publisher.example/x"), "only plain https addresses"),
        (("check", "/no/such/pack"), "/no/such/pack: not found"),
        (("load", "/no/such/pack"), "/no/such/pack: not found"),
        (("list", "--as-of", "yesterday"), "Invalid value for '--as-of'"),
    ],
)
def test_wrong_input_is_one_sentence_and_exit_code_two(register, words, sentence):
    result = run(*words)

    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.output


def test_export_writes_every_commitment_to_a_file(register, tmp_path):
    file = tmp_path / "register.csv"

    result = run("export", "--output", file, DAY)

    assert result.exit_code == 0
    with file.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 22
    assert len(json.loads(run("export", DAY, "--format", "json").stdout)) == 22


def test_check_finds_both_packs_sound(repository):
    for pack in ("example", "scotland"):
        result = run("check", repository / "packs" / pack)

        assert result.exit_code == 0, result.output
        assert "sound" in result.stdout


def test_load_twice_changes_nothing_the_second_time(register, repository):
    result = run("load", repository / "packs" / "example")

    assert "(0 rows added, 0 changed, 0 removed)" in result.stdout


def test_load_publishes_the_words_of_the_directory_before_any_feed_has_come(register, repository, monkeypatch):
    from tideturn.engines.directory.models import Taxonomy, Term

    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))
    assert not Taxonomy.objects.exists()

    result = run("load")

    assert result.exit_code == 0, result.output
    assert Taxonomy.objects.filter(name="What kind of help").exists()
    assert Term.objects.filter(document__code="naloxone").exists()


def test_report_writes_a_draft_once_and_says_no_in_a_sentence(register, tmp_path):
    out = tmp_path / "report.html"
    written, again = run("report", out, "--year", 2023), run("report", out, "--year", 2023)

    assert written.exit_code == 0
    assert "annual report for 2023, draft" in out.read_text("utf-8")
    assert (again.exit_code, "is there already" in again.output) == (2, True)
    assert "from 2010" in run("report", tmp_path / "early.html", "--year", 1999).output
    assert "ends in .html or in .pdf" in run("report", tmp_path / "report.doc", "--year", 2023).output
