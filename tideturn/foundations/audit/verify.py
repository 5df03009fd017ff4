"""Check an exported audit: `python verify.py EXPORT.jsonl [--witness HEADS.jsonl]…`; needs nothing but Python itself.

Each entry is hashed with the digest of the one before it, which shows one edited, taken out, put in or moved. A tail
that was cut off, a chain rolled back or one written anew is whole in itself: only heads that a witness keeps elsewhere
show it. Exit codes: 0 whole, 1 broken (each break is a sentence), 2 cannot be read.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

FORMAT = "tideturn-audit-1"
GENESIS = "0" * 64
PARTS = ("agency", "sequence", "at", "actor", "action", "kind", "subject", "detail", "previous")
ENTRY = frozenset({*PARTS, "digest"})
WITNESSED = frozenset({"agency", "sequence", "digest", "at", "previous"})
KINDS = {"sequence": int}
Line = dict[str, Any]


class Unreadable(Exception):
    """A file cannot be read as what it should be."""


def digest_of(entry: Line) -> str:
    """Return the digest of an entry: each part with its length in bytes before it, so that none runs into another."""
    parts = (FORMAT, *("" if entry[name] is None else str(entry[name]) for name in PARTS))
    text = b"".join(b"%d:%s" % (len(part), part) for part in (words.encode() for words in parts))
    return hashlib.sha256(text).hexdigest()


class Verifier:
    """What witnesses saw and what was read so far of every chain."""

    def __init__(self, digest: Callable[[Line], str] = digest_of) -> None:
        self.digest = digest
        self.heads: dict[str, dict[int, str]] = {}
        self.latest: dict[str, Line] = {}
        self.count = 0

    def witness(self, name: str, lines: Iterable[tuple[bytes, Line]]) -> Iterator[str]:
        """Keep the heads of a witness; return a sentence for each place where the witness itself does not hold."""
        before = GENESIS
        for number, (text, line) in enumerate(lines, start=1):
            if line["previous"] != before:
                yield f"Witness {name}, line {number}: it is not tied to the line before it; the witness was changed."
            if self.heads.setdefault(line["agency"], {}).setdefault(line["sequence"], line["digest"]) != line["digest"]:
                yield f"{place_of(line)} witnesses saw two, so that it was written anew ({name}, line {number})."
            before = hashlib.sha256(text.removesuffix(b"\n")).hexdigest()

    def breaks(self, entries: Iterable[Line]) -> Iterator[str]:
        """Return a sentence for each place where a chain does not hold; it is followed on from what stands there."""
        for entry in entries:
            yield from (f"{place_of(entry)} {fault}." for fault in self.faults(entry))
            self.latest[entry["agency"]] = entry
            self.count += 1
        for agency, heads in self.heads.items():
            if max(heads) > (end := self.end(agency)["sequence"]):
                yield f"Chain “{agency}”, entry {max(heads)}: a witness saw it, but the chain ends with entry {end}."

    def faults(self, entry: Line) -> Iterator[str]:
        """Return what is wrong with one entry, given the one before it in its chain."""
        before = self.end(entry["agency"])
        if entry["sequence"] != before["sequence"] + 1:
            yield f"it follows entry {before['sequence']}, so that something was taken out, put in or moved"
        if entry["previous"] != before["digest"]:
            yield "it is not tied to the entry before it"
        if entry["digest"] != self.digest(entry):
            yield "what it says is not what was written"
        if entry["at"] < before["at"]:
            yield "it is earlier than the entry before it"
        if entry["digest"] != self.heads.get(entry["agency"], {}).get(entry["sequence"], entry["digest"]):
            yield "a witness saw another entry here, so that the chain was written anew"

    def end(self, agency: str) -> Line:
        """Return the latest entry read of a chain, or what stands before the first."""
        return self.latest.get(agency, {"sequence": 0, "digest": GENESIS, "at": ""})

    def summary(self) -> str:
        """Return how much was read, and what nobody can vouch for."""
        unseen = sum(self.end(name)["sequence"] - max(self.heads.get(name, {0: ""})) for name in self.latest)
        return (
            f"{self.count} entries in {len(self.latest)} chains. "
            f"{unseen} of them come after the last head a witness saw: were those cut off or written anew, "
            "nothing here would show it."
        )


def place_of(line: Line) -> str:
    """Return where a line stands."""
    return f"Chain “{line['agency']}”, entry {line['sequence']}:"


def line_of(text: bytes, members: frozenset[str]) -> Line:
    """Return what a line says; raise where a member is missing, unknown, there twice or of another kind."""
    pairs = json.loads(text.decode(), object_pairs_hook=list)
    line = dict(pairs)
    if len(pairs) != len(members) or line.keys() != members or not str(line["agency"]).isprintable():
        raise ValueError
    for member, value in pairs:
        # No subject is hashed as an empty one, so that of the two only null is an entry.
        is_absent = member == "subject" and value is None
        if not is_absent and (type(value) is not KINDS.get(member, str) or (member, value) == ("subject", "")):
            raise ValueError
        str(value).encode()  # half of a surrogate pair cannot be written, so nobody wrote it
    return line


def read(name: str, members: frozenset[str]) -> Iterator[tuple[bytes, Line]]:
    """Return each line of a file, as bytes and as what it says."""
    number = 0
    try:
        with open(name, "rb") as stream:
            for text in stream:
                number += 1
                if members is WITNESSED and not text.endswith(b"\n"):
                    return  # the machine stopped while it was written, so nobody was told that it was
                yield text, line_of(text, members)
    except OSError as error:
        raise Unreadable(f"{name} cannot be read: {error.strerror}.") from None
    except (ValueError, TypeError, RecursionError):
        raise Unreadable(f"{name}, line {number}: this is not a line of the audit. Export it again.") from None


def verify(export: str, witnesses: Sequence[str]) -> tuple[list[str], str]:
    """Return every break of an exported audit, and a summary."""
    verifier = Verifier()
    breaks = [found for name in witnesses for found in verifier.witness(name, read(name, WITNESSED))]
    breaks += verifier.breaks(entry for _, entry in read(export, ENTRY))
    return breaks, verifier.summary()


def main(words: Sequence[str] | None = None) -> int:
    """Check an export and say what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("export")
    parser.add_argument("--witness", action="append", default=[])
    given = parser.parse_args(words)
    try:
        breaks, summary = verify(given.export, given.witness)
    except Unreadable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write("".join(f"{line}\n" for line in (*breaks, summary, "BROKEN." if breaks else "Whole.")))
    return 1 if breaks else 0


if __name__ == "__main__":
    sys.exit(main())
