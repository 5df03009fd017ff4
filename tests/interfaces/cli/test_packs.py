"""`tideturn pack`: a sound pack is said to be sound, a spoiled one is refused, and a pathway is shown in both ways."""

import os
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from tideturn.interfaces.cli.command import main


def run(*arguments):
    return CliRunner().invoke(main, ["pack", *map(str, arguments)])


@pytest.fixture
def estmark(tmp_path, repository):
    return shutil.copytree(repository / "packs/example", tmp_path / "example")


def test_check_says_that_a_pack_is_sound(estmark):
    result = run("check", estmark)

    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [
        "Estmark (invented): sound. Plans: 4. Pathways: 3.",
        "directory: terms 81, places 22, national lines 3, partnerships 3.",
        "cold-night-return, edition 2: stages 6, moves 7, clocks 7, questions 4, branches 1.",
        "near-fatal-overdose, edition 1: stages 9, moves 12, clocks 13, questions 7, branches 2.",
        "service-referral, edition 2026.1: stages 4, moves 5, clocks 4, questions 4, branches 0.",
    ]


def test_check_refuses_a_spoiled_pathway_with_file_line_and_remedy(estmark):
    file = estmark / "pathways/cold-night-return.yaml"
    file.write_text(file.read_text("utf-8").replace("who: [any-with-case]", "who: []"), "utf-8")

    result = run("check", estmark)

    assert result.exit_code == 2
    assert f"{file}, line " in result.output
    assert "nobody may make the move “Come in”. Write who: a list of roles." in result.output


def test_describe_tells_a_pathway_in_words(estmark):
    result = run("describe", "cold-night-return", "--pack", estmark)

    assert result.exit_code == 0
    assert result.output.startswith("Cold-night return, edition 2\n- Why: A second night")
    assert "\n  - Move “Come in” to stage 2, Warming up\n" in result.output


def test_describe_says_which_pathways_there_are(estmark):
    result = run("describe", "warm-night", "--pack", estmark)

    assert result.exit_code == 2
    assert "Its pathways: cold-night-return, near-fatal-overdose, service-referral." in result.output


def test_diagram_writes_a_picture_that_stands_alone(estmark, tmp_path):
    out = tmp_path / "cold.svg"

    result = run("diagram", "cold-night-return", "--pack", estmark, "--out", out)

    assert result.exit_code == 0, result.output
    assert out.read_text("utf-8").startswith("<svg ")


def test_diagram_refuses_a_file_that_is_no_picture_and_a_folder_that_is_not_there(estmark, tmp_path):
    other = run("diagram", "cold-night-return", "--pack", estmark, "--out", tmp_path / "cold.png")
    nowhere = run("diagram", "cold-night-return", "--pack", estmark, "--out", tmp_path / "no" / "cold.svg")

    assert (other.exit_code, nowhere.exit_code) == (2, 2)
    assert "name the file" in other.output
    assert "Choose another place with --out." in nowhere.output


def test_packs_are_checked_and_shown_without_the_server_parts(repository):
    script = (
        "import sys; sys.modules['django'] = sys.modules['psycopg'] = None\n"
        "from tideturn.interfaces.cli.command import main\n"
        "main(sys.argv[1:])\n"
    )
    environ = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    for arguments in (["check", "packs/example"], ["describe", "cold-night-return", "--pack", "packs/example"]):
        done = subprocess.run(
            [sys.executable, "-c", script, "pack", *arguments], cwd=repository, env=environ, capture_output=True
        )
        assert done.returncode == 0, done.stderr.decode()
