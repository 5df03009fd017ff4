"""Agencies that send: each report under a key of its own, again after every failure, until it is acknowledged.

A program of its own that needs nothing but Python: `python sending.py '{"port": …}'`. For each acknowledged report one
line goes to the file, after the 201; a line with "problem" tells what no sender should ever meet.
"""

import http.client
import itertools
import json
import random
import sys
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PATH = "/api/v1/intake/near-fatal-overdoses/"
AREAS = ("EM-A01", "EM-A02", "EM-A03")
GIVEN = [
    "Ada",
    "Ben",
    "Cai",
    "Dee",
    "Eli",
    "Fay",
    "Gus",
    "Hal",
    "Ivy",
    "Jon",
    "Kay",
    "Lou",
    "Mia",
    "Ned",
    "Oda",
    "Pia",
    "Quin",
    "Ray",
    "Sue",
    "Tom",
    "Una",
    "Val",
    "Wes",
    "Xan",
    "Yan",
    "Zoe",
]
SOUNDS = [
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "do",
    "fa",
    "fe",
    "ga",
    "go",
    "ha",
    "ka",
    "ke",
    "la",
    "le",
    "lo",
    "ma",
    "me",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "ra",
    "re",
    "ro",
    "sa",
    "se",
    "ta",
    "te",
    "to",
    "va",
]
SECONDS_TO_ANSWER = 12.0
DAY = 86_400


@dataclass(frozen=True)
class Order:
    """What to send, where to, and when to stop."""

    port: int
    credential: str
    file: str
    stop_file: str
    seed: int
    threads: int = 8
    first: int = 0
    most: int = 1_000_000
    a_second: float = 0.0
    again: float = 0.1
    twins: float = 0.05
    end_at: float = 0.0


def report(order_seed: int, number: int) -> tuple[str, bytes]:
    """Return the key and body of a report: the same for the same seed and number."""
    chance = random.Random(f"{order_seed}:{number}")  # noqa: S311 - invented, and to be invented again
    # Of fifty reports the last two are of one event, by a reference and by the time.
    event, place_in_event = divmod(number, 50)
    moment = random.Random(f"{order_seed}:event {event}") if place_in_event >= 48 else chance  # noqa: S311
    occurred = time.gmtime(1_760_000_000 + moment.randrange(30 * DAY))
    others = [{"agency": "estmark-police", "reference": f"INC-{order_seed}-{event}"}] if place_in_event >= 48 else []
    body = {
        "occurred_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", occurred),
        "source_reference": f"EAS-{order_seed}-{number}",
        "other_references": others,
        "place": {"area": chance.choice(AREAS), "description": "A stairwell (invented)"},
        "person": None if others or chance.random() < 0.3 else person(chance),
        "naloxone_given": chance.choice([True, False, None]),
        "substances_suspected": chance.sample(["heroin", "street-benzodiazepines", "cocaine"], chance.randrange(3)),
        "contact": chance.choice(["given", "not_asked", "no_objection", "refused"]),
        "notes": f"Invented report {number}.",
    }
    return str(uuid.UUID(int=chance.getrandbits(128), version=4)), json.dumps(body).encode()


def person(chance: random.Random) -> dict[str, Any]:
    """Return an invented person; few are told twice."""
    family = "".join(chance.choice(SOUNDS) for _ in range(3)).title()
    born = f"{chance.randrange(1950, 2006)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return {"given_name": chance.choice(GIVEN), "family_name": family, "birth_date": born}


@dataclass
class Senders:
    """Threads that send until told to stop, and the one file they write."""

    order: Order
    numbers: Any = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    began: float = field(default_factory=time.monotonic)
    open_connections: threading.local = field(default_factory=threading.local)

    def run(self) -> None:
        """Send with all threads; what was begun is sent until it is acknowledged."""
        last = self.order.first + self.order.most
        self.numbers = iter(range(self.order.first, last))
        threads = [threading.Thread(target=self.send_on) for _ in range(self.order.threads)]
        with Path(self.order.file).open("a", buffering=1) as self.stream:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

    def send_on(self) -> None:
        """Send one report after the other."""
        while not self.is_over():
            with self.lock:
                number = next(self.numbers, None)
            if number is None:
                return
            self.keep_pace(number)
            self.send(number)

    def is_over(self) -> bool:
        """Tell whether to begin no more."""
        return Path(self.order.stop_file).exists() or bool(self.order.end_at and time.time() > self.order.end_at)

    def keep_pace(self, number: int) -> None:
        """Wait for the turn of a report where so many a second are to come and no more."""
        if self.order.a_second:
            due = self.began + (number - self.order.first) / self.order.a_second
            time.sleep(max(0.0, due - time.monotonic()))

    def send(self, number: int) -> None:
        """Send one report until it is acknowledged, note it, and now and then send it once more."""
        key, body = report(self.order.seed, number)
        chance = random.Random(f"{self.order.seed}:{number}:again")  # noqa: S311
        is_twin = chance.random() < self.order.twins
        for tries in itertools.count(1):
            began, moment = time.monotonic(), time.time()
            receipt = self.at_once(key, body) if is_twin and tries == 1 else self.post(key, body)
            if receipt is not None:
                break
            time.sleep(chance.uniform(0.05, 0.3))
        took = time.monotonic() - began
        self.note(key=key, receipt=receipt, tries=tries, began=moment, took=round(took, 4), number=number)
        if chance.random() < self.order.again:
            self.check_same(key, body, receipt)

    def check_same(self, key: str, body: bytes, receipt: str) -> None:
        """Send an acknowledged report again; the answer must be the same bytes."""
        told = self.post(key, body)
        if told not in (None, receipt):
            self.note(problem="another receipt for the same report", key=key, receipt=receipt, told=told)

    def at_once(self, key: str, body: bytes) -> str | None:
        """Send one report twice at the same time."""
        told: list[str | None] = []
        other = threading.Thread(target=lambda: told.append(self.post(key, body)))
        other.start()
        mine = self.post(key, body)
        other.join()
        given = {answer for answer in (mine, *told) if answer is not None}
        if len(given) > 1:
            self.note(problem="two receipts for one report", key=key, told=sorted(given))
        return next(iter(given), None)

    def post(self, key: str, body: bytes) -> str | None:
        """Post a report and return the receipt, or nothing where it was not acknowledged."""
        try:
            connection = self.connection()
            connection.request("POST", PATH, body, self.headers(key))
            answer = connection.getresponse()
            said = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.open_connections.kept = None
            return None
        if answer.status == 201:
            return said
        if answer.status != 503 or not answer.headers.get("Retry-After"):
            self.note(problem=f"answered {answer.status} without reason or Retry-After", key=key, told=said[:300])
        return None

    def headers(self, key: str) -> dict[str, str]:
        """Return the headers of a report."""
        bearer = f"Bearer {self.order.credential}"
        return {"Authorization": bearer, "Idempotency-Key": key, "Content-Type": "application/json"}

    def connection(self) -> http.client.HTTPConnection:
        """Return this thread's connection, opened anew after a failure."""
        kept = getattr(self.open_connections, "kept", None)
        if kept is None:
            kept = http.client.HTTPConnection("127.0.0.1", self.order.port, timeout=SECONDS_TO_ANSWER)
            self.open_connections.kept = kept
        return kept

    def note(self, **said: Any) -> None:
        """Write one line."""
        with self.lock:
            self.stream.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    Senders(Order(**json.loads(sys.argv[1]))).run()
