"""What every process that shares the suite needs, and none changes, is made by the first of them that comes for it.

The others wait until it stands and use it too; whoever made it takes it away when the last of them has done with it. A
process that dies holds nobody up, for the locks are the system's.
"""

import contextlib
import fcntl
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

import pytest

Made = TypeVar("Made")


@contextlib.contextmanager
def made_by_one(
    factory: pytest.TempPathFactory, name: str, make: Callable[[], AbstractContextManager[Made]]
) -> Iterator[Made]:
    """Give what was made under a name in this run, or make it; what is made must be a value that can be pickled."""
    # The folder of the run, in which each process has its own.
    kept = factory.getbasetemp().parent / name
    with given_or_made(kept, make) if is_one_of_several() else make() as made:
        yield made


def is_one_of_several() -> bool:
    """Tell whether this process is one of several that share the suite."""
    return "PYTEST_XDIST_WORKER" in os.environ


@contextlib.contextmanager
def given_or_made(kept: Path, make: Callable[[], AbstractContextManager[Made]]) -> Iterator[Made]:
    """Give what is kept in a file, or make it, keep it there, and in the end wait until nobody uses it."""
    in_use = kept.with_suffix(".use")
    with contextlib.ExitStack() as held:
        with locked(kept.with_suffix(".lock"), fcntl.LOCK_EX):
            if is_there := kept.exists():
                made = pickle.loads(kept.read_bytes())  # noqa: S301 - written by a process of this run
                held.enter_context(locked(in_use, fcntl.LOCK_SH))
            else:
                made = held.enter_context(make())
                kept.write_bytes(pickle.dumps(made))
        try:
            yield made
        finally:
            if not is_there:
                # Whoever comes from now on makes another.
                with locked(kept.with_suffix(".lock"), fcntl.LOCK_EX):
                    kept.unlink()
                with locked(in_use, fcntl.LOCK_EX):
                    held.close()


@contextlib.contextmanager
def locked(file: Path, kind: int) -> Iterator[None]:
    """Hold a lock on a file, having waited for it."""
    with file.open("a") as stream:
        fcntl.flock(stream, kind)
        yield
