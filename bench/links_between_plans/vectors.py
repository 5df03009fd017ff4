"""Vectors of commitments: counts of their runs of letters, and means of the vectors of a small model of words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from bench.links_between_plans.ground import Ground, Scores
from tideturn.methods.wording.likeness.passage import Passage
from tideturn.methods.wording.likeness.terms import terms_of

UNCUT = 1000


def plain_words(passage: Passage) -> list[str]:
    """Return the words of a passage as they are written, in lower case."""
    return "".join(letter if letter.isalnum() else " " for letter in all_of(passage)).split()


def all_of(passage: Passage) -> str:
    """Return all words of a passage, in lower case."""
    return f"{passage.title} {passage.wording}".casefold()


def letter_runs(passage: Passage) -> list[str]:
    """Return the runs of three to five letters of the words of a passage."""
    words = [f" {word} " for word in plain_words(passage)]
    return [word[at : at + size] for word in words for size in (3, 4, 5) for at in range(len(word) - size + 1)]


def letter_vectors(ground: Ground) -> Scores:
    """Return a vector of runs of letters for each commitment, the rarer weighing more."""
    return _weighed(_counted({key: letter_runs(ground.world.passages[key]) for key in ground.keys})[0])


def word_vectors(ground: Ground) -> Scores | None:
    """Return means of wordllama's vectors less the mean of all, or nothing where it is not installed."""
    try:
        import wordllama  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    model = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
    counts, words = _counted({key: _words(ground.world.passages[key]) for key in ground.keys})
    means = _weighed(counts) @ model.embed(words, norm=True).astype(np.float64)
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)
    return means - means.mean(axis=0)


def _words(passage: Passage) -> tuple[str, ...]:
    text = f"{passage.title} {passage.title} {passage.wording} {passage.above}"
    return terms_of(text, kept=UNCUT)


def _counted(terms: Mapping[str, Sequence[str]]) -> tuple[Scores, list[str]]:
    """Return how often each commitment has each term, and the terms."""
    every = sorted({term for found in terms.values() for term in found})
    column = {term: at for at, term in enumerate(every)}
    counts = np.zeros((len(terms), len(every)))
    for row, found in enumerate(terms.values()):
        for term, count in Counter(found).items():
            counts[row, column[term]] = count
    return counts, every


def _weighed(counts: Scores) -> Scores:
    held = (counts > 0).sum(axis=0)
    weighed: Scores = counts * (np.log((1 + len(counts)) / (1 + held)) + 1)
    return weighed
