"""How the suite itself is run: over the processors, one retry for one known fault, and a browser that was tried."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from house import browser, check, environment, progress, test
from house.trouble import Trouble
from tests import spreading
from tests.longest import LONGEST

REPOSITORY = Path(__file__).resolve().parents[2]


class Under:
    """The little of a verb that these functions ask for."""

    def __init__(self) -> None:
        """Begin a clock."""
        self.progress = progress.Progress()
        self.here = None


@pytest.mark.parametrize(
    ("code", "said", "runs"),
    [
        (1, f"E   {test.KNOWN_FAULT} (before=1, after=2)", 1),
        (1, "E   SystemError: something else", 0),
        (1, "AssertionError", 0),
        (0, test.KNOWN_FAULT, 0),
    ],
)
def test_retry_on_known_fault_happens_once_and_for_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], code: int, said: str, runs: int
) -> None:
    log, counted = tmp_path / "log", []
    log.write_text(said)
    verb: Any = Under()

    def again() -> int:
        counted.append(1)
        return 1

    result = test.retry_on_known_fault(verb, code, log, again)

    assert (result, len(counted)) == (code, runs)
    assert ("retry 1 of 1" in capsys.readouterr().err) is bool(runs)


@pytest.mark.parametrize(
    ("environ", "processors", "said"),
    [
        ({}, 2, "-n 2"),
        ({}, 64, "-n 4"),
        ({}, 1, ""),
        ({"ARGS": "tests/methods -k 'one or two'"}, 2, "tests/methods -k one or two"),
        ({"ARGS": "tests/methods", "PROCESSES": "2"}, 8, "-n 2"),
        ({"PROCESSES": "1"}, 8, ""),
    ],
)
def test_the_whole_suite_is_spread_over_the_processors_and_a_choice_is_not(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], processors: int, said: str
) -> None:
    verb: Any = Under()
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(processors)))

    words = " ".join(test.choice_of_tests(verb, environ))

    assert words.startswith(said)
    assert words.endswith(environ.get("ARGS", "").replace("'", "") or words)
    assert ("--dist loadfile" in words) is ("-n " in words)


def test_processes_that_are_no_number_are_refused() -> None:
    for given in ("0", "many", "-1", "²"):
        with pytest.raises(Trouble, match="is not a number of processes"):
            test.processes({"PROCESSES": given}, default=1)


def test_what_commits_comes_last_in_a_process_and_the_longest_first() -> None:
    def item(file: str, *fixtures: str) -> Any:
        return SimpleNamespace(nodeid=f"{file}::test_one", fixturenames=fixtures, get_closest_marker=lambda name: None)

    asked = [item("tests/a.py", "django_db_setup"), item("tests/b.py", "db", "django_db_setup"), item("tests/c.py")]
    asked.append(item(LONGEST[0]))
    config: Any = SimpleNamespace(workerinput={})
    alone: Any = SimpleNamespace()

    left = list(asked)
    spreading.pytest_collection_modifyitems(alone, left)
    assert left == asked
    spreading.pytest_collection_modifyitems(config, asked)
    assert [spreading.file_of(one.nodeid) for one in asked] == [LONGEST[0], "tests/c.py", "tests/b.py", "tests/a.py"]


def test_a_file_is_one_piece_unless_other_tests_stand_between() -> None:
    found = spreading.pieces(["a.py::one", "a.py::two[a::b]", "b.py::one", "a.py::three"])

    assert len(set(found.values())) == 3
    assert found["a.py::one"] == found["a.py::two[a::b]"] != found["a.py::three"]


def test_the_longest_files_are_there() -> None:
    assert [name for name in LONGEST if not (REPOSITORY / name).is_file()] == []
    assert len(set(LONGEST)) == len(LONGEST)


def program(tmp_path: Path, name: str, script: str) -> Path:
    """Return a small program in the place of a browser."""
    file = tmp_path / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return file


def test_find_takes_a_browser_that_opens_a_page(tmp_path: Path) -> None:
    good = program(tmp_path, "good", "echo '<html></html>'")

    assert browser.find({"TIDETURN_CHROMIUM": str(good)}) == good


@pytest.mark.parametrize("script", ["exit 127", "echo nothing", "echo '<html>'; exit 1"])
def test_find_passes_over_a_browser_that_does_not_open_a_page(tmp_path: Path, script: str) -> None:
    bad = program(tmp_path, "bad", script)

    assert browser.find({"TIDETURN_CHROMIUM": str(bad)}) is None


def test_browser_settings_skip_aloud_and_refuse_where_journeys_must_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    verb: Any = Under()
    monkeypatch.setattr(browser, "driver_settings", lambda here: {})
    monkeypatch.setattr(browser, "find", lambda environ: None)

    assert test.browser_settings(verb, is_required=False) == {"TIDETURN_CHROMIUM": ""}
    assert "THE BROWSER JOURNEYS ARE SKIPPED" in capsys.readouterr().err
    with pytest.raises(Trouble, match="the journeys must run"):
        test.browser_settings(verb, is_required=True)


def test_browser_settings_name_the_browser_and_the_node(monkeypatch: pytest.MonkeyPatch) -> None:
    verb: Any = Under()
    monkeypatch.setattr(browser, "driver_settings", lambda here: {"PLAYWRIGHT_NODEJS_PATH": "/a/node"})
    monkeypatch.setattr(browser, "find", lambda environ: Path("/a/chromium"))

    assert test.browser_settings(verb, is_required=True) == {
        "TIDETURN_CHROMIUM": "/a/chromium",
        "PLAYWRIGHT_NODEJS_PATH": "/a/node",
    }


def test_beat_gives_a_sign_of_life_in_a_long_step(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "HEARTBEAT", 0.01)
    clock = progress.Progress()
    clock.begin("Something long")
    clock.step_started -= 0.015

    clock.beat()
    clock.beat()

    assert capsys.readouterr().err.count("still at it: Something long") == 1


@pytest.mark.parametrize(("faulty", "code"), [([], 0), (["Types"], 1), (["Style", "Locks"], 1)])
def test_check_runs_every_check_and_names_those_that_did_not_pass(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], faulty: list[str], code: int
) -> None:
    ran: list[str] = []

    def one(name: str) -> bool:
        ran.append(name)
        return name not in faulty

    verb: Any = Under()
    verb.runner = None
    monkeypatch.setattr(check, "begin", lambda log: verb)
    monkeypatch.setattr(environment, "prepare", lambda *_: None)
    names = ("Style", "Types", "Locks")
    monkeypatch.setattr(check, "checks", lambda verb: {name: functools.partial(one, name) for name in names})

    assert check.main([]) == code
    assert ran == list(names)
    said = capsys.readouterr().err
    assert ("Did not pass: " + "; ".join(faulty) in said) is bool(faulty)
    assert ("Every check passed" in said) is not bool(faulty)
