"""How long the pages of a register of ten thousand commitments take to answer by HTTP, and what its servers hold.

Run `python -m bench.register`, or with `--commitments 1000` fewer. It starts a database of its own unless
DATABASE_OWNER_URL names a server.
"""

import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import click

from bench.databases import REPOSITORY, a_database
from bench.loads import closed_loop, open_loop
from bench.many_promises import multiplied
from bench.pages import table, write_page
from bench.serving import served

SEED, COMMITMENTS, ASKED = 20261126, 10_000, 400
RATE, SECONDS, WARM, FASTEST_SECONDS = 30.0, 30.0, 6.0, 10.0
MEGABYTES_AT_MOST = 400
PACK = REPOSITORY / "packs" / "scotland"
TIMINGS = ("overdue", "due_soon")
SOUGHT = (
    "naloxone", "residential rehabilitation", "prison", "stigma", "workforce plan", "families", "data", "housing",
    "naloxonne", "the promise to give naloxone to prisoners",
)  # fmt: skip
WHAT = """
The plans of the Scottish pack are loaded as often as it takes under names of their own (`bench/many_promises.py`), with
their owners, dates, answers, money and links, by the same loading as a pack. Then the public site is asked by HTTP on
the same machine, by two processes: pages of commitments, lists (a plan with its filters, an owner) and searches, of
which some are misspelt or half remembered. Thirty questions a second are asked, whether answers come or not, and each
answer's time counts from the moment at which its question was due; afterwards four readers ask as fast as they are
answered. Each page is asked for the first time, which is what a page costs that is not kept; then, after both processes
have come to keep most of them, the same pages again.
"""


@dataclass(frozen=True)
class Kind:
    """A kind of page: its addresses, and within how many milliseconds nineteen of twenty must come."""

    name: str
    addresses: Sequence[str]
    bar: float


def kinds(die: random.Random) -> tuple[Kind, ...]:
    """Return the kinds of pages that are asked for, each address once."""
    from tideturn.engines.plans.models import Commitment, Organisation, Party, Plan

    commitments = list(Commitment.objects.order_by("pk").values_list("plan_id", "local_id"))
    plans = list(Plan.objects.order_by("pk").values_list("pk", flat=True))
    owners = list(Organisation.objects.filter(pk__in=Party.objects.values("organisation")).values_list("pk", flat=True))
    lists: list[Callable[[], str]] = [
        lambda: f"/plans/{die.choice(plans)}/?" + urlencode({"timing": die.choice(TIMINGS)}),
        lambda: f"/plans/{die.choice(plans)}/",
        lambda: f"/owners/{die.choice(owners)}/",
    ]
    return (
        Kind("Commitment", [f"/plans/{plan}/{one}/" for plan, one in die.sample(commitments, ASKED)], 60),
        Kind("List", list(dict.fromkeys(die.choice(lists)() for _ in range(ASKED))), 60),
        Kind("Search", list(dict.fromkeys(_search(die, plans) for _ in range(ASKED))), 100),
    )


def _search(die: random.Random, plans: Sequence[str]) -> str:
    asked = {"q": die.choice(SOUGHT), die.choice(("plan", "status")): ""}
    if "plan" in asked:
        asked["plan"] = die.choice(plans)
    return "/search/?" + urlencode({name: value for name, value in asked.items() if value})


def megabytes_of(port: str) -> float:
    """Return what the processes of a server hold, what they share counted once (proportional set size)."""
    held = 0.0
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and f"--port\0{port}\0" in (folder / "cmdline").read_text():
                told = (folder / "smaps_rollup").read_text().split("Pss:")[1]
                held += int(told.split()[0]) / 1024
        except OSError:
            continue
    return held


def row_of(kind: Kind, site: str, seconds: float) -> tuple[tuple[str, ...], bool]:
    """Return the figures of a kind of page, and whether its bar is met."""
    first = open_loop(site, kind.addresses, rate=RATE, seconds=len(kind.addresses) / RATE)
    # Each of the two processes keeps its own: by the third time of asking nearly every page is kept by both.
    closed_loop(site, kind.addresses, seconds=2 * len(kind.addresses) / RATE)
    again = open_loop(site, kind.addresses, rate=RATE, seconds=seconds)
    _, fastest = closed_loop(site, kind.addresses, seconds=FASTEST_SECONDS)
    told = [f"{answers.share(part):.0f} ms" for answers in (first, again) for part in (0.5, 0.95, 0.99)]
    row = (kind.name, str(len(kind.addresses)), *told, f"{fastest:.0f} a second", f"{kind.bar:.0f} ms")
    click.echo(" | ".join(row) + (f"; {again.refused} were not answered with 200" if again.refused else ""))
    return row, again.share(0.95) <= kind.bar and not first.refused and not again.refused


@click.command()
@click.option("--commitments", default=COMMITMENTS, show_default=True)
@click.option("--seconds", default=SECONDS, show_default=True, help="How long thirty a second are asked again.")
@click.option("--page/--no-page", default=True, help="Write docs/measured/register.md.")
def main(commitments: int, seconds: float, page: bool) -> None:
    """Ask the public pages of a large register, and say how long they took; end with 1 where a bar is not met."""
    with a_database("register", pack=PACK):
        took = _loaded(commitments)
        with served(PACK, workers=2) as site:
            open_loop(site, ["/", "/plans/", "/search/?q=naloxone"], rate=RATE, seconds=WARM)
            found = [row_of(kind, site, seconds) for kind in kinds(random.Random(SEED))]
            megabytes = megabytes_of(site.rpartition(":")[2])
    click.echo(f"loaded in {took:.0f} s; {megabytes:.0f} MB")
    if page:
        _write([row for row, _ in found], took, megabytes)
    sys.exit(0 if all(met for _, met in found) and megabytes <= MEGABYTES_AT_MOST else 1)


def _loaded(commitments: int) -> float:
    from django.db import connection

    from tideturn.engines.plans.actions.loading import load_pack
    from tideturn.packs.loading import load_pack as read_pack

    started = time.perf_counter()
    load_pack(pack=multiplied(read_pack(PACK), commitments), by="bench")
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    return time.perf_counter() - started


def _write(rows: Sequence[Sequence[str]], took: float, megabytes: float) -> None:
    head = ("Page", "Addresses", "p50, first", "p95, first", "p99, first", "p50, again", "p95, again", "p99, again",
            "As fast as answered", "Bar of p95, again")  # fmt: skip
    held = (
        f"Loading took {took:.0f} s. At the end the two processes and the one above them held {megabytes:.0f} MB, what "
        f"they share counted once (bar {MEGABYTES_AT_MOST} MB)."
    )
    write_page("register", "The pages of a large register, by HTTP", [WHAT, table(head, rows), held], seed=SEED)


if __name__ == "__main__":
    main()
