"""Files are made once and one after the other; asking for many holds up neither pages nor files that are there."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.test import Client

from tideturn.interfaces.website.data.kept import FILES_AT_MOST, WAITING_AT_MOST, KeptFiles
from tideturn.interfaces.website.errors import NotNow

MADE = ("register", "plans.csv", "2026-01-01", "mark")


def of_day(number: int) -> tuple[str, str, str, str]:
    """Return the key of a file of another day."""
    return "register", "plans.csv", f"2025-01-{number:02}", "mark"


def write(path: Path) -> bool:
    path.write_text("plan")
    return True


@pytest.fixture
def busy() -> Iterator[KeptFiles]:
    """A store that holds one file, makes another, and for which as many wait as may."""
    store, begun, may_end = KeptFiles(), threading.Event(), threading.Event()
    store.made(MADE, write)

    def write_slowly(path: Path) -> bool:
        begun.set()
        return may_end.wait(10) and write(path)

    with ThreadPoolExecutor(WAITING_AT_MOST) as readers:
        waiting = [readers.submit(store.made, of_day(number), write_slowly) for number in range(WAITING_AT_MOST)]
        begun.wait(10)
        while store._places._value > 0:  # type: ignore[attr-defined]
            time.sleep(0.01)
        yield store
        may_end.set()
    assert all(one.result() for one in waiting), "those who waited have their files"


def test_file_that_is_there_is_given_while_others_are_made(busy: KeptFiles) -> None:
    path = busy.made(MADE, write)

    assert path is not None
    assert path.read_text() == "plan"


def test_more_than_may_wait_are_told_to_come_again(busy: KeptFiles) -> None:
    with pytest.raises(NotNow, match="again in a minute"):
        busy.made(of_day(28), write)


def test_reader_is_told_so_by_a_page(busy: KeptFiles, visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tideturn.interfaces.website.pages.data.kept", busy)

    answer = visitor.get("/data/register/plans.csv?as_of=2024-02-01")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Ask for this one again in a minute" in answer.content.decode()


def test_oldest_makes_room_and_what_failed_leaves_nothing() -> None:
    store = KeptFiles()
    first = store.made(of_day(0), write)

    for number in range(1, FILES_AT_MOST + 1):
        store.made(of_day(number), write)
    assert first is not None
    assert not first.exists()

    folder = first.parent
    with pytest.raises(ZeroDivisionError):
        store.made(MADE, lambda path: bool(1 / 0))
    assert store.made(MADE, lambda path: False) is None
    assert len(list(folder.iterdir())) == FILES_AT_MOST
