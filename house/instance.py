"""One run at a time in one clone: a lock that the system frees when its holder dies, with words for the second."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from house.places import Places
from house.trouble import Trouble


@dataclass
class Instance:
    """The held lock; what stands in its file is for people and for the second run's words."""

    stream: IO[str]

    def write(self, words: str) -> None:
        """Write what the second run will be told."""
        self.stream.seek(0)
        self.stream.truncate()
        self.stream.write(words)
        self.stream.flush()


@contextlib.contextmanager
def only_one(places: Places, verb: str, process: int) -> Iterator[Instance]:
    """Hold this clone's lock, or refuse with what holds it; the file itself proves nothing, only the lock does."""
    with (places.state / "running.lock").open("a+") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stream.seek(0)
            about = stream.read().strip() or "it is just starting"
            raise Trouble(
                f"This clone is already running ({about}). Stop that first (Ctrl-C, or end its process), "
                "or make another clone for a second one: both can run at the same time.",
                3,
            ) from None
        instance = Instance(stream)
        instance.write(f"make {verb}, process {process}")
        try:
            yield instance
        finally:
            instance.write("")
