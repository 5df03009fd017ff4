"""Listed phrases, found in what somebody typed: the longest first, and what none of them took is left over."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from tideturn.methods.wording.closeness import (
    FIRST_LETTER_BELOW,
    TWO_SLIPS_FROM,
    shortened,
    slips_allowed,
    slips_between,
)
from tideturn.methods.wording.folding import Word, words_of

# Of a longer text only the beginning is looked at, and words longer than any listed one are no slip of it.
LETTERS_LOOKED_AT = 10_000
WORDS_LOOKED_AT = 60
LONGEST_WORD = 30
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Hit(Generic[Key]):
    """A phrase that was found: what it stands for, the words that were typed, where they are, and the slips in them."""

    keys: tuple[Key, ...]
    words: str
    start: int
    end: int
    slips: int


@dataclass(frozen=True)
class Reading(Generic[Key]):
    """What was found in a text, in its order, and the words of the text."""

    hits: tuple[Hit[Key], ...]
    words: tuple[str, ...]

    @property
    def left(self) -> str:
        """Return the words that nothing took."""
        return self.left_by(self.hits)

    def left_by(self, hits: Iterable[Hit[Key]]) -> str:
        """Return the words that some of the hits leave."""
        taken = {place for hit in hits for place in range(hit.start, hit.end)}
        return " ".join(word for place, word in enumerate(self.words) if place not in taken)


@dataclass
class _Branch(Generic[Key]):
    """A place in the tree of phrases: how they go on by one word, and what one that ends here stands for."""

    keys: list[Key] = field(default_factory=list)
    onward: "dict[str, _Branch[Key]]" = field(default_factory=dict)


@dataclass(frozen=True)
class Phrasebook(Generic[Key]):
    """Phrases with what each stands for; one phrase may stand for several things, and all of them are found."""

    root: _Branch[Key]
    near: Mapping[str, tuple[str, ...]]
    listed: frozenset[str]
    at_most: int

    @classmethod
    def of(
        cls, phrases: Iterable[tuple[str, Key]], *, exact: Iterable[tuple[str, Key]] = (), at_most: int = 2
    ) -> "Phrasebook[Key]":
        """Return the book of some phrases and what they stand for.

        A word of `phrases` may be missed by as many slips as its length allows, and `at_most`; one that stands in
        `exact` alone by none.
        """
        root: _Branch[Key] = _Branch()
        forgiven, as_written = _grown(root, phrases), _grown(root, exact)
        return cls(root, _near(forgiven, at_most), frozenset(forgiven | as_written), at_most)

    def read(self, text: str) -> Reading[Key]:
        """Return what stands in a text: the longest phrases win, then those with fewer slips, then the earlier ones."""
        words = words_of(text[:LETTERS_LOOKED_AT])
        hits = _chosen(self._all_hits(words[:WORDS_LOOKED_AT]))
        return Reading(hits, tuple(word.written for word in words))

    def _all_hits(self, words: tuple[Word, ...]) -> Iterator[Hit[Key]]:
        meant = [self._meant_by(word.folded) for word in words]
        for start in range(len(words)):
            for end, slips, keys in _ends(self.root, meant, start, 0):
                written = " ".join(word.written for word in words[start:end])
                yield Hit(keys, written, start, end, slips)

    def _meant_by(self, written: str) -> dict[str, int]:
        """Return the listed words that a written one may be, each with its slips; a listed word is only itself."""
        if written in self.listed:
            return {written: 0}
        if len(written) > LONGEST_WORD or not written.isalpha():
            return {}
        reach = min(self.at_most, 2 if len(written) >= TWO_SLIPS_FROM - 2 else 1)
        near = {listed for each in shortened(written, reach) for listed in self.near.get(each, ())}
        slips = {listed: _slips(written, listed, self.at_most) for listed in sorted(near)}
        return {listed: count for listed, count in slips.items() if count is not None}


def _grown(root: _Branch[Key], phrases: Iterable[tuple[str, Key]]) -> set[str]:
    """Put phrases into a tree, and return their words."""
    words: set[str] = set()
    for phrase, key in phrases:
        branch = root
        for word in words_of(phrase):
            branch = branch.onward.setdefault(word.folded, _Branch())
            words.add(word.folded)
        if branch is not root and key not in branch.keys:
            branch.keys.append(key)
    return words


def _near(words: set[str], at_most: int) -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for word in sorted(words):
        allowed = min(slips_allowed(word), at_most)
        for each in shortened(word, allowed) if allowed else ():
            index.setdefault(each, []).append(word)
    return {each: tuple(words) for each, words in index.items()}


def _slips(written: str, listed: str, at_most: int) -> int | None:
    if len(listed) < FIRST_LETTER_BELOW and written[0] != listed[0]:
        return None
    return slips_between(written, listed, at_most=min(slips_allowed(listed), at_most))


def _ends(
    branch: _Branch[Key], meant: list[dict[str, int]], at: int, slips: int
) -> Iterator[tuple[int, int, tuple[Key, ...]]]:
    """Yield where each phrase that begins here ends, with its slips and what it stands for."""
    if branch.keys:
        yield at, slips, tuple(branch.keys)
    if at < len(meant):
        for word, more in meant[at].items():
            if word in branch.onward:
                yield from _ends(branch.onward[word], meant, at + 1, slips + more)


def _chosen(hits: Iterable[Hit[Key]]) -> tuple[Hit[Key], ...]:
    """Return hits that share no word, in the order of the text."""
    taken: set[int] = set()
    chosen: list[Hit[Key]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.slips, -len(hit.words), hit.start)):
        places = range(hit.start, hit.end)
        if taken.isdisjoint(places):
            taken.update(places)
            chosen.append(hit)
    return tuple(sorted(chosen, key=lambda hit: hit.start))
