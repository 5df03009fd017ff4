"""What a fetch of a feed is told, and what it says when it is done."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

MEGABYTE = 1024 * 1024
AGENT = "Tideturn (reads directories of services; asks one thing at a time)"


@dataclass(frozen=True)
class Bounds:
    """What one feed may ask of us: bytes of one page and of all, seconds, pages, services asked for one by one."""

    largest_page: int = 64 * MEGABYTE
    largest_file: int = 1024 * MEGABYTE
    largest_feed: int = 2048 * MEGABYTE
    seconds: float = 1800.0
    seconds_a_page: float = 60.0
    pages: int = 5_000
    items: int = 200_000
    page_size: int = 100
    pause: float = 0.1
    tries: int = 3
    longest_wait: float = 30.0


@dataclass(frozen=True)
class Mark:
    """How an address marked its last answer, to be asked whether it is still the same."""

    etag: str = ""
    modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """Return what is asked with it."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


Marks = Mapping[str, Mark]


@dataclass(frozen=True)
class Task:
    """An address, the hosts that may be asked for it, how it marked its answers last time, and the bounds."""

    address: str
    hosts: tuple[str, ...]
    agent: str = AGENT
    marks: Marks = field(default_factory=dict)
    bounds: Bounds = field(default_factory=Bounds)

    def as_document(self) -> dict[str, Any]:
        """Return the task as a JSON object."""
        return asdict(self)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Task":
        """Return the task that `as_document` made a JSON object of."""
        return cls(
            document["address"],
            tuple(document["hosts"]),
            document["agent"],
            marks_in(document["marks"]),
            Bounds(**document["bounds"]),
        )


@dataclass(frozen=True)
class Fetched:
    """What came of a fetch: nothing new, or files in the folder that it was given; and the marks for the next time."""

    is_new: bool
    marks: Marks = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def marks_in(document: Any) -> dict[str, Mark]:
    """Return marks that were written as JSON."""
    return {address: Mark(**mark) for address, mark in document.items()}
