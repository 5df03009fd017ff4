"""Many series at once: signals a week of the combined method beside a threshold for each series, in invented lands.

Run `python -m bench.combining`, or `python -m bench.combining tuning` to see the knob on the seeds kept for choosing
it; that run writes nothing.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import click
import numpy as np
from scipy.special import ndtr

from bench.invented_country.areas import BOARD, COUNTRY, PARTNERSHIP, draw_areas
from bench.invented_country.country import Country, draw_country
from bench.invented_country.judging import Judged, judge
from bench.invented_country.parameters import INVENTED_COUNTRY, JUDGED
from bench.invented_country.scoring import Find, score
from bench.invented_country.totals import Estimate, Results, delays_of_both, estimate
from bench.invented_country.watching import (
    Watched,
    by_series,
    by_series_as_signals,
    by_series_runs_merged,
    combined,
    combined_without_memory,
    evidence_of,
    tree_of,
)
from bench.pages import machine, table, write_page
from tideturn.methods.detection.combining.discoveries import discoveries_of
from tideturn.methods.detection.combining.evidence import combine_indicators
from tideturn.methods.detection.combining.following import LEVEL, Watching

PAGE = "many-series"
SEED, COUNTRIES = 8001, 50
TUNING_SEED, TUNING_COUNTRIES = 1001, 40
LEVELS = (0.1, 0.15, 0.2, 0.25, 0.3)
GOAL = 0.60
CHANCE_SEED, CHANCE_RUNS, CHANCE_WEEKS = 9001, 20, 208
SHARED = 0.1  # correlation of calibrated scores that share an indicator, a board or a week

TODAY, MERGED, AS_SIGNALS = "a threshold for each series", "… runs of alarms merged", "… made into signals by our rules"
ANEW, OURS = "combined, each week counted anew", "combined, one event one signal"


@dataclass(frozen=True)
class Seen:
    """One country, and what each way of watching made of it and of its twin: (own, twin) by name."""

    country: Country
    ways: dict[str, tuple[Watched, Watched]]


def see(seed: int) -> Seen:
    """Return an invented country as watched in every way, the combined one at every level."""
    country = draw_country(seed)
    both = judge(country)
    evidence = [evidence_of(country, judged) for judged in both]
    ways = {
        TODAY: _pair(by_series, country, both),
        MERGED: _pair(by_series_runs_merged, country, both),
        AS_SIGNALS: _pair(by_series_as_signals, country, both),
        ANEW: tuple(combined_without_memory(each, Watching()) for each in evidence),
    }
    for level in LEVELS:
        ways[at_level(level)] = tuple(combined(each, Watching(level=level)) for each in evidence)
    return Seen(country, ways)


def at_level(level: float) -> str:
    """Return the name of the combined way at a level."""
    return OURS if level == LEVEL else f"{OURS}, level {level:g}"


def _pair(way, country: Country, both: tuple[Judged, Judged]) -> tuple[Watched, Watched]:
    return way(country, both[0]), way(country, both[1])


def results_of(seen: Sequence[Seen], name: str) -> Results:
    """Return the scores of a way of watching, one a country."""
    scores = []
    for one in seen:
        own, twin = one.ways[name]
        scores.append(score(one.country, looks=own.looks, standing_in_twin=twin.standing))
    return Results(tuple(scores))


def comparison(results: dict[str, Results], number: int) -> str:
    """Return the main table."""
    rows = []
    for name in (TODAY, MERGED, AS_SIGNALS, ANEW, OURS):
        one = results[name]
        rows.append(
            [
                name,
                estimate(one.looks, number).written(),
                estimate(one.true, number).written(),
                estimate(one.false, number).written(),
                estimate(one.sensitivity, number).written(1, percent=True),
                estimate(one.median_delay, number).value,
                estimate(one.mean_delay, number).written(),
                estimate(one.sensitivity_with_luck, number).written(1, percent=True),
            ]
        )
    columns = ["", "signals a week", "true", "false", "events found", "median delay, weeks",
               "mean delay, not found counted as the window", "found, luck counted"]  # fmt: skip
    return table(columns, rows)


def verdict(results: dict[str, Results], number: int) -> str:
    """Return what follows for the goal, in sentences, with paired Monte Carlo errors."""
    ours, today, merged = results[OURS], results[TODAY], results[MERGED]
    fewer = {
        peer: estimate(lambda some, peer=peer: 1 - ours.looks(some) / results[peer].looks(some), number)
        for peer in (TODAY, MERGED)
    }
    more = estimate(lambda some: ours.sensitivity(some) - today.sensitivity(some), number)
    sooner = estimate(lambda some: today.mean_delay(some) - ours.mean_delay(some), number)
    both = estimate(lambda some: np.subtract(*delays_of_both(today, ours, some)), number)
    fewer_false = estimate(lambda some: 1 - ours.false(some) / merged.false(some), number)
    reached = "reached" if fewer[TODAY].value >= GOAL else "not reached"
    return (
        f"**{fewer[TODAY].written(0, percent=True)} fewer signals a week** than a threshold for each series (goal: "
        f"{GOAL:.0%}; {reached}), and {fewer[MERGED].written(0, percent=True)} fewer than where runs of alarms are "
        f"merged. Of false ones there are {fewer_false.written(0, percent=True)} fewer than with merged runs. The "
        f"share of events found is higher by {_points(more)}; the mean delay with events not found "
        f"counted is shorter by {sooner.written()} weeks; over the events that both find, it is shorter by "
        f"{both.written()} weeks. A minus sign means the contrary. Errors are Monte Carlo errors of differences "
        "in the same countries."
    )


def _points(share: Estimate) -> str:
    return f"{100 * share.value:.1f} ± {100 * share.error:.1f} percentage points"


def kinds(results: dict[str, Results], seen: Sequence[Seen]) -> str:
    """Return by kind of event how many there were, and how many each way found and how soon."""
    levels = {COUNTRY: "in the country", BOARD: "in a board", PARTNERSHIP: "in a partnership"}
    chosen = {f"{size:g} sd at the peak": lambda find, size=size: find.event.size == size
              for size in INVENTED_COUNTRY.sizes}  # fmt: skip
    chosen |= {"sudden": lambda find: not find.event.is_slow, "slow": lambda find: find.event.is_slow}
    level_of = seen[0].country.areas.levels
    chosen |= {word: lambda find, level=level: level_of[find.event.area] == level for level, word in levels.items()}
    for number in range(1, len(INVENTED_COUNTRY.indicators) + 1):
        name = f"seen in {number} indicator{'s' if number > 1 else ''}"
        chosen[name] = lambda find, number=number: sum(delay >= 0 for delay in find.event.delays) == number
    everyone = range(len(seen))
    rows = []
    for word, is_chosen in chosen.items():
        today, ours = ([find for find in results[name].finds(everyone) if is_chosen(find)] for name in (TODAY, OURS))
        rows.append([word, len(today), _share(today), _share(ours), *_both(today, ours)])
    return table(["events", "number", "found, by series", "found, combined",
                  "mean delay of those both found, by series", "… combined"], rows)  # fmt: skip


def _share(finds: Sequence[Find]) -> str:
    return f"{np.mean([find.delay >= 0 for find in finds]):.0%}" if finds else "–"


def _both(today: Sequence[Find], ours: Sequence[Find]) -> list[str]:
    pairs = [(a.delay, b.delay) for a, b in zip(today, ours, strict=True) if a.delay >= 0 and b.delay >= 0]
    return [f"{mean:.1f}" for mean in np.mean(pairs, axis=0)] if pairs else ["–", "–"]


def knob(results: dict[str, Results], seen: Sequence[Seen]) -> str:
    """Return what the level does: signals, finds, delays, and looks where nothing happens (the twins)."""
    number = len(seen)
    rows = []
    for level in LEVELS:
        one = results[at_level(level)]
        quiet = np.mean([twin.looks.sum() / JUDGED for _, twin in (each.ways[at_level(level)] for each in seen)])
        fewer = 1 - one.looks(range(number)) / results[TODAY].looks(range(number))
        theirs, mine = delays_of_both(results[TODAY], one, range(number))
        rows.append([f"{level:g}", estimate(one.looks, number).written(), f"{fewer:.0%}", f"{quiet:.2f}",
                     estimate(one.sensitivity, number).written(1, percent=True),
                     estimate(one.mean_delay, number).written(),
                     f"{mine:.2f} ({theirs:.2f})"])  # fmt: skip
    return table(["level", "signals a week", "fewer than by series", "signals a week in the twins", "events found",
                  "mean delay, not found counted", "mean delay of those both found (by series)"], rows)  # fmt: skip


def one_event_one_signal(results: dict[str, Results], seen: Sequence[Seen]) -> str:
    """Return in sentences how many signals an event gives, where they are seen, and how long a list stands open."""
    everyone = range(len(seen))
    found = {name: sum(find.delay >= 0 for find in results[name].finds(everyone)) for name in (TODAY, OURS)}
    true = {name: sum(one.true for one in results[name].scores) for name in (TODAY, OURS)}
    standing = np.mean([each.ways[OURS][0].standing.sum() / JUDGED for each in seen])
    moves = [len(signal.asking) - 1 for each in seen for signal in each.ways[OURS][0].signals]
    exact, near = _places(results[OURS], seen)
    return (
        f"An event that is found gives {true[OURS] / found[OURS]:.1f} true signals, openings and changes of area "
        f"counted; by series it gives {true[TODAY] / found[TODAY]:.1f} alarms. A signal changes its area "
        f"{np.mean(moves):.2f} times on average. Of the events found, {exact:.0%} were by a signal that within the "
        f"window stood in just the area of the event, a further {near:.0%} one level off. On average {standing:.1f} "
        "signals stand open in a week, new or not, quiet weeks included."
    )


def _places(results: Results, seen: Sequence[Seen]) -> tuple[float, float]:
    """Return the shares of found events for which a signal stood in the event's area, or at best one level off."""
    steps = []
    for each, one in zip(seen, results.scores, strict=True):
        tree, (own, twin) = tree_of(each.country.areas), each.ways[OURS]
        standing = (own.standing & ~twin.standing)[:, 0]
        for find in (find for find in one.finds if find.delay >= 0):
            start = find.event.start - (each.country.counts.shape[2] - JUDGED)
            where = np.flatnonzero(standing[:, start : start + find.window].any(axis=1))
            steps.append(min(_steps(each.country, tree, find.event.area, area) for area in where))
    return float(np.mean(np.array(steps) == 0)), float(np.mean(np.array(steps) == 1))


def _steps(country: Country, tree, one: int, other: int) -> int:
    if (country.areas.members[one] == country.areas.members[other]).all():
        return 0
    steps = tree.steps_between(one, other)
    return 99 if steps is None else steps


def chance_alone() -> str:
    """Return how often anything stands out in a week of p-values that are what they say, by level."""
    areas = draw_areas(INVENTED_COUNTRY.board_sizes, INVENTED_COUNTRY.population_spread, np.random.default_rng(SEED))
    tree, lags = tree_of(areas), tuple(indicator.lag for indicator in INVENTED_COUNTRY.indicators)
    shares = {level: [] for level in LEVELS}
    for chance in (np.random.default_rng(CHANCE_SEED + run) for run in range(CHANCE_RUNS)):
        pvalues = ndtr(-_calibrated_scores(areas, len(lags), chance))
        evidence = combine_indicators(pvalues, pvalues, tree=tree, lags=lags)
        for level in LEVELS:
            weeks = range(CHANCE_WEEKS // 2, CHANCE_WEEKS)
            found = [discoveries_of(evidence.pvalue[:, week], tree=tree, level=level).areas for week in weeks]
            shares[level].append(np.mean([bool(areas) for areas in found]))
    rows = [[f"{level:g}", f"{np.mean(of):.3f} ± {np.std(of, ddof=1) / np.sqrt(len(of)):.3f}"]
            for level, of in shares.items()]  # fmt: skip
    return table(["level", "weeks in which anything stands out"], rows)


def _calibrated_scores(areas, indicators: int, chance: np.random.Generator) -> np.ndarray:
    """Return standard normal scores with shared noise, those of wide areas made of those within."""
    own = chance.standard_normal((areas.partnerships, indicators, CHANCE_WEEKS))
    week = chance.standard_normal((1, 1, CHANCE_WEEKS))
    indicator = chance.standard_normal((1, indicators, CHANCE_WEEKS))
    partnership = chance.standard_normal((areas.partnerships, 1, CHANCE_WEEKS))
    scores = np.sqrt(1 - 3 * SHARED) * own + np.sqrt(SHARED) * (week + indicator + partnership)
    weights = areas.members * np.sqrt(areas.members[-areas.partnerships :] @ areas.populations[-areas.partnerships :])
    summed = np.einsum("ap,piw->aiw", weights, scores)
    shared = (weights.sum(axis=1) ** 2 - (weights**2).sum(axis=1)) * 2 * SHARED
    return summed / np.sqrt((weights**2).sum(axis=1) + shared)[:, None, None]


def main() -> None:
    """Watch the invented countries in every way, and write what came of it."""
    is_tuning = "tuning" in sys.argv[1:]
    first, number = (TUNING_SEED, TUNING_COUNTRIES) if is_tuning else (SEED, COUNTRIES)
    click.echo(f"Seeds {first} to {first + number - 1}; {machine()}.")
    started = time.perf_counter()
    with click.progressbar(range(first, first + number), label="Invented countries") as seeds:
        seen = [see(seed) for seed in seeds]
    results = {name: results_of(seen, name) for name in seen[0].ways}
    if is_tuning:
        click.echo(comparison(results, number) + "\n\n" + knob(results, seen))
        return
    parts = _parts(results, seen)
    page = write_page("combining", "Many series at once", parts, seed=SEED)
    page.rename(page.with_name(f"{PAGE}.md"))
    click.echo(f"{parts[1]}\n{time.perf_counter() - started:.0f} s; written to {PAGE}.md.")


def _parts(results: dict[str, Results], seen: Sequence[Seen]) -> list[str]:
    number = len(seen)
    events = len(results[OURS].finds(range(number)))
    return [
        f"{number} invented countries (seeds {SEED} to {SEED + number - 1}), {JUDGED} judged weeks each, {events} "
        "events scored. The country, the rules of scoring and the ways of watching are described in "
        "[many series at once](../explanation/many-series.md). The detector is flexible Farrington with its textbook "
        f"defaults (alpha 0.005); the combined method has its defaults (level {LEVEL:g}), chosen on seeds "
        f"{TUNING_SEED} to {TUNING_SEED + TUNING_COUNTRIES - 1}. ± is one Monte Carlo standard error, by jackknife "
        "over countries.",
        verdict(results, number),
        comparison(results, number),
        "## One event, one signal\n\n" + one_event_one_signal(results, seen),
        "## By kind of event\n\n" + kinds(results, seen),
        "## The knob\n\nWhat another level would have done; none of this served to choose it.\n\n"
        + knob(results, seen),
        "## By chance alone\n\nScores that are standard normal, of which wide areas' are made of those within, sharing "
        "noise between indicators, areas and both: how often anything at all stands out in a week.\n\n"
        + chance_alone(),
    ]


if __name__ == "__main__":
    main()
