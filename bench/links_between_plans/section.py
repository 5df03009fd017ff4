"""The part of the page that says what was tried beside the product's method, and what it came to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bench.links_between_plans import judging
from bench.links_between_plans.ground import Ground, Scores
from bench.links_between_plans.judging import Found
from bench.links_between_plans.trials import TRIALS, alone
from bench.pages import table

COLUMNS = (
    "Way",
    "Settings",
    "Best on all links",
    "Ten parts",
    "A plan left out",
    "over plain, same words",
    "over the product",
)
WHAT = """
Each way is joined to the product's method, or leaves it as it is. Its setting is chosen on the questions of the other
nine parts, or of the other plans, and judged on those left; the best setting on all links, which flatters itself,
stands beside. What was linked “by then” are judged links among plans published before the question's own, which the
register has when that plan is read in. The differences are those of the ten parts, with the 95 % interval when the
questions are drawn anew (paired bootstrap, {draws:,} draws). The product's own setting, at 0 of the last column, is the
one above that was chosen on all links.
"""
CEILING = """
Ways of which the last interval lies above 0, so that they find clearly more than the product: {clear}. The last line
sums all {likenesses} likenesses with weights that a random search of {steps:,} steps fits to what they find. Asked the
very links that they were fitted to they find {flattered:.3f}; asked others, what the line says. {wanted:.3f} would be
{bar} over plain TF-IDF on the same words. Of {links} links the first 20 that the product names hold {ours}, and the
first 20 of one likeness or another {any}.
"""


@dataclass(frozen=True)
class Judge:
    """What ways are judged by: what plain TF-IDF finds with the same words, and how questions are divided."""

    ground: Ground
    plain: Found
    part_of: Callable[[str], object]
    seed: int

    def row(self, name: str, settings: int, best: float, parts: Found, plans: Found) -> tuple[str, ...]:
        """Return a line of the table."""
        return (
            name,
            f"{settings or '–'}",
            *(f"{recall:.3f}" for recall in (best, self.recall(parts), self.recall(plans))),
            str(judging.interval(self.ground, parts, self.plain, seed=self.seed)),
            str(self.over_product(parts)) if settings else "–",
        )

    def chosen(self, name: str, tries: Sequence[Scores]) -> tuple[str, ...]:
        """Return the line of a way whose setting is chosen, the product as it is being one of them."""
        every = [self.ground.of_product, *tries]
        best = max(self.recall(judging.found_among(self.ground, scores, 5)) for scores in every)
        return self.row(name, len(tries), best, *(judging.chosen_outside(self.ground, every, by) for by in self.groups))

    def fitted(self, name: str, likenesses: Sequence[Scores], flattered: float) -> tuple[str, ...]:
        """Return the line of a sum of likenesses whose weights are fitted."""
        found = (judging.fitted_outside(self.ground, likenesses, by, seed=self.seed) for by in self.groups)
        return self.row(name, len(likenesses), flattered, *found)

    @property
    def groups(self) -> tuple[Callable[[str], object], Callable[[str], object]]:
        """Return the two ways in which questions are divided: by part, and by plan."""
        return self.part_of, self.ground.world.plan.__getitem__

    def recall(self, found: Found) -> float:
        """Return which share of the links is found."""
        return float(found.sum() / len(self.ground.links))

    def over_product(self, found: Found) -> judging.Interval:
        """Return by how much more is found than by the product."""
        ours = judging.found_among(self.ground, self.ground.of_product, 5)
        return judging.interval(self.ground, found, ours, seed=self.seed)

    def clearly_more(self, tries: Sequence[Scores]) -> bool:
        """Return whether a way finds clearly more than the product when its setting is chosen on other parts."""
        every = [self.ground.of_product, *tries]
        return self.over_product(judging.chosen_outside(self.ground, every, self.part_of)).low > 0


def section(judge: Judge, *, bar: float) -> list[str]:
    """Return what was tried as a table, with what it says."""
    ground = judge.ground
    tries = {name: [scores for _, scores in way(ground)] for name, way in TRIALS.items()}
    tries = {name: found for name, found in tries.items() if found}
    every = [scores for found in tries.values() for scores in found]
    summed = [ground.of_product, *every, *alone(ground)]
    on_all = judging.fitted(ground, summed, on=np.ones(len(ground.questions), dtype=bool), seed=judge.seed)
    flattered = judge.recall(judging.found_among(ground, on_all, 5))
    rows = [judge.chosen(*one) for one in {"the product as it is": [], **tries, "any of these": every}.items()]
    rows.append(judge.fitted("all of these summed, weights fitted", summed, flattered))
    near = np.array([judging.named_before(ground, scores) < 20 for scores in summed])
    said = CEILING.format(
        clear=", ".join(name for name, found in tries.items() if judge.clearly_more(found)) or "none",
        likenesses=len(summed),
        steps=judging.STEPS,
        flattered=flattered,
        wanted=judge.recall(judge.plain) + bar,
        bar=bar,
        links=len(ground.links),
        ours=near[0].sum(),
        any=near.any(axis=0).sum(),
    )
    return ["## What else was tried", WHAT.format(draws=judging.DRAWS), table(COLUMNS, rows), said]
