"""Asking for the parts of one feed: one after the other, politely, and within what a feed may ask of us in all."""

import re
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from tideturn.sources.feeds.task import Mark, Task
from tideturn.sources.fetching.asking import Answer, Limits, ask
from tideturn.sources.fetching.connecting import Connect
from tideturn.sources.fetching.errors import FetchRefused

WORD = re.compile(r"[\x21-\x7e][\x20-\x7e]{0,300}")
Say = Callable[[str, float], None]


class Asking:
    """The way to the publisher: every answer is counted, and marked for the next time."""

    def __init__(
        self, task: Task, *, connect: Connect | None = None, sleep: Callable[[float], Any] = time.sleep
    ) -> None:
        self.task = task
        self.marks: dict[str, Mark] = {}
        self.is_marked = True
        self._connect, self._sleep = connect, sleep
        self._taken = 0
        self._ends_at = time.monotonic() + task.bounds.seconds

    def is_same(self, address: str, mark: Mark) -> bool:
        """Return whether an address says that it holds what it held when it gave this mark."""
        try:
            return not self._ask(address, BytesIO(), self.task.bounds.largest_page, mark.headers).is_new
        except FetchRefused:
            return False

    def page(self, address: str) -> bytes:
        """Return what an address holds, as far as that is one page."""
        body = BytesIO()
        self._asked(address, body, self.task.bounds.largest_page)
        return body.getvalue()

    def file(self, address: str, path: Path) -> None:
        """Write what an address holds into a file."""
        try:
            with path.open("wb") as file:
                self._asked(address, file, self.task.bounds.largest_file)
        except FetchRefused:
            path.unlink()
            raise

    def _asked(self, address: str, into: BinaryIO, largest: int) -> None:
        bounds = self.task.bounds
        for trial in range(1, bounds.tries + 1):
            try:
                answer = self._ask(address, into, largest, {})
                break
            except FetchRefused as refused:
                if not refused.wait or trial == bounds.tries:
                    raise
                self._sleep(min(refused.wait, bounds.longest_wait))
        self._count(address, answer)

    def _ask(self, address: str, into: BinaryIO, largest: int, headers: dict[str, str]) -> Answer:
        bounds = self.task.bounds
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise FetchRefused(address, f"the whole feed took longer than {bounds.seconds:g} seconds.")
        limits = Limits(largest, min(bounds.seconds_a_page, left) if largest < bounds.largest_file else left)
        told = {"User-Agent": self.task.agent, "Accept": "application/json, text/csv, application/zip, */*", **headers}
        answer = ask(address, into, hosts=self.task.hosts, limits=limits, headers=told, connect=self._connect)
        self._sleep(bounds.pause)
        return answer

    def _count(self, address: str, answer: Answer) -> None:
        self._taken += answer.size
        if self._taken > self.task.bounds.largest_feed:
            raise FetchRefused(address, f"the whole feed is larger than {self.task.bounds.largest_feed // 2**20} MB.")
        etag, modified = (said if WORD.fullmatch(said) else "" for said in (answer.etag, answer.modified))
        if etag or modified:
            self.marks[address] = Mark(etag, modified)
        else:
            self.is_marked = False
