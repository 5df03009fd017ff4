"""What an earlier run left behind: processes that outlived a killed launcher, lock files of dead databases."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

MARK = "TIDETURN_LAUNCHED_BY"


def processes() -> Iterator[int]:
    """Yield the number of every process of this machine."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            yield int(entry.name)


def works_in(process: int, folder: Path) -> bool:
    """Tell whether a process is a postgres whose working folder is this data folder, as every one of its parts has."""
    try:
        at = Path(f"/proc/{process}/cwd").readlink()
        program = Path(f"/proc/{process}/exe").readlink()
    except OSError:
        return False
    return program.name.removesuffix(" (deleted)") == "postgres" and at == folder.resolve()


def is_marked(process: int, key: str) -> bool:
    """Tell whether a process was started by a launcher of this clone: the mark is in its environment."""
    try:
        environment = Path(f"/proc/{process}/environ").read_bytes()
    except OSError:
        return False
    return f"{MARK}={key}".encode() in environment.split(b"\0")


def is_running(process: int) -> bool:
    """Tell whether a process still does anything: a dead one that its parent has not yet buried does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def end_all(chosen: Callable[[int], bool], patience: float = 10.0) -> list[int]:
    """End every process that is chosen, gently first; return which there were.

    The choice is made again before each signal, since a number may come to name another process.
    """
    ended: list[int] = []
    gentle_until = time.monotonic() + patience
    while found := [process for process in processes() if process != os.getpid() and chosen(process)]:
        number = signal.SIGTERM if time.monotonic() < gentle_until else signal.SIGKILL
        for process in found:
            if process not in ended or number == signal.SIGKILL:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(process, number)
        ended += [process for process in found if process not in ended]
        if time.monotonic() > gentle_until + patience:
            break
        time.sleep(0.05)
    return ended


def end_marked(key: str, patience: float = 10.0) -> list[int]:
    """End the web server and worker that a killed launcher of this clone left behind."""
    return end_all(lambda process: is_running(process) and is_marked(process, key), patience)


def end_database(data: Path, patience: float = 10.0) -> list[int]:
    """End a database that still works in this data folder; return the processes that there were."""
    folder = data.resolve()
    ended = [process for process in processes() if works_in(process, folder) and is_running(process)]
    main = named_process(data / "postmaster.pid")
    if main in ended:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            # Fast shutdown; only for the main process, since to some of its parts this signal means something else.
            os.kill(main, signal.SIGINT)
    until = time.monotonic() + patience
    while any(works_in(process, folder) and is_running(process) for process in ended) and time.monotonic() < until:
        time.sleep(0.05)
    end_all(lambda process: is_running(process) and works_in(process, folder), patience=1.0)
    return ended


def named_process(lock: Path) -> int:
    """Return the process that a database's lock file names; 0 when there is no file or no number in it."""
    try:
        first = lock.read_text(errors="replace").split("\n", 1)[0].strip()
    except OSError:
        return 0
    return int(first) if first.isdecimal() else 0


def clear_lock_files(data: Path, runtime: Path) -> list[Path]:
    """Remove the lock files of a database that is dead, whatever process has its number by now; return which.

    Only for one who holds this clone's lock. A file whose process is a postgres in this data folder stays.
    """
    removed: list[Path] = []
    for lock in (data / "postmaster.pid", *runtime.glob(".s.PGSQL.*.lock")):
        if lock.exists() and not is_of_live_database(lock, data):
            lock.unlink()
            removed.append(lock)
    return removed


def is_of_live_database(lock: Path, data: Path) -> bool:
    """Tell whether the process that a lock file names is a postgres in this data folder."""
    process = named_process(lock)
    return process > 0 and is_running(process) and works_in(process, data)
