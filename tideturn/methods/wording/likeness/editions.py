"""What a new edition of a plan added, dropped, reworded or postponed, told by the words of each commitment."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tideturn.methods.wording.likeness.doubles import doubles
from tideturn.methods.wording.likeness.passage import Passage

# Below this two wordings are two commitments, not one reworded; higher where the printed numbers differ.
REWORDED_FROM = 0.35
_WORDS = re.compile(r"[^\W_]+|[£€$¥%]")


class Change(StrEnum):
    """What became of a commitment between two editions."""

    SAME = "same"
    REWORDED = "reworded"
    POSTPONED = "postponed"
    BROUGHT_FORWARD = "brought_forward"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Item:
    """A commitment of one edition, as it is compared."""

    id: str
    title: str
    wording: str
    due: date | None = None


@dataclass(frozen=True)
class Pair:
    """A commitment of both editions, or of one; and all that changed in it."""

    old: str | None
    new: str | None
    changes: frozenset[Change]


def compared(old: Sequence[Item], new: Sequence[Item]) -> tuple[Pair, ...]:
    """Return each commitment of the new edition with the old one it takes the place of, then what was dropped."""
    taken = _matched(old, new)
    by_id = {item.id: item for item in old}
    pairs = [
        Pair(taken[item.id], item.id, _changes(by_id[taken[item.id]], item))
        if item.id in taken
        else Pair(None, item.id, frozenset({Change.ADDED}))
        for item in new
    ]
    kept = set(taken.values())
    return (*pairs, *(Pair(item.id, None, frozenset({Change.DROPPED})) for item in old if item.id not in kept))


def _matched(old: Sequence[Item], new: Sequence[Item]) -> dict[str, str]:
    """Return the old commitment of each new one: the same words first, then the most alike of what is left."""
    found: dict[str, str] = {}
    for item in new:
        same = [each.id for each in old if _words(each) == _words(item) and each.id not in found.values()]
        found |= {item.id: same[0]} if same else {}
    left_old = [item for item in old if item.id not in found.values()]
    left_new = [item for item in new if item.id not in found]
    for older, newer in _alike(left_old, left_new):
        if older not in found.values() and newer not in found:
            found[newer] = older
    return found


def _alike(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[str, str]]:
    """Return the pairs across the editions that are alike enough, the most alike first."""
    passages = [Passage(f"old {item.id}", item.title, item.wording) for item in old]
    passages += [Passage(f"new {item.id}", item.title, item.wording) for item in new]
    found = doubles(passages, near_from=REWORDED_FROM, fewest_terms=1)
    return [
        (one.first.removeprefix("old "), one.second.removeprefix("new "))
        for one in found
        if one.first.startswith("old ") and one.second.startswith("new ")
    ]


def _changes(old: Item, new: Item) -> frozenset[Change]:
    changes = set() if _words(old) == _words(new) else {Change.REWORDED}
    if old.due and new.due and old.due != new.due:
        changes.add(Change.POSTPONED if new.due > old.due else Change.BROUGHT_FORWARD)
    return frozenset(changes or {Change.SAME})


def _words(item: Item) -> tuple[str, ...]:
    return tuple(_WORDS.findall((item.wording or item.title).casefold()))


def counted(pairs: Sequence[Pair]) -> Mapping[Change, int]:
    """Return how many commitments changed in each way; one that changed in two ways counts in both."""
    return {change: sum(change in pair.changes for pair in pairs) for change in Change}
