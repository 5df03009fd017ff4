"""Telling a witness where each chain ends, so that none can be cut, rolled back or written anew unseen."""

import hashlib
import json
import logging
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import psycopg
from django.db import DatabaseError

from tideturn.foundations.audit import queries
from tideturn.foundations.audit.keepers import Keeper, keepers
from tideturn.foundations.audit.verify import GENESIS, WITNESSED, line_of

EVERY_SECONDS = 60.0
Heads = dict[str, tuple[int, str]]
logger = logging.getLogger(__name__)


class Rhythm:
    """Lets something be done once in a while, however often it is asked for, and whether or not it succeeds."""

    def __init__(self, every: float) -> None:
        self.every = every
        self.due = 0.0

    def is_due(self) -> bool:
        """Tell whether it is time, and count from now when it is."""
        if time.monotonic() < self.due:
            return False
        self.due = time.monotonic() + self.every
        return True


RHYTHM = Rhythm(EVERY_SECONDS)


def witness_heads() -> int:
    """Tell every witness the heads that moved, at most once a minute; return how many lines were written.

    What goes wrong is logged as a sentence: the work of whoever calls this goes on.
    """
    return sum(lines for _, lines in witness_now()) if RHYTHM.is_due() else 0


def witness_now() -> list[tuple[Keeper, int]]:
    """Tell every witness the heads that moved; return those that could be told, each with how many lines."""
    told = []
    for keeper in keepers():
        try:
            told.append((keeper, keeper.keep(lines_after)))
        except (OSError, psycopg.Error, DatabaseError, ValueError, TypeError) as error:
            reason = str(error).strip().splitlines()[:1] or [type(error).__name__]
            logger.error(
                "The heads of the audit could not be witnessed in %s (%s). Until they can, a chain that is cut off or "
                "written anew goes unseen: make the place writable, or name another with TIDETURN_WITNESS.",
                keeper.name,
                reason[0],
            )
    return told


def lines_after(latest: Sequence[bytes]) -> list[bytes]:
    """Return the lines that say which heads moved since the latest ones, each tied to the one before it."""
    seen = heads_in(latest)
    with queries.seeing_every_chain():
        heads = queries.heads()
        warn_of_broken(seen, heads)
    before, lines = latest[-1] if latest else None, []
    for agency, (sequence, digest) in heads.items():
        if seen.get(agency) != (sequence, digest):
            before = line(agency, sequence, digest, before)
            lines.append(before)
    return lines


def heads_in(lines: Sequence[bytes]) -> Heads:
    """Return the latest head of each agency in a witness's lines."""
    found = (line_of(text, WITNESSED) for text in lines)
    return {told["agency"]: (told["sequence"], told["digest"]) for told in found}


def line(agency: str, sequence: int, digest: str, before: bytes | None) -> bytes:
    """Return a line of the witness."""
    told = {
        "agency": agency,
        "sequence": sequence,
        "digest": digest,
        "at": queries.moment(datetime.now(UTC)),
        "previous": GENESIS if before is None else hashlib.sha256(before).hexdigest(),
    }
    return json.dumps(told, ensure_ascii=False).encode()


def warn_of_broken(seen: Heads, heads: Heads) -> None:
    """Log a sentence for each chain that no longer holds the entry that was last witnessed in it."""
    for agency, (sequence, digest) in seen.items():
        if heads.get(agency) != (sequence, digest) and not queries.holds(agency, sequence, digest):
            logger.critical(
                "The audit of %s no longer holds entry %s as it was witnessed: it was cut off, rolled back or written "
                "anew. Keep the witness safe, run `tideturn audit verify`, and ask who had the owner's rights.",
                agency,
                sequence,
            )
