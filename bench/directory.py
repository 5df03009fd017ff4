"""How long a directory takes to come in, to come in again, and to be searched near a place, up to a million.

Run `python -m bench.directory`, or with `--services 10000` fewer. It starts a database of its own unless
DATABASE_OWNER_URL names a server.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bench.databases import REPOSITORY, a_database
from bench.pages import table, write_page

SEED, SERVICES, TENFOLD, ASKED = 20261126, 100_000, 9, 600
IMPORT_SECONDS, AGAIN_SECONDS, MEGABYTES = 120, 20, 500
WHAT = """
An invented directory of services with places, hours, telephones and terms (`bench/invented_directory.py`) is written as
pages of JSON, read, checked against what its source said before, and applied: services, places, words and the rows in
which help is sought. Then the same pages once more, which must change nothing. Memory is that of the process, its
peak.

Each search is near a town of the country with three filters (a kind of help, an hour of the week at which the door may
be open, an age), the nearest twenty. Beside it stands the bare index: the twenty nearest rows by the same index
without a filter, asked of the database in the same way. For a million, every row is copied nine times, moved a little
and given ids of its own.
"""


@dataclass(frozen=True)
class Timed:
    """How long each of some searches took, in milliseconds."""

    milliseconds: Sequence[float]

    def share(self, part: float) -> float:
        """Return the time within which a part of them was done."""
        return sorted(self.milliseconds)[min(int(len(self.milliseconds) * part), len(self.milliseconds) - 1)]


def brought(pages: Path, step: Callable[[str], None]) -> tuple[Any, float]:
    """Return an import of a folder of pages, applied, and the seconds it took."""
    from tideturn.engines.directory.actions.applying import apply
    from tideturn.engines.directory.actions.arriving import propose
    from tideturn.foundations.access.acting import acting, system_actor
    from tideturn.sources.open_referral.reading import open_feed

    by, started = system_actor("directory"), time.perf_counter()
    with acting(by), open_feed(pages) as feed:
        propose(source_id="bench", name=pages.name, entities=feed.entities, form={}, by=by)
        step(f"arrived after {time.perf_counter() - started:.0f} s")
        done = apply(source_id="bench", by=by)
    return done, time.perf_counter() - started


def everything_said() -> dict[str, tuple[Any, ...]]:
    """Return what must not change when the same comes again: how many rows of each table, and a digest of them."""
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        for table_name in ("directory_service", "directory_listing", "directory_version"):
            cursor.execute(
                f"select count(*), md5(string_agg(md5(t::text), '' order by id)) from {table_name} t"  # noqa: S608
            )
            found[table_name] = cursor.fetchone()
    return found


def multiplied() -> None:
    """Copy every row in which help is sought, so that there are ten for each."""
    from django.db import connection

    from tideturn.engines.directory.models import Listing

    columns = [field.column for field in Listing._meta.concrete_fields if not field.generated]
    moved = {"id": "gen_random_uuid()", "x": "x + (random() - 0.5) * 20000", "y": "y + (random() - 0.5) * 20000"}
    values = ", ".join(moved.get(column, column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into directory_listing ({', '.join(columns)}) "  # noqa: S608 - columns of our own
            f"select {values} from directory_listing, generate_series(1, {TENFOLD})"
        )
        cursor.execute("vacuum analyze directory_listing")


def searched() -> tuple[Timed, Timed, float]:
    """Return how long searches took, how long the bare index took, and how many were found on average."""
    from django.db import connection

    from bench.invented_directory import towns
    from tideturn.engines.directory.mapping import Point
    from tideturn.engines.directory.models import Term
    from tideturn.engines.directory.seeking import Question, seek

    die = random.Random(SEED)
    kinds = [f"term:{key}" for key in Term.objects.filter(taxonomy_id="Kind of help").values_list("pk", flat=True)]
    ours, bare, found = [], [], 0
    for _ in range(ASKED):
        town = die.choice(towns())
        near = Point(town.latitude, town.longitude)
        asked = Question(
            near=near, tags=(die.choice(kinds),), open_hours=(die.randrange(168),), age=die.randrange(16, 80)
        )
        started = time.perf_counter()
        found += len(seek(asked, limit=20))
        ours.append((time.perf_counter() - started) * 1000)
        started = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(
                "select id from directory_listing where x is not null order by point(x, y) <-> point(%s, %s) limit 20",
                [near.x, near.y],
            )
            cursor.fetchall()
        bare.append((time.perf_counter() - started) * 1000)
    return Timed(ours), Timed(bare), found / ASKED


def row_of(name: str, found: tuple[Timed, Timed, float], bar: int) -> tuple[str, ...]:
    """Return the figures of one size of directory."""
    ours, bare, each = found
    ratio = ours.share(0.5) / bare.share(0.5)
    return (
        name, f"{ours.share(0.5):.1f} ms", f"{ours.share(0.95):.1f} ms", f"{bar} ms", f"{bare.share(0.5):.1f} ms",
        f"{bare.share(0.95):.1f} ms", f"{ratio:.1f}", f"{each:.1f}",
    )  # fmt: skip


@click.command()
@click.option("--services", default=SERVICES, show_default=True)
@click.option("--page/--no-page", default=True, help="Write docs/measured/directory.md.")
def main(services: int, page: bool) -> None:
    """Bring a directory in twice, search it, and say how long each took; end with 1 where a bar is not met."""
    with a_database("directory"), tempfile.TemporaryDirectory() as name:
        pages = Path(name) / "pages"
        command = [sys.executable, "-m", "bench.invented_directory", str(services), "--out", str(pages)]
        subprocess.run(command, check=True, cwd=REPOSITORY)
        from tideturn.engines.directory.models import Source

        Source.objects.create(id="bench", title="A directory of the bench (invented)")
        first, seconds = brought(pages, click.echo)
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        click.echo(f"first: {seconds:.0f} s, {megabytes:.0f} MB, {first.added} added")
        before = everything_said()
        again, seconds_again = brought(pages, click.echo)
        is_same = before == everything_said() and (again.added, again.changed, again.vanished) == (0, 0, 0)
        click.echo(
            f"again: {seconds_again:.0f} s; nothing changed: {is_same} ({again.added}, {again.changed}, {again.same})"
        )
        searches = _searches(services)
        rows = [row for row, _ in searches]
        for row in rows:
            click.echo(" | ".join(row))
    if page:
        _write(services, seconds, seconds_again, megabytes, is_same, rows)
    is_met = seconds <= IMPORT_SECONDS and seconds_again <= AGAIN_SECONDS and megabytes <= MEGABYTES and is_same
    sys.exit(0 if is_met and all(met for _, met in searches) else 1)


def _searches(services: int) -> list[tuple[tuple[str, ...], bool]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze directory_listing")
    found = searched()
    done = [(row_of(f"{services:,} services", found, 80), found[0].share(0.95) <= 80)]
    multiplied()
    found = searched()
    return [*done, (row_of(f"{services * (TENFOLD + 1):,} services", found, 200), found[0].share(0.95) <= 200)]


def _write(
    services: int, seconds: float, again: float, megabytes: float, is_same: bool, rows: Sequence[Sequence[str]]
) -> None:
    head = ("Size", "Search, p50", "p95", "Bar (p95)", "Bare index, p50", "p95", "Ratio of p50", "Found each")
    imports = [
        (f"{services:,} services brought in", f"{seconds:.0f} s", f"{IMPORT_SECONDS} s"),
        ("the same once more", f"{again:.0f} s; {'nothing changed' if is_same else 'CHANGED'}", f"{AGAIN_SECONDS} s"),
        ("memory of the process, its peak", f"{megabytes:.0f} MB", f"{MEGABYTES} MB"),
    ]
    parts = [WHAT, table(("What", "Found", "Bar"), imports), "## Searches near a place", table(head, rows)]
    write_page("directory", "A directory brought in, and searched near a place", parts, seed=SEED)


if __name__ == "__main__":
    main()
