"""How many of two publishers' listings of the same services are recognised, and how many wrongly.

Run `python -m bench.sameness`, or with `--services 1000` fewer.
"""

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping

import click

from bench.invented_directory import Same, second_feed, services
from bench.pages import table, write_page
from tideturn.engines.directory.sketching import sketch_of
from tideturn.methods.sameness.sketch import Sketch
from tideturn.methods.sameness.weighing import TOO_COMMON, Pair, Verdict, decide, weigh

SEED, SERVICES = 20261126, 5_000
PRECISION, RECALL = 0.99, 0.9
WHAT = """
One invented publisher lists services of an invented country. Another lists eight tenths of the same, under ids of its
own, with typing errors, other names, other addresses and other ways to write a telephone, and as many again as a fifth
of them that the first does not list: half of these are further services of the same organisations at the same places
on the same telephones, which is the nearest thing to a false match that there is. What is joined wrongly is mostly of
these: another service of the same kind, at the same place and under the same address of the web. Who is who is known,
and told to nobody. Pairs are looked for by the marks they share, weighed, and decided as the product does when a feed
is applied.
"""
Truth = Mapping[str, Same]


def found(count: int) -> tuple[list[Pair], Truth, int, float]:
    """Return what was decided, the truth by the second publisher's ids, and how many pairs took how many seconds."""
    first = {one["id"]: sketch_of(one) for one in services(count, SEED)}
    second: dict[str, Sketch] = {}
    truth: dict[str, Same] = {}
    for one, same in second_feed(count, SEED):
        second[one["id"]] = sketch_of(one)
        if same:
            truth[same.second] = same
    started = time.perf_counter()
    by_mark = defaultdict(set)
    for key, sketch in first.items():
        for mark in sketch.marks():
            by_mark[mark].add(key)
    weighed = {}
    for key, sketch in second.items():
        for mark in sketch.marks():
            near = by_mark.get(mark, set())
            weighed |= {(one, key): weigh(first[one], sketch) for one in near if len(near) <= TOO_COMMON}
    return decide(weighed), truth, len(weighed), time.perf_counter() - started


@click.command()
@click.option("--services", "count", default=SERVICES, show_default=True)
@click.option("--page/--no-page", default=True, help="Write docs/measured/sameness.md.")
def main(count: int, page: bool) -> None:
    """Recognise, count and write the page; end with 1 where a bar is not met."""
    pairs, truth, weighed, seconds = found(count)
    sure = [pair for pair in pairs if pair.verdict is Verdict.SAME]
    right = [pair for pair in sure if pair.second in truth and truth[pair.second].first == pair.first]
    doubtful = [pair for pair in pairs if pair.verdict is Verdict.DOUBTFUL]
    real = sum(pair.second in truth and truth[pair.second].first == pair.first for pair in doubtful)
    precision, recall = len(right) / max(len(sure), 1), len(right) / len(truth)
    recognised = {pair.second for pair in right}
    rows = [
        ("services that both list", f"{len(truth):,}", ""),
        ("pairs weighed", f"{weighed:,}, in {seconds:.1f} s", ""),
        ("joined at once", f"{len(sure):,}", ""),
        ("precision at once", f"{precision:.4f}", f"{PRECISION}"),
        ("recall at once", f"{recall:.4f}", f"{RECALL}"),
        ("put to a person", f"{len(doubtful):,}, of which {real:,} are one service", ""),
    ]
    told = Counter(change for same in truth.values() for change in (same.changes or ("nothing",)))
    kept = Counter(
        change for same in truth.values() if same.second in recognised for change in (same.changes or ("nothing",))
    )
    kinds = [(change, f"{number:,}", f"{kept[change] / number:.3f}") for change, number in told.most_common()]
    for row in rows:
        click.echo(" | ".join(row))
    if page:
        parts = [
            WHAT,
            table(("What", "Found", "Bar"), rows),
            "## Recall by what the second tells otherwise",
            table(("Told otherwise", "Listings", "Recall at once"), kinds),
        ]
        write_page("sameness", "Two publishers' listings of one service", parts, seed=SEED)
    sys.exit(0 if precision >= PRECISION and recall >= RECALL else 1)


if __name__ == "__main__":
    main()
