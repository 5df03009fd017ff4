"""Which commitment of a plan is which in a document that was read, told by the marks of their wording."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tideturn.methods.reading.commitments import Commitment as Draft
from tideturn.methods.reading.commitments import Reading
from tideturn.methods.reading.fingerprint import fingerprint
from tideturn.packs.schema.edition import Edition

Ranges = tuple[tuple[int, int], ...]
DIFFERENCES_SHOWN = 12


@dataclass(frozen=True)
class Match:
    """The drafts of a reading by the local id of the commitment they word, and what did not fit."""

    edition: Edition
    found: Mapping[str, tuple[Draft, Ranges]]
    missing: tuple[str, ...]
    surplus: tuple[tuple[Draft, Ranges], ...]

    @property
    def is_whole(self) -> bool:
        """Return whether every wording of the edition was found and nothing of substance is left over."""
        return not self.missing and not self.surplus

    def differences(self) -> list[str]:
        """Return where the document differs from the edition, one line each, with places."""
        if len(self.missing) == len(self.surplus):
            pairs = zip(self.missing, self.surplus, strict=True)
            lines = [
                f"{local_id}: its wording has changed; {_place(ranges)} now begins “{_beginning(draft)}”"
                for local_id, (draft, ranges) in pairs
            ]
        else:
            lines = [f"{local_id}: its wording is not in this document, or has changed" for local_id in self.missing]
            lines += [f"{_place(ranges)}: “{_beginning(draft)}” is not in the plan" for draft, ranges in self.surplus]
        more = len(lines) - DIFFERENCES_SHOWN
        return lines[:DIFFERENCES_SHOWN] + ([f"and {more} more"] if more > 0 else [])


def best_match(reading: Reading, editions: Iterable[Edition]) -> Match | None:
    """Return the match with the edition that shares most wordings with a reading, or nothing without an edition."""
    matches = [match(reading, edition) for edition in editions]
    return max(matches, key=lambda item: len(item.found), default=None)


def match(reading: Reading, edition: Edition) -> Match:
    """Return which drafts word which commitments of one edition.

    Promises that a reading finds in running prose and the edition does not list are no surplus: what counts as a
    promise in prose is a judgement, and the plan's own list is the curated one.
    """
    drafts = list(zip(reading.commitments, reading.ranges, strict=True))
    by_mark: dict[str, tuple[Draft, Ranges]] = {}
    for draft, ranges in drafts:
        by_mark.setdefault(fingerprint(draft), (draft, ranges))
    wanted = set(edition.wordings.values())
    return Match(
        edition=edition,
        found={local_id: by_mark[mark] for local_id, mark in edition.wordings.items() if mark in by_mark},
        missing=tuple(local_id for local_id, mark in edition.wordings.items() if mark not in by_mark),
        surplus=tuple(
            (draft, ranges) for draft, ranges in drafts if draft.kind != "promise" and fingerprint(draft) not in wanted
        ),
    )


def _place(ranges: Ranges) -> str:
    first, last = ranges[0]
    return f"line {first}" if first == last else f"lines {first} to {last}"


def _beginning(draft: Draft) -> str:
    words = draft.text.split()
    return " ".join(words[:8]) + ("…" if len(words) > 8 else "")
