"""Where everything lives: short private socket folders, and a state folder that the database's user can enter."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from house import places
from house.places import Account, Places
from house.trouble import Trouble

ME = Account("me", os.geteuid(), os.getegid())


def test_places_refuse_a_socket_folder_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="TIDETURN_RUNTIME=/short/folder"):
        Places(tmp_path, tmp_path, tmp_path / ("x" * 90))


def test_places_refuse_relative_folders(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="absolute"):
        Places(tmp_path, Path("state"), tmp_path)


def test_of_clone_gives_a_short_socket_folder_to_a_clone_with_a_very_long_path(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a folder with a rather long name and spaces"] * 5)

    its = places.of_clone(deep, {})

    assert len(str(its.runtime)) < 60
    assert " " not in str(its.runtime)


def test_of_clone_keeps_two_clones_apart(tmp_path: Path) -> None:
    one, two = places.of_clone(tmp_path / "one", {}), places.of_clone(tmp_path / "two", {})

    assert one.state != two.state
    assert one.runtime != two.runtime
    assert one.key != two.key


def test_state_folder_of_root_is_one_that_another_user_can_enter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert places.state_folder(Path("/srv/clone"), {}).parent == Path("/var/lib")

    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert places.state_folder(Path("/home/someone/clone"), {}) == Path("/home/someone/clone/.state")


def test_private_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    folder = places.private_folder(tmp_path / "socket", ME)

    assert folder.stat().st_mode & 0o777 == 0o700


def test_close_to_others_follows_no_link_that_was_put_there_meanwhile(tmp_path: Path) -> None:
    target, link = tmp_path / "of somebody", tmp_path / "socket"
    target.mkdir(mode=0o755)
    link.symlink_to(target)

    with pytest.raises(Trouble, match="cannot be opened"):
        places.close_to_others(link, os.geteuid())
    assert target.stat().st_mode & 0o777 == 0o755


def test_close_to_others_refuses_a_folder_of_somebody_else(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="changed hands"):
        places.close_to_others(tmp_path, os.geteuid() + 1)


def test_private_folder_closes_one_that_stood_open(tmp_path: Path) -> None:
    (tmp_path / "socket").mkdir(mode=0o777)

    assert places.private_folder(tmp_path / "socket", ME).stat().st_mode & 0o777 == 0o700


def test_private_folder_refuses_a_link_that_stands_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "socket").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(Trouble, match="another user or a link"):
        places.private_folder(tmp_path / "socket", ME)


def test_private_folder_refuses_one_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / "socket").mkdir()

    with pytest.raises(Trouble, match="another user or a link"):
        places.private_folder(tmp_path / "socket", Account("other", os.geteuid() + 1, os.getegid()))


def test_database_account_is_nobody_else_for_a_plain_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert places.database_account() is None


def test_database_account_is_never_root_for_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    account = places.database_account()

    assert account is not None
    assert account.uid != 0


def test_database_account_says_what_to_do_where_root_is_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(places, "PLAIN_USERS", ("nobody-of-that-name",))

    with pytest.raises(Trouble, match="useradd"):
        places.database_account()
