"""What is tried to find more links between plans: it looks at no answer, and is judged where it was not chosen."""

from dataclasses import replace

import numpy as np

from bench import suggested_links
from bench.links_between_plans import judging
from bench.links_between_plans.ground import Ground
from bench.links_between_plans.trials import TRIALS, likeness_of_linked, words_of_linked
from bench.links_between_plans.world import World
from tideturn.methods.wording.likeness.passage import Passage

# Invented: three plans, of which the later two have each two commitments that go back to an earlier one.
TITLES = {
    "A-1": "Lend boats to fishing families",
    "A-2": "Open a harbour clinic",
    "A-3": "Train harbour nurses",
    "B-1": "Lend more boats",
    "B-2": "Keep the harbour clinic open at night",
    "C-1": "Lend boats and nets",
    "C-2": "Let nurses run the clinic",
}
YEARS = {"A": "2001-01-01", "B": "2005-01-01", "C": "2009-01-01"}
WANTED = {"B-1": {"A-1"}, "B-2": {"A-2"}, "C-1": {"A-1", "B-1"}, "C-2": {"A-3", "B-2"}}


def test_links_known_by_then_count_and_no_others_do():
    for way in (likeness_of_linked, words_of_linked):
        before = [scores for _, scores in way(ground())]
        answered = [scores for _, scores in way(ground(**{"C-2": {"A-1"}}))]
        known = [scores for _, scores in way(ground(**{"B-2": {"A-1"}}))]

        assert all(map(np.array_equal, before, answered)), "the links of a question's own plan, and of later ones"
        assert not any(map(np.array_equal, before, known)), "the control: links among earlier plans"


def test_every_way_names_only_what_is_earlier():
    on = ground()

    for name, way in TRIALS.items():
        for setting, scores in way(on):
            assert np.array_equal(np.isfinite(scores), on.earlier), (name, setting)


def test_recall_is_the_same_as_the_benchmark_counts_it_for_the_product():
    on = ground()
    ranking = suggested_links.by_bm25(on.world, on.world.passages, suggested_links.CHOSEN)
    counted = [suggested_links.recall(on.world, ranking, [question])[5] for question in on.questions]

    assert judging.found_among(on, on.of_product, 5).tolist() == counted
    assert judging.named_before(on, np.zeros_like(on.of_product)).tolist() == [
        on.place[end] for key in on.questions for end in sorted(on.world.wanted[key])
    ], "equals are named by their ids"


def test_setting_that_is_good_only_where_it_is_judged_is_not_chosen(monkeypatch):
    on = ground()
    dull, flattering = np.array([1, 0, 0, 0]), np.array([0, 0, 2, 2])
    monkeypatch.setattr(judging, "found_among", lambda _ground, scores, _first: scores)

    found = judging.chosen_outside(on, [dull, flattering], lambda key: key[0])

    assert found.tolist() == [0, 0, 0, 0], "B is asked with what is best in C, and C with what is best in B"


def test_weights_are_fitted_to_the_questions_that_they_may_see():
    on, all_of_them = ground(), np.ones(4, dtype=bool)
    answers = on.asked(lambda key: np.array([float(end in on.world.wanted[key]) for end in on.keys]))
    nothing = on.asked(lambda _key: -np.arange(len(on.keys), dtype=float))
    first = judging.found_among(on, judging.fitted(on, [nothing, answers], on=all_of_them, seed=1), 1)

    assert first.tolist() == [1, 1, 1, 1]
    assert judging.found_among(on, nothing, 1).tolist() == [1, 0, 1, 0], "the control: before any fitting"


def test_interval_of_no_difference_is_nothing():
    same = np.array([1, 0, 2, 1])

    assert str(judging.interval(ground(), same, same, seed=1)) == "+0.000 (+0.000 to +0.000)"
    assert judging.interval(ground(), same, np.zeros(4, dtype=int), seed=1).low > 0


def ground(**wanted: set[str]) -> Ground:
    """Return the invented plans, with some links judged otherwise."""
    plan = {key: key[0] for key in TITLES}
    world = World(
        passages={key: Passage(key, title) for key, title in TITLES.items()},
        recited={},
        plan=plan,
        published={key: YEARS[of] for key, of in plan.items()},
        parents={},
        around={"owners": dict.fromkeys(TITLES, "")},
        wanted={key: frozenset(ends) for key, ends in WANTED.items()},
    )
    return Ground(replace(world, wanted={**world.wanted, **{key: frozenset(ends) for key, ends in wanted.items()}}))
