"""The verbs: each has its line in `make help` and its function; .ci/run calls them and reads its one list."""

from __future__ import annotations

import importlib
import re
import subprocess
from pathlib import Path

import pytest

from house.__main__ import VERBS

CLONE = Path(__file__).resolve().parents[2]
MAKEFILE = (CLONE / "Makefile").read_text()
TARGETS = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)


def test_make_alone_lists_every_verb_with_a_line() -> None:
    said = subprocess.run(["make", "-C", str(CLONE)], capture_output=True, text=True, check=True).stdout

    assert len(TARGETS) >= 10
    for target in TARGETS:
        assert re.search(rf"^  make {target} +\w.{{10,}}$", said, re.MULTILINE), target


def test_every_target_calls_a_verb_of_the_house() -> None:
    called = set(re.findall(r"^\t\$\(HOUSE\) ([a-z]+)", MAKEFILE, re.MULTILINE))

    assert called <= set(VERBS)
    assert set(VERBS) - called == {"run"}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_its_function(verb: str) -> None:
    module, function = VERBS[verb]

    assert callable(getattr(importlib.import_module(module), function))


def test_ci_installs_its_one_list_and_calls_the_verbs() -> None:
    script = (CLONE / ".ci" / "run").read_text()

    assert "house/apt-packages.txt" in script
    assert script.rstrip().endswith("make check\nmake test")
    listed = [line for line in (CLONE / "house" / "apt-packages.txt").read_text().splitlines() if line[:1] != "#"]
    assert {"python3-venv", "chromium-headless-shell", "libatomic1"} <= set(listed)
    assert all(re.fullmatch(r"[a-z0-9.+-]+", name) for name in listed)


def test_the_launcher_needs_nothing_but_the_standard_library() -> None:
    allowed = {"house", "psycopg"}
    for file in sorted((CLONE / "house").glob("*.py")):
        names = re.findall(r"^(?:from|import) (\w+)", file.read_text(), re.MULTILINE)
        foreign = {name for name in names if name not in allowed and name not in __import__("sys").stdlib_module_names}
        assert foreign == set(), file.name
        assert "psycopg" not in names or file.name == "statements.py"
