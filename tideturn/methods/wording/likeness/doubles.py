"""Which two commitments of one plan say nearly the same: the cosine of their words, weighed by how rare these are.

After G. Salton and C. Buckley (1988), Term-weighting approaches in automatic text retrieval, Information Processing and
Management 24(5). How many are pointed at in five plans, and how near they must be: docs/measured/suggested_links.md.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tideturn.methods.wording.likeness.passage import Passage
from tideturn.methods.wording.likeness.terms import terms_of

NEAR_FROM = 0.5
# A term that more passages hold tells nothing, and would have each of them compared with all others.
TOO_COMMON = 200
# Shorter wordings are alike by chance.
FEWEST_TERMS = 5
Weights = Mapping[str, float]


@dataclass(frozen=True)
class Double:
    """Two passages, the first in the plan's order first, and how alike they are, from 0 to 1."""

    first: str
    second: str
    likeness: float


def doubles(
    passages: Sequence[Passage],
    *,
    related: Iterable[frozenset[str]] = (),
    near_from: float = NEAR_FROM,
    fewest_terms: int = FEWEST_TERMS,
) -> tuple[Double, ...]:
    """Return the pairs of passages that say nearly the same, the most alike first.

    Only the wording counts, or the title where there is no wording. Pairs of `related` are left out: that a part says
    what the whole says is no doubling.
    """
    weighed = _weighed(passages, fewest_terms)
    order = {passage.id: place for place, passage in enumerate(passages)}
    passed = set(related)
    alike = _cosines(weighed, order)
    found = [
        Double(first, second, value)
        for (first, second), value in alike.items()
        if value >= near_from and frozenset((first, second)) not in passed
    ]
    return tuple(sorted(found, key=lambda double: (-double.likeness, order[double.first], order[double.second])))


def _weighed(passages: Sequence[Passage], fewest_terms: int) -> dict[str, Weights]:
    """Return the weight of each term in each passage; the squares of a passage's weights sum to one."""
    counts = {passage.id: Counter(terms_of(passage.wording or passage.title)) for passage in passages}
    held = Counter(term for counted in counts.values() for term in counted)
    rarity = {term: math.log((1 + len(counts)) / (1 + count)) + 1 for term, count in held.items()}
    found: dict[str, Weights] = {}
    for key, counted in counts.items():
        if len(counted) >= fewest_terms:
            weights = {term: (1 + math.log(count)) * rarity[term] for term, count in counted.items()}
            length = math.sqrt(sum(weight * weight for weight in weights.values()))
            found[key] = {term: weight / length for term, weight in weights.items()}
    return found


def _cosines(weighed: Mapping[str, Weights], order: Mapping[str, int]) -> dict[tuple[str, str], float]:
    """Return the cosine of every pair that shares a term, each pair in the order of the plan."""
    by_term: dict[str, list[str]] = defaultdict(list)
    for key in sorted(weighed, key=lambda key: order[key]):
        for term in weighed[key]:
            by_term[term].append(key)
    alike: dict[tuple[str, str], float] = defaultdict(float)
    for term, keys in by_term.items():
        if len(keys) > TOO_COMMON:
            continue
        for place, first in enumerate(keys):
            for second in keys[place + 1 :]:
                alike[first, second] += weighed[first][term] * weighed[second][term]
    return alike
