"""What a case was answered, as the campaign judges it."""

from dataclasses import dataclass
from traceback import extract_tb
from typing import Any

TAKEN, REFUSED, BROKEN = 201, 422, 500
FIRST_REFUSAL = 400
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


@dataclass(frozen=True)
class Answer:
    """A status, the address that gave it, whether it was only asked to read, and where a fault of ours arose."""

    status: int
    address: str = ""
    is_reading: bool = False
    fault: str = ""

    @property
    def may_write(self) -> bool:
        """Return whether what was sent was taken, and so may be kept."""
        return not self.is_reading and self.status < FIRST_REFUSAL


def of_response(response: Any, address: str = "", method: str = "POST") -> Answer:
    """Return how a response of Django's test client is judged."""
    return Answer(response.status_code, address, method in SAFE, fault_of(getattr(response, "exc_info", None)))


def fault_of(raised: Any) -> str:
    """Return which error was raised and through which places it came, without its words."""
    if not raised:
        return ""
    kind, _error, trace = raised
    places = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in extract_tb(trace)[-4:]]
    return f"{kind.__name__} at {' > '.join(places)}"
