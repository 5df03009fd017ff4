"""Reading a misspelt name as the name that was meant, so that each slip of the pen is not a new category.

A name is read as another only where all of this holds:

- the other is common: seen in at least `common` records, and in ten times as many as the name itself. Slips are of
  names that are written often; two new substances with like names (etonitazene, metonitazene) are rare, and kept apart;
- the other has at least six characters, both begin with the same letter, and their digits are the same (U-47700 and
  U-48800 are two);
- the two are one slip apart: one character left out, put in, changed, or swapped with its neighbour (F. J. Damerau, "A
  technique for computer detection and correction of spelling errors", Communications of the ACM, 1964), or they differ
  in vowels and doubled letters only (trazadone, trazodone).

Before that, a plural is read as its singular, and a name with a joining word run into it (“ofheroin”, “heroinand”) as
the known name within. What was read as what is kept, for a person to look through: a new substance one letter from a
common one would hide there. Names listed as `apart` are never read as another.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

SHORTEST = 6
COMMONER = 10  # how many times as often the name meant must have been written
VOWELS = re.compile("[aeiouy]+")
DOUBLED = re.compile(r"(.)\1+")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Spelling:
    """Learns names in the order in which they come, and reads slips of common ones."""

    def __init__(
        self,
        *,
        same: dict[str, str] | None = None,
        apart: Iterable[str] = (),
        run_in: tuple[str, ...] = (),
        common: int = 10,
    ) -> None:
        """Begin with the names in `same` that mean another, those kept `apart`, and the words that get run in."""
        self.joined: Counter[tuple[str, str]] = Counter()
        self._same = dict(same or {})
        self._apart = frozenset(apart)
        self._run_in = run_in
        self._common = common
        self._records: Counter[str] = Counter()
        self._read_as: set[str] = set()
        self._skeletons: dict[str, set[str]] = {}

    def read(self, name: str) -> str:
        """Return the category that a name stands for, and count it."""
        meant = self._meant(name)
        self._learn(meant)
        if meant != name:
            self._read_as.add(name)
            self.joined[name, meant] += 1
        return self._same.get(meant, meant)

    def knows(self, name: str) -> bool:
        """Return whether a name has been read before, as itself or as another."""
        return self._records[name] > 0 or name in self._read_as

    def _meant(self, name: str) -> str:
        if name in self._apart or self._records[name] >= self._common:
            return name
        for other in self._within(name):
            if self._records[other] > self._records[name]:
                return other
        near = [other for other in self._near(name) if self._is_slip(name, other)]
        return max(near, key=lambda other: (self._records[other], other), default=name)

    def _within(self, name: str) -> Iterator[str]:
        for inner in (name, *(name.removeprefix(word) for word in self._run_in)):
            yield inner
            yield inner.removesuffix("s")
        yield from (name.removesuffix(word) for word in self._run_in)

    def _near(self, name: str) -> set[str]:
        found = {other for other in one_slip_away(name) if self._records.get(other)}
        return found | self._skeletons.get(skeleton(name), set())

    def _is_slip(self, name: str, other: str) -> bool:
        return (
            self._records[other] >= max(self._common, COMMONER * self._records[name])
            and len(other) >= SHORTEST
            and name[:1] == other[:1]
            and _digits(name) == _digits(other)
        )

    def _learn(self, category: str) -> None:
        if not self._records[category]:
            self._skeletons.setdefault(skeleton(category), set()).add(category)
        self._records[category] += 1


def skeleton(name: str) -> str:
    """Return what is left of a name without its vowels (but a mark for each group of them) and doubled letters."""
    return DOUBLED.sub(r"\1", VOWELS.sub(".", name))


def one_slip_away(name: str) -> set[str]:
    """Return all that one character left out, put in, changed or swapped makes of a name."""
    halves = [(name[:place], name[place:]) for place in range(len(name) + 1)]
    shorter = {head + tail[1:] for head, tail in halves if tail}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in halves if len(tail) > 1}
    changed = {head + letter + tail[1:] for head, tail in halves if tail for letter in LETTERS}
    longer = {head + letter + tail for head, tail in halves for letter in LETTERS}
    return (shorter | swapped | changed | longer) - {name}


def _digits(name: str) -> str:
    return "".join(re.findall(r"\d", name))
