"""What set-up fills in: the virtual environment, the assets and the locks they come from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from house import assets, environment, lock, node
from house.environment import Level, Stamp
from house.places import Places
from house.process import Runner
from house.trouble import Trouble

CLONE = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Places:
    """Give a folder with the files that decide what is filled in, and nothing else."""
    for name in (*environment.EVERY_LOCK, "pyproject.toml", "package.json", "package-lock.json"):
        (tmp_path / name).write_bytes((CLONE / name).read_bytes())
    return Places(tmp_path, tmp_path / "state", tmp_path / "run")


@pytest.mark.parametrize(
    ("kept", "wanted", "covers"),
    [("dev", "dev", True), ("dev", "server", True), ("server", "server", True), ("server", "dev", False)],
)
def test_stamp_covers_the_same_or_less(kept: Level, wanted: Level, covers: bool) -> None:
    assert Stamp("same", kept).covers("same", wanted) is covers
    assert not Stamp("same", kept).covers("other", wanted)


@pytest.mark.parametrize("name", [*environment.EVERY_LOCK, "pyproject.toml"])
def test_wanted_digest_changes_with_each_file_that_decides(copy: Places, name: str) -> None:
    before = environment.wanted_digest(copy)

    (copy.clone / name).write_text("# changed\n")

    assert environment.wanted_digest(copy) != before


def test_read_stamp_takes_a_broken_one_for_none(copy: Places) -> None:
    copy.venv.mkdir()
    assert environment.read_stamp(copy) is None

    for broken in ("", "{", "[]", "{}", '"words"'):
        environment.stamp_file(copy).write_text(broken)
        assert environment.read_stamp(copy) is None

    environment.stamp_file(copy).write_text(json.dumps({"digest": "d", "level": "dev"}))
    assert environment.read_stamp(copy) == Stamp("d", "dev")


def test_level_to_keep_never_takes_the_development_tools_away(copy: Places) -> None:
    assert environment.level_to_keep(copy, None, "server") == "server"
    assert environment.level_to_keep(copy, Stamp("d", "dev"), "server") == "dev"

    (copy.venv / "bin").mkdir(parents=True)
    (copy.venv / "bin" / "pytest").touch()
    assert environment.level_to_keep(copy, None, "server") == "dev"


def test_base_environment_leaves_out_what_would_lead_elsewhere() -> None:
    kept = environment.base_environment({"PYTHONPATH": "/else", "VIRTUAL_ENV": "/else", "PATH": "/bin", "HOME": "/h"})

    assert "PYTHONPATH" not in kept
    assert "VIRTUAL_ENV" not in kept
    assert (kept["PATH"], kept["HOME"]) == ("/bin", "/h")


def test_base_environment_hands_on_no_address_of_a_database() -> None:
    given = "DATABASE_OWNER_URL=postgresql://owner:secret@/t"
    names = ("MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "DATABASE_URL", "DATABASE_OWNER_URL")

    assert "secret" not in str(environment.base_environment(dict.fromkeys(names, f" -- {given}")))


def test_without_database_settings_leaves_out_what_leads_past_our_own_cluster() -> None:
    assert environment.without_database_settings({"PGPORT": "5433", "PGHOSTADDR": "::1", "PATH": "/"}) == {"PATH": "/"}


@pytest.mark.parametrize(("said", "major"), [("v24.19.0\n", 24), ("v20.1.0", 20), ("", 0), ("node: not found", 0)])
def test_major_version_reads_what_node_says(said: str, major: int) -> None:
    assert node.major_version(said) == major


def test_find_says_what_to_do_where_there_is_no_node(copy: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(node, "system_node", lambda: None)

    with pytest.raises(Trouble, match=r"Delete the folder .venv"):
        node.find(copy)


def test_copy_replaces_what_an_older_lock_left(copy: Places) -> None:
    for source, _ in assets.TAKEN:
        path = copy.clone / "node_modules" / source
        if path.suffix or path.name == "LICENSE":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source)
        else:
            path.mkdir(parents=True)
            (path / "one.svg").write_text("<svg/>")
    copy.vendor.mkdir(parents=True)
    (copy.vendor / "old.css").touch()

    assets.copy(copy)

    assert not (copy.vendor / "old.css").exists()
    assert (copy.vendor / "design-system" / "css" / "design-system.min.css").exists()
    assert (copy.vendor / "design-system" / "images" / "one.svg").exists()
    assert (copy.vendor / "axe-core" / "axe.min.js").exists()


def test_copy_says_which_asset_is_missing_and_leaves_the_old_ones(copy: Places) -> None:
    copy.vendor.mkdir(parents=True)
    (copy.vendor / "old.css").touch()

    with pytest.raises(Trouble, match="do not hold"):
        assets.copy(copy)

    assert (copy.vendor / "old.css").exists()


def test_stale_by_name_finds_each_package_that_a_lock_lacks(copy: Places) -> None:
    assert lock.stale_by_name(copy) == []

    project = (copy.clone / "pyproject.toml").read_text()
    (copy.clone / "pyproject.toml").write_text(project.replace('"whitenoise', '"not-locked-at-all>=1", "whitenoise'))

    assert lock.stale_by_name(copy) == ["requirements.lock"]


def test_stale_looks_at_names_where_uv_has_no_network(
    copy: Places, runner: Runner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lock, "compile_command", lambda here, one, more: ["false"])

    assert lock.stale(copy, runner) == []
    assert "only the names in them were looked at" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("requirement", "name"),
    [
        ("Django>=5.2,<5.3", "django"),
        ("psycopg[binary,pool]>=3.2", "psycopg"),
        ("types_python.dateutil", "types-python-dateutil"),
        ("uv==0.1 ; sys_platform == 'linux'", "uv"),
    ],
)
def test_name_of_is_the_normalised_name(requirement: str, name: str) -> None:
    assert lock.name_of(requirement) == name


@pytest.mark.parametrize("name", [*environment.EVERY_LOCK, "package-lock.json", ".npmrc"])
def test_locks_hold_no_address_of_a_registry(name: str) -> None:
    text = (CLONE / name).read_text()

    # Funding pages are people's own; anything else that begins like an address would be a registry's.
    assert re.findall(r"(?:https?|file)://(?!github\.com/(?:sponsors/|[\w-]+/[\w-]+\?sponsor=))\S+", text) == []


@pytest.mark.parametrize("name", environment.EVERY_LOCK)
def test_locks_hold_a_hash_for_every_package(name: str) -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", (CLONE / name).read_text(), flags=re.MULTILINE)[1:]

    assert entries
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
