"""Every import contract of pyproject.toml bites: each is broken once on purpose, in a copy of the tree."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

BREACHES = [
    ("Every import points down", "tideturn/methods/periods.py", "import tideturn.packs.loading"),
    ("Every import points down", "tideturn/engines/plans/words.py", "import tideturn.interfaces.design.tables"),
    ("Every import points down", "tideturn/interfaces/design/tables.py", "import tideturn.config.settings"),
    ("Interfaces do not know each other", "tideturn/interfaces/cli/command.py", "import tideturn.interfaces.website"),
    ("Interfaces do not know each other", "tideturn/interfaces/design/tables.py", "import tideturn.interfaces.api"),
    (
        "Families of methods do not know each other",
        "tideturn/methods/rates/errors.py",
        "import tideturn.methods.detection",
    ),
    (
        "Families of methods do not know each other",
        "tideturn/methods/opening/errors.py",
        "import tideturn.methods.rates",
    ),
    (
        "Families of methods do not know each other",
        "tideturn/methods/calendars/errors.py",
        "import tideturn.methods.opening",
    ),
    ("Methods neither show nor read", "tideturn/methods/detection/errors.py", "import polars"),
    ("methods, packs and sources are free of Django", "tideturn/packs/errors.py", "import django.conf"),
    ("methods, packs and sources are free of Django", "tideturn/methods/periods.py", "import psycopg"),
    ("Engines speak neither HTTP nor command line", "tideturn/engines/plans/words.py", "import ninja"),
    ("Engines speak neither HTTP nor command line", "tideturn/engines/plans/words.py", "import click"),
    ("No cycles", "tideturn/packs/errors.py", "import tideturn.packs.references"),
]


def lint(folder):
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    return subprocess.run([*command, "--no-cache"], cwd=folder, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def copy_of_the_tree(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tree")
    ignored = shutil.ignore_patterns("vendor", "__pycache__", "static")
    shutil.copytree(REPOSITORY / "tideturn", folder / "tideturn", ignore=ignored)
    shutil.copy(REPOSITORY / "pyproject.toml", folder)
    return folder


def test_contracts_are_kept(copy_of_the_tree):
    answer = lint(copy_of_the_tree)

    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(("contract", "file", "line"), BREACHES)
def test_contract_is_broken_by_one_import(copy_of_the_tree, contract, file, line):
    path = copy_of_the_tree / file
    kept = path.read_text()
    path.write_text(f"{line}\n{kept}")

    try:
        answer = lint(copy_of_the_tree)
    finally:
        path.write_text(kept)

    # “BROKEN”, or “BROKEN (5 ignored imports)”.
    broken = [said for said in answer.stdout.splitlines() if " BROKEN" in said]
    assert any(said.startswith(contract) for said in broken), answer.stdout


def test_contracts_refuse_a_room_nobody_decided_on(copy_of_the_tree):
    room = copy_of_the_tree / "tideturn" / "odds"
    room.mkdir()
    (room / "__init__.py").touch()

    try:
        answer = lint(copy_of_the_tree)
    finally:
        shutil.rmtree(room)

    assert answer.returncode != 0
