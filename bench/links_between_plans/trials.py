"""What was tried to find more of the judged links: each way with its settings, as scores that take the product's place.

Nothing here looks at the links of the question that is asked, nor at any that a plan not yet published then has.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bench.links_between_plans.ground import Ground, Scores, standard
from bench.links_between_plans.vectors import all_of, letter_vectors, word_vectors
from tideturn.methods.wording.likeness.passage import Passage

WEIGHTS = (0.1, 0.2, 0.35, 0.5, 1.0)
Tries = Iterator[tuple[str, Scores]]
# More than any likeness: what counts by places comes first, and likeness decides among equals.
PLACE = 1000.0


def likeness_of_linked(ground: Ground) -> Tries:
    """Add to each commitment the greatest likeness among those that it was linked to by then."""
    linked = np.array([_linked(ground, ground.world.published[key]) for key in ground.questions])
    base = np.where(ground.earlier, ground.of_product, 0.0)
    best = (linked * base[:, None, :]).max(axis=2)
    for weight in WEIGHTS:
        yield f"× {weight}", ground.of_product + weight * best


def words_of_linked(ground: Ground) -> Tries:
    """Let each commitment be found by the words of those that it was linked to by then, too."""
    for name, said in (("titles", _title), ("titles and wording", all_of)):
        yield name, ground.worded(lambda day, said=said: _with_linked(ground, day, said))


def less_of_common(ground: Ground) -> Tries:
    """Take from each commitment its mean likeness to those of the new plan that are most like it (hubness)."""
    for nearest in (3, 10, 20):
        common = np.array([_common(ground, key, nearest) for key in ground.questions])
        for weight in (0.25, 0.5, 1.0):
            yield f"{nearest} nearest × {weight}", ground.of_product - weight * common


def places_for_plans(ground: Ground) -> Tries:
    """Keep places for the best of each plan, or let no plan have more than some before all others had as many."""
    rank = np.array([_rank_in_plan(ground, row) for row in ground.of_product])
    for kept in (1, 2):
        yield f"{kept} kept for each", ground.of_product + PLACE * (rank < kept)
    for most in (2, 3, 4):
        yield f"at most {most}", ground.of_product - PLACE * (rank // most)


def feedback(ground: Ground) -> Tries:
    """Ask with the words of the first few that were found, too (Rocchio: likeness is a sum over a question's words)."""
    for first in (1, 3, 5):
        found = np.array([_of_first(ground, row, first) for row in range(len(ground.questions))])
        for weight in WEIGHTS:
            yield f"{first} found × {weight}", ground.of_product + weight * found


def more_words(ground: Ground) -> Tries:
    """Let commitments be found by what stands around them, too."""
    for name, texts in ground.world.around.items():
        passages = {
            key: replace(passage, above=f"{passage.above} {texts[key]}")
            for key, passage in ground.world.passages.items()
        }
        yield name, ground.worded(lambda _day, passages=passages: passages)


def with_letters(ground: Ground) -> Tries:
    """Add the cosine over runs of three to five letters, each in its own standard deviations."""
    return _summed(ground, ground.from_cosines(letter_vectors(ground)))


def with_wordllama(ground: Ground) -> Tries:
    """Add the cosine of means of wordllama's vectors, rare words weighing more; nothing where it is not installed."""
    vectors = word_vectors(ground)
    return iter(()) if vectors is None else _summed(ground, ground.from_cosines(vectors))


TRIALS: Mapping[str, Callable[[Ground], Tries]] = {
    "likeness of what was linked by then": likeness_of_linked,
    "words of what was linked by then": words_of_linked,
    "less of what is like many of the new plan": less_of_common,
    "places kept for each plan": places_for_plans,
    "words of the first found": feedback,
    "words around the commitment": more_words,
    "with runs of letters": with_letters,
    "with wordllama, rare words weighing more": with_wordllama,
}


def alone(ground: Ground) -> Iterator[Scores]:
    """Yield what finds links by itself and is no way of the product: letters, titles, wording, vectors of words."""
    yield ground.from_cosines(letter_vectors(ground))
    for words in ({"wording": ""}, {"title": "", "above": ""}):
        passages = {key: replace(passage, **words) for key, passage in ground.world.passages.items()}
        yield ground.worded(lambda _day, passages=passages: passages)
    vectors = word_vectors(ground)
    if vectors is not None:
        yield ground.from_cosines(vectors)


def _summed(ground: Ground, other: Scores) -> Tries:
    for weight in WEIGHTS:
        yield f"× {weight}", standard(ground.of_product) + weight * standard(other)


def _linked(ground: Ground, day: str) -> NDArray[np.bool_]:
    """Return which commitments were linked, either way, by plans published before a day."""
    published = ground.world.published
    found = np.zeros((len(ground.keys), len(ground.keys)), dtype=bool)
    for later, ends in ground.world.wanted.items():
        for end in ends if published[later] < day else ():
            one, other = ground.place[later], ground.place[end]
            found[one, other] = found[other, one] = True
    return found


def _with_linked(ground: Ground, day: str, said: Callable[[Passage], str]) -> dict[str, Passage]:
    passages, linked = ground.world.passages, _linked(ground, day)
    return {
        key: replace(
            passages[key],
            above=" ".join([passages[key].above, *(said(passages[ground.keys[at]]) for at in np.flatnonzero(row))]),
        )
        for key, row in zip(ground.keys, linked, strict=True)
    }


def _title(passage: Passage) -> str:
    return passage.title


def _common(ground: Ground, question: str, nearest: int) -> NDArray[np.float64]:
    """Return the mean likeness of each commitment to the other drafts of a question's plan that are most like it."""
    plan, day = ground.world.plan[question], ground.world.published[question]
    others = [place for key, place in ground.place.items() if ground.world.plan[key] == plan and key != question]
    return np.sort(ground.alike[day][others], axis=0)[-nearest:].mean(axis=0)


def _rank_in_plan(ground: Ground, row: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return how many of its own plan are named before each commitment."""
    rank = np.zeros(len(row), dtype=np.int64)
    seen: dict[str, int] = {}
    for at in np.argsort(-row, kind="stable"):
        plan = str(ground.plans[at])
        rank[at] = seen.get(plan, 0)
        seen[plan] = rank[at] + 1
    return rank


def _of_first(ground: Ground, row: int, first: int) -> NDArray[np.float64]:
    """Return the likeness to the first found, each weighed by how alike it is itself."""
    alike = np.where(ground.earlier[row], ground.of_product[row], 0.0)
    best = np.argsort(-alike, kind="stable")[:first]
    day = ground.world.published[ground.questions[row]]
    return alike[best] @ ground.alike[day][best] / (alike[best].sum() or 1.0)
