"""Which passages are nearest to another by their words: Okapi BM25.

After S. Robertson and H. Zaragoza (2009), The Probabilistic Relevance Framework: BM25 and Beyond, Foundations and
Trends in Information Retrieval 3(4), with the constants that it names as usual. Why this and no other method:
docs/measured/suggested_links.md.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from tideturn.methods.wording.likeness.passage import CHOSEN, Passage, Setting
from tideturn.methods.wording.likeness.terms import written_terms

WORDS_SHOWN = 6
# What comes to less of a question's own score is not worth a person's time (docs/measured/suggested_links.md).
WORTH_SHOWING = 0.15


@dataclass(frozen=True)
class Near:
    """A passage that is near, and how near: a sum without a unit, comparable for one question only."""

    id: str
    score: float


@dataclass(frozen=True)
class Index:
    """Passages that can be asked which of them are nearest; `weights` are by term, then by passage."""

    setting: Setting
    weights: Mapping[str, Mapping[str, float]]
    rarity: Mapping[str, float]

    @classmethod
    def of(cls, passages: Iterable[Passage], *, setting: Setting = CHOSEN) -> "Index":
        """Return the index of some passages; an id stands for one passage only."""
        counts = {passage.id: Counter(setting.terms(passage)) for passage in passages}
        lengths = {key: sum(counted.values()) for key, counted in counts.items()}
        usual = sum(lengths.values()) / max(len(lengths), 1) or 1.0
        rarity = _rarity(counts)
        weights: dict[str, dict[str, float]] = defaultdict(dict)
        for key, counted in counts.items():
            room = setting.saturation * (1 + setting.length_counts * (lengths[key] / usual - 1))
            for term, count in counted.items():
                weights[term][key] = rarity[term] * count * (setting.saturation + 1) / (count + room)
        return cls(setting, dict(weights), rarity)

    def nearest(
        self, question: Passage, *, among: Set[str], at_most: int, least_share: float = 0.0
    ) -> tuple[Near, ...]:
        """Return those of some passages that are nearest to a question, the nearest first.

        What shares no term with it is not near, nor what comes to less than a share of the question's own score, where
        the question itself is among the passages of the index.
        """
        scores: dict[str, float] = defaultdict(float)
        for term, asked in Counter(self.setting.terms(question)).items():
            for key, weight in self.weights.get(term, {}).items():
                scores[key] += asked * weight
        least = least_share * scores.get(question.id, 0.0)
        best = sorted((-score, key) for key, score in scores.items() if key in among and score >= least)[:at_most]
        return tuple(Near(key, -score) for score, key in best)

    def shared_words(self, question: Passage, other: Passage) -> tuple[str, ...]:
        """Return the words of another passage that speak most for its nearness, the rarest first, each once."""
        asked = set(self.setting.terms(question))
        shared: dict[str, str] = {}
        for written, term in written_terms(f"{other.title} {other.wording}", kept=self.setting.letters_kept):
            if term in asked:
                shared.setdefault(term, written)
        rarest = sorted(shared, key=lambda term: (-self.rarity.get(term, 0.0), term))
        return tuple(shared[term] for term in rarest[:WORDS_SHOWN])


def _rarity(counts: Mapping[str, Mapping[str, int]]) -> dict[str, float]:
    """Return how much each term tells: the fewer passages hold it, the more."""
    held = Counter(term for counted in counts.values() for term in counted)
    number = len(counts)
    return {term: math.log(1 + (number - count + 0.5) / (count + 0.5)) for term, count in held.items()}
