"""The product's own steps: done once, done again when something changed, and never served with the owner's address."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from house import application, places
from house.application import Application
from house.database import Addresses
from house.places import Places
from house.progress import Progress
from house.trouble import Trouble


@dataclass
class Recorder:
    """A runner that only remembers what it was asked to run."""

    ran: list[str] = field(default_factory=list)
    owner_seen: list[bool] = field(default_factory=list)
    refuses: str = "nothing at all"
    progress: Progress = field(default_factory=Progress)

    def run(self, command: list[str], *, environment: dict[str, str], account: object = None) -> str:
        """Remember a command."""
        self.attempt(command, environment=environment)
        return ""

    def attempt(self, command: list[str], *, environment: dict[str, str], account: object = None) -> tuple[int, str]:
        """Remember a command; refuse it when it names what is to be refused."""
        words = " ".join(command)
        self.ran.append(words)
        self.owner_seen.append("owner@" in environment["DATABASE_URL"])
        return (2, "    it differs") if self.refuses in words else (0, "")

    def said(self, words: str) -> int:
        """Return how many commands held these words."""
        return sum(words in one for one in self.ran)


@pytest.fixture
def product(tmp_path: Path) -> Application:
    """Give a small clone with a pack of one file."""
    clone = tmp_path / "clone"
    (clone / "tideturn").mkdir(parents=True)
    (clone / "tideturn" / "a.py").write_text("one = 1\n")
    (clone / "packs" / "north").mkdir(parents=True)
    (clone / "packs" / "north" / "pack.yaml").write_text("name: Northland (invented)\n")
    (clone / "requirements.lock").touch()
    its = Places(clone, tmp_path / "state", tmp_path / "run")
    places.make_state(its)
    addresses = Addresses("postgresql://serving@/t", "postgresql://owner@/t")
    return Application(its, addresses, clone / "packs" / "north", is_own_database=True)


def set_up(product: Application, files: list[Path] | None = None, refuses: str = "nothing at all") -> Recorder:
    """Run set-up with a recorder and return it."""
    recorder: Any = Recorder(refuses=refuses)
    application.set_up(product, recorder, files or [])
    return recorder  # type: ignore[no-any-return]


def test_set_up_migrates_as_owner_and_loads_as_the_role_that_serves(product: Application) -> None:
    recorder = set_up(product)

    assert [words.split()[-2] for words in recorder.ran] == ["migrate", "plans", "access", "--noinput"]
    assert recorder.owner_seen == [True, False, False, False]


def test_set_up_does_nothing_where_nothing_changed(product: Application) -> None:
    set_up(product)

    assert set_up(product).ran == []


@pytest.mark.parametrize("changed", ["tideturn/a.py", "packs/north/pack.yaml", "requirements.lock"])
def test_set_up_begins_again_where_something_changed(product: Application, changed: str) -> None:
    set_up(product)
    (product.places.clone / changed).write_text("# changed\n")

    assert set_up(product).said("migrate") == 1


def test_set_up_trusts_no_stamp_for_a_database_that_was_given(product: Application) -> None:
    given = Application(product.places, product.addresses, product.pack, is_own_database=False)
    set_up(given)

    assert set_up(given).said("migrate") == 1


def test_set_up_attaches_documents_once_and_again_when_they_changed(product: Application, tmp_path: Path) -> None:
    document = tmp_path / "a plan.txt"
    document.write_text("1. Open a library (invented)\n")

    assert set_up(product, [document]).said("plans attach") == 1
    assert set_up(product, [document]).said("plans attach") == 0
    document.write_text("2. Close it (invented)\n")
    assert set_up(product, [document]).said("plans attach") == 1


def test_set_up_goes_on_after_a_refused_document_and_says_why(
    product: Application, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.touch()
    bad.touch()

    assert set_up(product, [bad, good], refuses="bad.txt").said("plans attach") == 2
    assert "bad.txt was not attached:\n    it differs" in capsys.readouterr().err
    assert set_up(product, [bad, good]).said("plans attach") == 2


def test_services_never_know_the_owners_address(product: Application) -> None:
    environments = [service.environment for service in application.services(product, 8000)]

    assert all("owner@" not in value for one in environments for value in one.values())
    assert all("DATABASE_OWNER_URL" not in one for one in environments)
    assert product.environment(as_owner=True)["DATABASE_OWNER_URL"] == "postgresql://owner@/t"


def test_services_are_the_web_server_two_workers_and_a_watch(product: Application) -> None:
    services = application.services(product, 8000)

    commands = [" ".join(service.command[1:]) for service in services]
    assert [command.removeprefix("-m django ") for command in commands[1:]] == [
        "work",
        "work",
        "watch",
        "procrastinate worker --concurrency 2",
    ]
    assert len({service.name for service in services}) == len({service.log for service in services}) == 5
    # Only what is asked for its first page must answer before it counts as standing.
    assert [service.name for service in services if service.must_answer] == [application.WEB]


def test_environment_keeps_settings_of_postgresql_only_for_a_database_that_was_given(
    product: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSFILE", "/home/someone/.pgpass")
    given = Application(product.places, product.addresses, product.pack, is_own_database=False)

    assert "PGPASSFILE" not in product.environment()
    assert given.environment()["PGPASSFILE"] == "/home/someone/.pgpass"


def test_environment_of_the_server_knows_nothing_that_make_was_told(
    product: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAKEFLAGS", " -- DATABASE_OWNER_URL=postgresql://owner:secret@/t")

    assert "secret" not in str([service.environment for service in application.services(product, 8000)])


def test_documents_are_the_visible_files_of_the_folder(tmp_path: Path) -> None:
    for name in ("b.pdf", "a.html", ".hidden"):
        (tmp_path / name).touch()
    (tmp_path / "folder").mkdir()

    assert [file.name for file in application.documents({"DOCUMENTS": str(tmp_path)})] == ["a.html", "b.pdf"]
    assert application.documents({}) == []


def test_documents_refuses_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="holds no file") as refusal:
        application.documents({"DOCUMENTS": str(tmp_path)})

    assert refusal.value.code == 2
