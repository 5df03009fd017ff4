"""First appearance on the deaths of Connecticut, and its false flags where nothing changes; writes docs/measured."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

import click
import numpy as np

from bench import connecticut
from bench.pages import table, write_page
from tideturn.methods.detection.first_appearance.surprise import first_appearance
from tideturn.methods.detection.first_appearance.watching import Look, Record, Watcher, WatchRule, watch

SEED = 20260301
RULE = WatchRule(history_items=355)  # the deaths of 2012
STREAMS = 20

DEFINITION = """
## What counts as a false flag

This was written down before the stream was first run. The deaths of 2012 are history; flags are given from 2013 on. A
flag is **right** when its category is a substance that was neither licensed as a medicine for people in the United
States in 2012 nor an established street drug there: a fentanyl analogue or another new opioid, a new benzodiazepine,
stimulant, dissociative or cannabinoid, a plant sold as a new drug, a veterinary or industrial adulterant, or a
precursor or metabolite that marks one of these. Every other flag is **false**, of one of three kinds:

- *no substance*: words that name no substance or class of substances;
- *spelling*: a misspelling or another name of a category already in the history;
- *familiar*: a licensed medicine or its metabolite, an established street drug, alcohol, a household or industrial
  substance, or the name of a class, whether it rose by itself or certificates began to be written differently.
"""

NEW = """
4anpp acetylfentanyl acrylfentanyl bromazolam butyrylfentanyl carfentanil cyclopropylfentanyl delorazepam etizolam
eutylone flualprazolam flubromazepam flubromazolam fluorobutyrylfentanyl furanylfentanyl methoxyacetylfentanyl
methylone metonitazene mitragynine nethylpentylone parafluorobutyrylfentanyl parafluorofentanyl
parafluoroisobutyrylfentanyl tianeptine u47700 valerylfentanyl xylazine
"""
SPELLING = """
mirtazepine oxycod cocoethylene 34methylenedioxyamphetmaine 10hydroxycarbamazepine hydrocodol
"""
FAMILIAR = """
34methylenedioxyamphetamine alprazolam amitriptyline amlodipine baclofen buprenorphine buspirone chlorpheniramine
chlorpromazine citalopram clonazepam cocaethylene cyclobenzaprine dextrorphan diltiazem doxepin duloxetine
escitalopram fluoxetine gabapentin guaifenesin haloperidol hydromorphone isopropanol levetiracetam levorphanol
lorazepam mcpp meprobamate methocarbamol methorphan methylphenidate metoprolol midazolam nordiazepam olanzapine
oxazepam paroxetine phenytoin quetiapine sertraline sildenafil tadalafil temazepam topiramate tramadol trazodone
venlafaxine
"""
NOT_JUDGED = "not judged"


def kind(category: str) -> str:
    """Return the judgement of a flag by the definition; what nobody has judged counts as false."""
    judged = {"right": NEW, "spelling": SPELLING, "familiar": FAMILIAR}
    return next((word for word, names in judged.items() if category in names.split()), NOT_JUDGED)


def null_stream(generator: np.random.Generator, *, items: int, drawn: float, categories: int) -> Iterator[Record]:
    """Give records in which every category keeps its rate for ever: Zipf's law over `categories` of them."""
    rates = 1 / np.arange(1, categories + 1)
    rates = np.minimum(0.6, rates * drawn / rates.sum())
    for item in range(items):
        found = np.flatnonzero(generator.random(categories) < rates)
        yield Record(date(2000, 1, 1) + timedelta(days=item // 3), frozenset(str(place) for place in found))


def main() -> None:
    """Measure, print and write the page."""
    records = list(connecticut.records())
    began = time.perf_counter()
    looks = list(_looks(records))
    seconds = time.perf_counter() - began
    flags = [look for look in looks if look.is_flagged]
    parts = [
        _introduction(len(records), seconds),
        DEFINITION,
        _by_year(flags, records),
        _new_substances(looks, records),
        _every_flag(flags),
        _nothing_changes(),
        _in_one_call(),
    ]
    for part in parts:
        click.echo(f"{part}\n")
    click.echo(
        f"seed {SEED}; written to {write_page('first_appearance', 'First appearance, measured', parts, seed=SEED)}"
    )


def _looks(records: list[Record]) -> Iterator[Look]:
    watcher = Watcher(RULE)
    for record in records:
        yield from watcher.read(record)


def _introduction(items: int, seconds: float) -> str:
    return f"""The accidental drug deaths of Connecticut, 2012 to 2022 ({items:,} certificates, public domain), read in
the order of their dates. The substances are read from the words of the cause of death by `bench/connecticut.py`. The
rule is the default: a budget of {RULE.false_flags_a_year:g} false flags a year, looks at the second and third record,
no level above {RULE.ceiling:g}. Watching the whole stream took {seconds:.2f} seconds."""


def _by_year(flags: list[Look], records: list[Record]) -> str:
    deaths = Counter(record.on.year for record in records)
    substances = Counter(record.on.year for record in records for _ in record.categories)
    named = {year: substances[year] / count for year, count in deaths.items()}
    kinds = ("right", "no substance", "spelling", "familiar", NOT_JUDGED)
    years: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for flag in flags:
        years[flag.on.year][kind(flag.category)] += 1
    rows = [
        (year, count, *(years[year][word] for word in kinds[:4]), sum(years[year].values()) - years[year]["right"])
        for year, count in sorted(deaths.items())
        if year > 2012
    ]
    later = [row[-1] for row in rows if row[0] >= 2015]
    return f"""## Flags by year

{table(("year", "deaths", *kinds[:4], "false, all kinds"), rows)}

From 2015 on there were {np.mean(later):.1f} false flags a year (between {min(later)} and {max(later)}). The
certificates of 2012 named {named[2012]:.1f} substances each, those of 2014 {named[2014]:.1f} and those of 2022
{named[2022]:.1f}: they came to name the medicines that had been there all along, which the rule notices, and which the
definition calls false. A history of one year, taken while the writing changes, is too short. The lists of words that
name no substance and of names that mean the same were made with the whole file in view, so that the columns “no
substance” and “spelling” are kinder than a new source's first year would be."""


def _new_substances(looks: list[Look], records: list[Record]) -> str:
    counts, new = Counter(category for record in records for category in record.categories), NEW.split()
    flagged = {look.category: look for look in looks if look.is_flagged}
    first = {look.category: look.on for look in looks if look.record == 1}
    rows = [_row(name, counts[name], first[name], flagged.get(name)) for name in sorted(new, key=lambda n: -counts[n])]
    found = sum(name in flagged for name in new)
    lost = ", ".join(sorted(name for name in new if name not in flagged))
    return f"""## The new substances, and at which record each was flagged

Of {len(new)} new substances with two records or more, {found} were flagged by their third record.

{table(("substance", "records to 2022", "first record", "flagged on", "at record", "p-value"), rows)}

Not flagged: {lost}. Their first records are as far apart as those of a rare medicine: nothing in them tells the one
from the other. Their later rise is for the methods that watch counts. The first run, with a look at all three records
only, flagged 20 of them at 2.8 false flags a year from 2015 on, and missed para-fluorofentanyl (one record in 2017, the
next two within a week in October 2020). The look at the latest two records was added because of it, with a share of the
same budget, so that this table is kinder than a fresh one."""


def _row(name: str, count: int, first: date, flag: Look | None) -> tuple[object, ...]:
    if flag is None:
        return name, count, first, "not flagged", "", ""
    return name, count, first, flag.on, flag.record, f"{flag.pvalue:.4f}"


def _every_flag(flags: list[Look]) -> str:
    rows = [(flag.on, flag.category, flag.record, f"{flag.pvalue:.4f}", kind(flag.category)) for flag in flags]
    return "## Every flag\n\n" + table(("day", "category", "at record", "p-value", "judged"), rows)


def _nothing_changes() -> str:
    rows = []
    for categories, drawn in ((300, 3.0), (3000, 4.0)):
        for budget in (1.0, 2.0, 5.0):
            rate = _false_flags(categories, drawn, budget)
            rows.append((f"{categories:,}", f"{drawn:g}", f"{budget:g}", f"{rate:.2f}", f"{rate / budget:.0%}"))
    return f"""## False flags where nothing changes

Invented streams of 9 years at three items a day, the first year being history; every category keeps its rate for ever,
and the rates follow Zipf's law. {STREAMS} streams a row; items a year are measured, as they would be.

{table(("categories", "in an item", "budget a year", "false flags a year", "share of the budget"), rows)}

The budget is kept. It is not used up where no level may pass the ceiling of {RULE.ceiling:g}."""


def _false_flags(categories: int, drawn: float, budget: float) -> float:
    generator = np.random.default_rng(SEED)
    rule = WatchRule(false_flags_a_year=budget, history_items=365 * 3)
    found = 0
    for _ in range(STREAMS):
        stream = null_stream(generator, items=9 * 365 * 3, drawn=drawn, categories=categories)
        found += sum(1 for _ in watch(stream, rule))
    return found / STREAMS / 8


def _in_one_call() -> str:
    generator = np.random.default_rng(SEED)
    latest = generator.poisson(0.3, 10_000)
    began = time.perf_counter()
    first_appearance(earlier=0, earlier_items=5000, latest=latest, latest_items=90, categories_watched=10_000)
    taken = time.perf_counter() - began
    return f"## In one call\n\n`first_appearance` on 10,000 categories with a history of zeros: {taken * 1000:.0f} ms."


if __name__ == "__main__":
    main()
