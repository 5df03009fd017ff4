"""How long the public page of help takes to answer a search with three filters near a place, by HTTP, up to a million.

Run `python -m bench.help_search`, or with `--services 10000` fewer. It starts a database of its own unless
DATABASE_OWNER_URL names a server.
"""

import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

import click

from bench import country_of_help
from bench.databases import REPOSITORY, a_database
from bench.directory import brought
from bench.loads import Answers, closed_loop, open_loop
from bench.pages import table, write_page
from bench.serving import served

SEED, SERVICES, TENFOLD, ASKED = 20261128, 100_000, 9, 400
RATE, SECONDS, WARM, FASTEST_SECONDS = 30.0, 60.0, 10.0, 20.0
BARS = (80, 200)
PACK = REPOSITORY / "packs" / "scotland"
TIMES = ("now", "tonight", "today", "tomorrow", "weekend", "monday")
CONDITIONS = ("no_referral", "families")
WHAT = """
Invented services in the districts and with the words of the Scottish pack (`bench/country_of_help.py`) are brought in,
and the public page `/help/` is asked for them by HTTP, on the same machine: a kind of help, a time at which the door
must be open, and a condition (without referral, or open to families), near a district. What comes back is the whole
page as anybody gets it. Nothing is cached: such a page is never kept.

First thirty questions a second are asked, whether answers come or not, and each answer's time counts from the moment at
which its question was due. Then four readers ask as fast as they are answered. Beside them stands the bare index: the
twenty nearest rows without a filter, asked of the database on one connection. For a million, every service and row is
copied nine times, moved a little, with an id of its own.
"""


def questions(die: random.Random) -> list[str]:
    """Return the addresses that are asked for."""
    here = country_of_help.country()
    return [
        "/help/?"
        + urlencode(
            {
                "need": die.choice([kind.title, *kind.everyday[:2]]),
                "where": die.choice(here.districts).name,
                "when": die.choice(TIMES),
                die.choice(CONDITIONS): "yes",
            }
        )
        for kind in (die.choice(here.kinds) for _ in range(ASKED))
    ]


def multiplied() -> None:
    """Copy every service and every row in which help is sought, so that there are ten of each."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "create temporary table copied as select id as old, n, gen_random_uuid() as new "  # noqa: S608
            f"from directory_service, generate_series(1, {TENFOLD}) n; create index on copied (old); analyze copied"
        )
        # The copies' codes are of letters that no drawn code has.
        code = "'U' || copied.n || '-' || service.code"
        # Marks and provenance are nothing that a search looks at.
        new = {"id": "copied.new", "code": code, "marks": "'{}'", "provenance": "'{}'"}
        _copy(cursor, "directory_service", "service", "service.id", new)
        moved = {"x": "listing.x + (random() - 0.5) * 20000", "y": "listing.y + (random() - 0.5) * 20000"}
        fresh = {"id": "gen_random_uuid()", "service_id": "copied.new", **moved}
        _copy(cursor, "directory_listing", "listing", "listing.service_id", fresh)
        cursor.execute("vacuum analyze directory_service, directory_listing")


def _copy(cursor: object, table_name: str, alias: str, of: str, changed: dict[str, str]) -> None:
    from django.apps import apps

    model = next(one for one in apps.get_models() if one._meta.db_table == table_name)
    columns = [field.column for field in model._meta.concrete_fields if not field.generated]
    values = ", ".join(changed.get(column, f"{alias}.{column}") for column in columns)
    cursor.execute(  # type: ignore[attr-defined]
        f"insert into {table_name} ({', '.join(columns)}) select {values} "  # noqa: S608 - names of our own
        f"from {table_name} {alias} join copied on copied.old = {of}"
    )


def bare(die: random.Random) -> Answers:
    """Return how long the bare index takes."""
    from django.db import connection

    from tideturn.engines.directory.mapping import Point

    here, answers = country_of_help.country(), Answers()
    nearest = "select id from directory_listing where x is not null order by point(x, y) <-> point(%s, %s) limit 20"
    for _ in range(ASKED):
        district = die.choice(here.districts)
        near = Point(district.latitude, district.longitude)
        started = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(nearest, [near.x, near.y])
            cursor.fetchall()
        answers.milliseconds.append((time.perf_counter() - started) * 1000)
    return answers


def row_of(name: str, site: str, seconds: float) -> tuple[tuple[str, ...], Answers]:
    """Return the figures of one size of directory, and the answers at a steady rate."""
    asked = questions(random.Random(SEED))
    open_loop(site, asked, rate=RATE, seconds=WARM)
    steady = open_loop(site, asked, rate=RATE, seconds=seconds)
    _, fastest = closed_loop(site, asked, seconds=min(seconds, FASTEST_SECONDS))
    index = bare(random.Random(SEED))
    figures = [f"{steady.share(part):.0f} ms" for part in (0.5, 0.95, 0.99)]
    kilobytes, ratio = f"{steady.largest / 1000:.0f} kB", f"{steady.share(0.5) / index.share(0.5):.0f}"
    row = (name, *figures, f"{fastest:.0f} a second", kilobytes, f"{index.share(0.5):.1f} ms", ratio)
    click.echo(" | ".join(row) + (f"; {steady.refused} were not answered with 200" if steady.refused else ""))
    return row, steady


@click.command()
@click.option("--services", default=SERVICES, show_default=True)
@click.option("--seconds", default=SECONDS, show_default=True, help="How long thirty a second are asked.")
@click.option("--tenfold/--no-tenfold", default=True, help="Also ten times as many.")
@click.option("--page/--no-page", default=True, help="Write docs/measured/help_search.md.")
def main(services: int, seconds: float, tenfold: bool, page: bool) -> None:
    """Ask the page of help, and say how long it took; end with 1 where a bar is not met."""
    with a_database("help_search", pack=PACK), tempfile.TemporaryDirectory() as name:
        _bring_in(Path(name) / "pages", services)
        found = [_asked(f"{services:,} services", seconds)]
        if tenfold:
            multiplied()
            found.append(_asked(f"{services * (TENFOLD + 1):,} services", seconds))
    if page:
        _write([row for row, _ in found], seconds)
    met = [steady.share(0.95) <= bar and not steady.refused for (_, steady), bar in zip(found, BARS, strict=False)]
    sys.exit(0 if all(met) else 1)


def _bring_in(pages: Path, services: int) -> None:
    from django.db import connection

    from tideturn.engines.directory.models import Source

    country_of_help.save(pages, services, seed=SEED)
    Source.objects.create(id="bench", title="A directory of the bench (invented)")
    brought(pages, click.echo)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


def _asked(name: str, seconds: float) -> tuple[tuple[str, ...], Answers]:
    with served(PACK, workers=2) as site:
        return row_of(name, site, seconds)


def _write(rows: Sequence[Sequence[str]], seconds: float) -> None:
    head = ("Size", "p50", "p95", "p99", "As fast as answered", "Largest page", "Bare index, p50", "Ratio of p50")
    bars = f"bars: p95 at most {BARS[0]} ms, and {BARS[1]} ms of a million"
    told = f"{RATE:.0f} a second for {seconds:.0f} seconds; {bars}."
    write_page("help_search", "Help sought near a place, by HTTP", [WHAT, told, table(head, rows)], seed=SEED)


if __name__ == "__main__":
    main()
