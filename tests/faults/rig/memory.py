"""A process that the system gives little memory: what it does when the kernel ends it, or says no."""

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

GROUPS = Path("/sys/fs/cgroup")
# The file that takes the limit and the one that counts the ended, in the older way of grouping processes and the newer.
OLD, NEW = ("memory.limit_in_bytes", "memory.oom_control"), ("memory.max", "memory.events")


@dataclass(frozen=True)
class Group:
    """A group of processes that share a small room; the kernel ends one of them when it is full."""

    folder: Path
    told_in: str

    def take(self, process: int) -> None:
        """Put a process into the group; what it has already is not counted, what it asks for from now on is."""
        (self.folder / "cgroup.procs").write_text(str(process))

    def killed(self) -> int:
        """Return how many processes the kernel has ended here for want of memory."""
        said = dict(line.split() for line in (self.folder / self.told_in).read_text().splitlines())
        return int(said["oom_kill"])


@contextlib.contextmanager
def small_room(size: int) -> Iterator[Group]:
    """Give a group with so many bytes for all its processes, and remove it; skip aloud where none may be made."""
    old = GROUPS / "memory"
    parent = old if old.is_dir() else GROUPS
    limit, told_in = (
        ("memory.limit_in_bytes", "memory.oom_control") if old.is_dir() else ("memory.max", "memory.events")
    )
    folder = parent / f"tideturn-test-{os.getpid()}"
    try:
        folder.mkdir()
        (folder / limit).write_text(str(size))
    except OSError as error:
        remove(folder)
        pytest.skip(f"NOT TRIED: a small room of memory cannot be made here ({error.strerror})")
    try:
        yield Group(folder, told_in)
    finally:
        remove(folder)


def remove(folder: Path) -> None:
    """Remove a group once its last process has gone."""
    until = time.monotonic() + 10
    while folder.is_dir() and time.monotonic() < until:
        with contextlib.suppress(OSError):
            folder.rmdir()
            return
        time.sleep(0.1)


def address_space(process: int) -> int:
    """Return how many bytes of addresses a process has."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")
