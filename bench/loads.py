"""Asking a site over HTTP: so many times a second whether it answers or not, or as often as it answers."""

import http.client
import itertools
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

ANSWERS_WITHIN = 60.0


@dataclass
class Answers:
    """How long each answer took, in milliseconds, and how many bytes the largest had."""

    milliseconds: list[float] = field(default_factory=list)
    largest: int = 0
    refused: int = 0

    def share(self, part: float) -> float:
        """Return the time within which a part of them came."""
        return sorted(self.milliseconds)[min(int(len(self.milliseconds) * part), len(self.milliseconds) - 1)]


def open_loop(site: str, asked: Sequence[str], *, rate: float, seconds: float, threads: int = 24) -> Answers:
    """Ask at a steady rate; each answer's time counts from the moment at which its question was due."""
    numbers, starts_at = itertools.count(), time.perf_counter() + 0.2

    def due(number: int) -> float | None:
        at = starts_at + number / rate
        return at if at < starts_at + seconds else None

    def ask(reader: "_Reader") -> None:
        while (at := due(number := next(numbers))) is not None:
            time.sleep(max(0.0, at - time.perf_counter()))
            reader.ask(asked[number % len(asked)], since=at)

    return _by_many(site, ask, threads)


def closed_loop(site: str, asked: Sequence[str], *, seconds: float, threads: int = 4) -> tuple[Answers, float]:
    """Ask again as soon as an answer came; return the answers and how many came a second."""
    numbers, started = itertools.count(), time.perf_counter()

    def ask(reader: "_Reader") -> None:
        while time.perf_counter() < started + seconds:
            reader.ask(asked[next(numbers) % len(asked)], since=time.perf_counter())

    answers = _by_many(site, ask, threads)
    return answers, len(answers.milliseconds) / (time.perf_counter() - started)


def _by_many(site: str, ask: Callable[["_Reader"], None], threads: int) -> Answers:
    answers, lock = Answers(), threading.Lock()
    many = [threading.Thread(target=ask, args=(_Reader(site, answers, lock),)) for _ in range(threads)]
    for one in many:
        one.start()
    for one in many:
        one.join()
    return answers


class _Reader:
    """One reader with a connection of their own."""

    def __init__(self, site: str, answers: Answers, lock: threading.Lock) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=ANSWERS_WITHIN)
        self.answers, self.lock = answers, lock

    def ask(self, address: str, *, since: float) -> None:
        """Ask for a page and read it to its end."""
        self.connection.request("GET", address)
        answer = self.connection.getresponse()
        length = len(answer.read())
        took = (time.perf_counter() - since) * 1000
        with self.lock:
            self.answers.milliseconds.append(took)
            self.answers.largest = max(self.answers.largest, length)
            self.answers.refused += answer.status != 200
