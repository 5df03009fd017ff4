"""What dies is started again and that is said; what keeps dying stops everything; nothing is left behind."""

from __future__ import annotations

import dataclasses
import errno
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from house import leftovers, process, supervisor
from house.process import StopFlag
from house.progress import Progress
from house.supervisor import Running, Service, Supervisor
from house.trouble import StopRequested, Trouble


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch) -> Iterator[Supervisor]:
    """Give a supervisor that does not wait long between starts."""
    monkeypatch.setattr(supervisor, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(supervisor, "LONGEST_PAUSE", 0.02)
    made = Supervisor(Progress(), StopFlag())
    yield made
    made.stop_all()


def shell(tmp_path: Path, name: str, script: str) -> Service:
    """Return a service that is a line of shell."""
    return Service(name, ["sh", "-c", script], {"PATH": os.defpath}, tmp_path, tmp_path / f"{name}.log", patience=2)


def within(seconds: float, condition: Callable[[], bool]) -> Callable[[], bool]:
    """Return a condition that fails the test when it does not hold in time."""
    until = time.monotonic() + seconds

    def holds() -> bool:
        assert time.monotonic() < until, "it did not happen in time"
        return condition()

    return holds


def test_keep_starts_again_what_died_and_says_so(
    keeper: Supervisor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    running = keeper.add(shell(tmp_path, "The bell", "echo ring; test -e again && exec sleep 60; touch again; exit 7"))

    keeper.keep(until=within(5, lambda: running.log_from > 0 and running.child is not None))

    said = capsys.readouterr().err
    assert "The bell ended with code 7; it is started again in 0.01 s" in said
    assert "The bell: started again" in said


def test_keep_gives_up_on_what_keeps_dying_with_its_last_words(keeper: Supervisor, tmp_path: Path) -> None:
    keeper.add(shell(tmp_path, "The bell", "echo cracked; exit 3"))

    with pytest.raises(Trouble, match=r"(?s)The bell died 5 times within 60 seconds.*cracked"):
        keeper.keep(until=within(10, lambda: False))


def test_keep_never_gives_up_what_has_answered_once(
    keeper: Supervisor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    running = keeper.add(shell(tmp_path, "The bell", "echo x >> rung; exit 3"))
    keeper.answered("The bell")

    rung = tmp_path / "rung"
    keeper.keep(until=within(30, lambda: rung.exists() and len(rung.read_text()) >= 2 * 3 * supervisor.MOST_DEATHS))

    said = capsys.readouterr().err
    assert (
        "The bell ended with code 3; it has died 5 times within the minute and is not given up; it is started" in said
    )
    assert running.has_answered


def test_keep_gives_up_what_died_before_it_answered_though_another_has(keeper: Supervisor, tmp_path: Path) -> None:
    keeper.add(shell(tmp_path, "The bell", "exec sleep 60"))
    keeper.answered("The bell")
    keeper.add(shell(tmp_path, "The gong", "echo cracked; exit 3"))

    with pytest.raises(Trouble, match=r"(?s)The gong died 5 times within 60 seconds.*cracked"):
        keeper.keep(until=within(10, lambda: False))


def test_keep_does_not_give_up_what_is_killed_from_outside(keeper: Supervisor, tmp_path: Path) -> None:
    running = keeper.add(shell(tmp_path, "The bell", "echo x >> rung; kill -9 $$"))

    rung = tmp_path / "rung"
    keeper.keep(until=within(30, lambda: rung.exists() and len(rung.read_text()) >= 2 * 2 * supervisor.MOST_DEATHS))

    assert running.keeps_dying()
    assert not running.has_answered


def test_all_stand_keeps_for_ever_what_stands_and_not_what_fails_from_its_first_start(
    keeper: Supervisor, tmp_path: Path
) -> None:
    standing = keeper.add(shell(tmp_path, "The bell", "exec sleep 60"))
    failing = keeper.add(shell(tmp_path, "The gong", "exit 3"))
    keeper.keep(until=within(5, lambda: len(failing.faults) > 0))

    keeper.all_stand()

    assert (standing.has_answered, failing.has_answered) == (True, False)


def test_what_has_stood_for_a_while_counts_as_having_answered(
    keeper: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "STEADY_AFTER", 0.05)
    standing = keeper.add(shell(tmp_path, "The bell", "exec sleep 60"))
    silent = keeper.add(dataclasses.replace(shell(tmp_path, "The gong", "exec sleep 60"), must_answer=True))

    keeper.keep(until=within(5, lambda: standing.has_answered))
    time.sleep(0.1)
    keeper.look()

    assert not silent.has_answered


def test_keep_goes_on_when_the_machine_has_no_room_for_a_process(
    keeper: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    running = keeper.add(shell(tmp_path, "The bell", "exit 3"))
    keeper.answered("The bell")
    keeper.keep(until=within(5, lambda: running.child is None))
    full, start = iter([True] * 8), process.start

    def start_if_there_is_room(*words: Any, **more: Any) -> Any:
        if next(full, False):
            raise OSError(errno.EAGAIN, "Resource temporarily unavailable")
        return start(*words, **more)

    monkeypatch.setattr(process, "start", start_if_there_is_room)
    keeper.keep(until=within(10, lambda: running.child is not None))

    assert "could not be started (Resource temporarily unavailable)" in capsys.readouterr().err


def test_the_longest_pause_is_short_for_what_people_depend_on(tmp_path: Path) -> None:
    running = Running(shell(tmp_path, "The bell", "true"))
    running.deaths.extend([1.0, 2.0, 3.0, 4.0, 5.0])

    assert running.pause(5.0) <= 5.0


def test_keep_heeds_a_request_to_stop(keeper: Supervisor) -> None:
    keeper.stop_flag.raise_flag(2, None)

    with pytest.raises(StopRequested):
        keeper.keep()


def test_bury_ends_what_a_dead_service_left_behind(keeper: Supervisor, tmp_path: Path) -> None:
    running = keeper.add(shell(tmp_path, "The bell", "sleep 60 & echo $! > left; kill -9 $$"))

    keeper.keep(until=within(5, lambda: len(running.deaths) > 0))

    left = int((tmp_path / "left").read_text())
    until = time.monotonic() + 2
    while leftovers.is_running(left) and time.monotonic() < until:
        time.sleep(0.02)
    assert not leftovers.is_running(left)


def test_stop_all_stops_the_last_started_first(keeper: Supervisor, tmp_path: Path) -> None:
    for name in ("first", "second"):
        keeper.add(
            shell(
                tmp_path, name, f"trap 'echo {name} >> order; exit 0' TERM; touch {name}; while :; do sleep 0.02; done"
            )
        )
    keeper.keep(until=within(5, lambda: (tmp_path / "first").exists() and (tmp_path / "second").exists()))

    keeper.stop_all()

    assert (tmp_path / "order").read_text().split() == ["second", "first"]


def test_stop_all_ends_what_does_not_listen(keeper: Supervisor, tmp_path: Path) -> None:
    running = keeper.add(shell(tmp_path, "deaf", "trap '' TERM; touch ready; while :; do sleep 0.02; done"))
    keeper.keep(until=within(5, lambda: (tmp_path / "ready").exists()))
    assert running.child is not None
    number = running.child.pid
    keeper.stop_flag.requests = 2

    keeper.stop_all()

    assert not leftovers.is_running(number)


def test_pause_doubles_with_each_recent_death_and_forgets_old_ones(tmp_path: Path) -> None:
    running = Running(shell(tmp_path, "x", "true"))
    pauses = []
    for death in (1000.0, 1001.0, 1002.0):
        running.deaths.append(death)
        pauses.append(running.pause(death))

    assert pauses == [0.5, 1.0, 2.0]
    running.deaths.append(2000.0)
    assert running.pause(2000.0) == 0.5


def test_set_aside_keeps_a_log_from_growing_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "LARGEST_LOG", 10)
    small, large = tmp_path / "small.log", tmp_path / "large.log"
    small.write_text("short")
    large.write_text("much longer than ten")

    supervisor.set_aside(small)
    supervisor.set_aside(large)

    assert small.exists()
    assert not large.exists()
    assert (tmp_path / "large.log.old").read_text() == "much longer than ten"
