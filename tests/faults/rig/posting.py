"""One report at a time, for tests that look at each answer; what was acknowledged is remembered, to be looked for."""

import http.client
import threading
from collections import Counter
from dataclasses import dataclass, field

from tests.faults.rig.sending import PATH, report
from tests.faults.rig.standing import Standing


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers and body; status 0 where nothing did."""

    status: int
    headers: dict[str, str]
    said: str

    @property
    def is_acknowledged(self) -> bool:
        """Tell whether the report was received."""
        return self.status == 201

    @property
    def is_come_again(self) -> bool:
        """Tell whether the sender was told to come again, and when."""
        return self.status == 503 and int(self.headers.get("retry-after", 0)) > 0


@dataclass
class Poster:
    """Posts reports and remembers what was acknowledged."""

    standing: Standing
    seed: int = 16
    number: int = 0
    acknowledged: dict[str, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    answers: Counter[str] = field(default_factory=Counter)

    def next_report(self) -> tuple[str, bytes]:
        """Return a report that was not sent before."""
        with self.lock:
            self.number += 1 if self.number % 50 < 46 else 4
            return report(self.seed, self.number)

    def post(self, key: str = "", body: bytes = b"", seconds: float = 20.0) -> Answer:
        """Post a report, a new one where none is given."""
        if not key:
            key, body = self.next_report()
        bearer = f"Bearer {self.standing.credential}"
        headers = {"Authorization": bearer, "Idempotency-Key": key, "Content-Type": "application/json"}
        connection = http.client.HTTPConnection("127.0.0.1", self.standing.port, timeout=seconds)
        try:
            connection.request("POST", PATH, body, headers)
            found = connection.getresponse()
            headers = {name.lower(): value for name, value in found.headers.items()}
            answer = Answer(found.status, headers, found.read().decode())
        except (OSError, http.client.HTTPException) as error:
            answer = Answer(0, {}, str(error))
        finally:
            connection.close()
        self.note(key, answer)
        return answer

    def note(self, key: str, answer: Answer) -> None:
        """Remember an answer, and the receipt of a report that was received."""
        words = {"acknowledged": answer.is_acknowledged, "told to come again": answer.is_come_again}
        with self.lock:
            self.answers[next((word for word, holds in words.items() if holds), "answered otherwise or not")] += 1
            if answer.is_acknowledged:
                self.acknowledged[key] = answer.said

    def told(self) -> str:
        """Return how many answers came of which kind."""
        return ", ".join(f"{count} {word}" for word, count in sorted(self.answers.items()))

    def post_at_once(self, count: int, key: str = "", body: bytes = b"") -> list[Answer]:
        """Post at the same time, so many new reports or the same one so many times."""
        answers: list[Answer] = []
        threads = [threading.Thread(target=lambda: answers.append(self.post(key, body))) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    def lost(self) -> list[str]:
        """Return the keys that were acknowledged and are not kept with the same receipt."""
        kept = dict(self.standing.ask("select idempotency_key::text, answer from pathways_receipt"))
        return [key for key, said in self.acknowledged.items() if kept.get(key) != said]

    def is_kept(self, key: str) -> bool:
        """Tell whether anything is kept under a key."""
        return self.standing.number("select count(*) from pathways_receipt where idempotency_key = %s", [key]) > 0
