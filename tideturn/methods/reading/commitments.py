"""Draft commitments: what a layout makes of a document, and the JSON that others read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

CommitmentKind = Literal["action", "recommendation", "commitment", "milestone", "promise"]
Bound = Literal["up_to", "over", "around", "at_least"]
StatusValue = Literal[
    "not_started", "under_consideration", "in_early_development", "under_way", "complete", "paused", "superseded"
]


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has to act: the canonical name, and the words in the document."""

    name: str
    as_written: str
    generic: bool = False

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("An owner has a name.")


@dataclass(frozen=True, slots=True)
class Timescale:
    """When, as the document's own column or bracket says; the dates only where the words fix them."""

    as_written: str | None = None
    start: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date named inside a sentence; "from …" has a start, and no due date unless it names that too."""

    as_written: str
    due: date | None = None
    start: date | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """The status word as printed, and ours."""

    as_written: str | None = None
    value: StatusValue | None = None

    def __post_init__(self) -> None:
        if self.value is not None and self.value not in get_args(StatusValue):
            raise ValueError(f"{self.value!r} is not a status.")


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in whole pounds; `part_of` points at the sum in the same list that already holds it."""

    as_written: str
    amount: int
    currency: str = "GBP"
    per: str | None = None
    part_of: int | None = None
    bound: Bound | None = None

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("A sum of money is not negative.")


@dataclass(frozen=True, slots=True)
class Commitment:
    """One thing that somebody asked for or promised."""

    kind: CommitmentKind
    text: str
    lines: tuple[int, ...]
    number: str | None = None
    parent: str | None = None
    section: str | None = None
    title: str | None = None
    owners: tuple[Owner, ...] = ()
    others: tuple[str, ...] = ()
    timescale: Timescale = field(default_factory=Timescale)
    deadlines: tuple[Deadline, ...] = ()
    outcome: str | None = None
    status: Status = field(default_factory=Status)
    response: str | None = None
    progress: str | None = None
    new: bool = False
    money: tuple[Money, ...] = ()
    doubts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in get_args(CommitmentKind):
            raise ValueError(f"{self.kind!r} is not a kind of commitment.")
        if not self.lines:
            raise ValueError("A commitment names the lines that it was read from.")
        if any(sum_.part_of is not None and not 0 <= sum_.part_of < len(self.money) for sum_ in self.money):
            raise ValueError("A part of a sum points at a sum in the same list.")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Lines that belong to no commitment, and why."""

    lines: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What a layout hands back."""

    commitments: tuple[Commitment, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    money: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many characters other than white space the text holds, and how many are accounted for."""

    characters: int
    accounted: int
    left_out: tuple[tuple[tuple[int, int], str], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read: its draft commitments and what was left out of them."""

    file: str
    sha256: str
    title: str
    published: date | None
    layout: str
    commitments: tuple[Commitment, ...]
    ranges: tuple[tuple[tuple[int, int], ...], ...]
    coverage: Coverage
    money: tuple[Money, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the reading as plain values, keyed as docs/reference/reading.md says."""
        return {
            "document": self.document_json(),
            "layout": self.layout,
            "commitments": list(self.commitments_json()),
            "coverage": self.coverage_json(),
        }

    def document_json(self) -> dict[str, Any]:
        """Return what the reading says of the document itself."""
        document: dict[str, Any] = {
            "file": self.file,
            "sha256": self.sha256,
            "title": self.title,
            "published": _iso(self.published),
        }
        if self.money:
            document["money"] = [_money(sum_) for sum_ in self.money]
        return document

    def coverage_json(self) -> dict[str, Any]:
        """Return the account of every character as plain values."""
        return _coverage(self.coverage)

    def commitments_json(self) -> Iterator[dict[str, Any]]:
        """Yield each commitment as plain values; a long plan need not stand in memory twice."""
        pairs = zip(self.commitments, self.ranges, strict=True)
        return (_commitment(commitment, ranges) for commitment, ranges in pairs)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _money(sum_: Money) -> dict[str, Any]:
    return {
        "as_written": sum_.as_written,
        "amount": sum_.amount,
        "currency": sum_.currency,
        "per": sum_.per,
        "part_of": sum_.part_of,
        "bound": sum_.bound,
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    start = {"start": _iso(deadline.start)} if deadline.start else {}
    return {"as_written": deadline.as_written, **start, "due": _iso(deadline.due)}


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "characters": coverage.characters,
        "accounted": coverage.accounted,
        "left_out": [{"lines": list(lines), "reason": reason} for lines, reason in coverage.left_out],
    }


def _commitment(commitment: Commitment, ranges: tuple[tuple[int, int], ...]) -> dict[str, Any]:
    timescale, status = commitment.timescale, commitment.status
    return {
        "number": commitment.number,
        "kind": commitment.kind,
        "parent": commitment.parent,
        "section": commitment.section,
        "title": commitment.title,
        "text": commitment.text,
        "owners": [
            {"name": owner.name, "as_written": owner.as_written, "generic": owner.generic}
            for owner in commitment.owners
        ],
        "others": list(commitment.others),
        "timescale": {
            "as_written": timescale.as_written,
            "start": _iso(timescale.start),
            "due": _iso(timescale.due),
        },
        "deadlines": [_deadline(deadline) for deadline in commitment.deadlines],
        "outcome": commitment.outcome,
        "status": {"as_written": status.as_written, "value": status.value},
        "response": commitment.response,
        "progress": commitment.progress,
        "new": commitment.new,
        "money": [_money(sum_) for sum_ in commitment.money],
        "source": {"lines": [list(pair) for pair in ranges]},
        "doubts": list(commitment.doubts),
    }
