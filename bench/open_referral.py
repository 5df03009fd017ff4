"""How long the directory's door for programs takes over a list, a deep page, one service and a search, by HTTP.

Run `python -m bench.open_referral`, or with `--services 10000` fewer. It starts a database of its own unless
DATABASE_OWNER_URL names a server.
"""

import http.client
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import click

from bench.databases import REPOSITORY, a_database
from bench.directory import Timed, brought
from bench.pages import table, write_page
from bench.serving import served

SEED, SERVICES, ASKED, ON_A_PAGE = 20261127, 100_000, 150, 50
DOOR = "/open-referral"
WHAT = """
An invented directory (`bench/invented_directory.py`) is brought in and asked over HTTP by one reader on the same
machine, through the product's own server with one worker, a question after the other on one connection. The first
twentieth of each kind is not counted.

Beside each stands the bare SQL: the same rows' objects as text by the same index, without counting all that there are
and without making them keep to the schemas, asked of the database on one connection.
"""
Question = tuple[str, str, Sequence[Any]]


def questions(services: int, keys: Sequence[str], words: Sequence[str], die: random.Random) -> dict[str, Any]:
    """Return what is asked, of each kind as a function that makes one question: its address, and the bare SQL."""
    shown = "select document::text from directory_service where withdrawn_at is null and same_as_id is null"
    paged = f"{shown} order by id limit {ON_A_PAGE} offset %s"
    found = (
        "select document::text from directory_service where id in "  # noqa: S608 - a number of our own
        "(select service_id from directory_listing where search @@ websearch_to_tsquery('english', %s)) "
        f"order by id limit {ON_A_PAGE}"
    )
    pages = services // ON_A_PAGE

    def page(number: int) -> Question:
        return f"services?page={number}&per_page={ON_A_PAGE}", paged, [(number - 1) * ON_A_PAGE]

    def one() -> Question:
        key = die.choice(keys)
        return f"services/{key}", "select document::text from directory_service where id = %s", [key]

    def search() -> Question:
        asked = die.choice(words)
        return f"services?{urlencode({'search': asked, 'per_page': ON_A_PAGE})}", found, [asked]

    return {
        f"a page of {ON_A_PAGE}, near the beginning": lambda: page(die.randrange(1, 20)),
        f"a page of {ON_A_PAGE}, near the end": lambda: page(die.randrange(pages - 20, pages)),
        "one service, whole": one,
        f"a search for two words, {ON_A_PAGE} of it": search,
    }


def timed(ask: Callable[[Question], None], asked: Sequence[Question]) -> Timed:
    """Return how long each question took, without the first twentieth."""
    taken = []
    for question in asked:
        started = time.perf_counter()
        ask(question)
        taken.append((time.perf_counter() - started) * 1000)
    return Timed(taken[len(taken) // 20 :])


def by_http(site: str) -> Callable[[Question], None]:
    """Return a reader who asks a site on one connection, and reads each answer to its end."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=120)

    def ask(question: Question) -> None:
        connection.request("GET", f"{DOOR}/{question[0]}")
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{question[0]} was answered with {answer.status}: {body[:300]!r}")

    return ask


def by_sql(question: Question) -> None:
    """Ask the bare SQL of a question."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(*question[1:])
        cursor.fetchall()


def everything(site: str, services: int) -> tuple[float, float, int]:
    """Return the seconds to the first part of all services as lines, to the last, and the bytes."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=900)
    started = time.perf_counter()
    connection.request("GET", f"{DOOR}/services?format=ndjson&full=true")
    answer = connection.getresponse()
    lines, length, first = 0, 0, 0.0
    while part := answer.read1(65_536):
        first = first or time.perf_counter() - started
        lines, length = lines + part.count(b"\n"), length + len(part)
    if lines != services:
        raise SystemExit(f"{lines} lines came of {services}.")
    return first, time.perf_counter() - started, length


def rows_of(site: str, services: int) -> Iterator[tuple[str, ...]]:
    """Yield the figures of each kind of question."""
    from tideturn.engines.directory.models import Service

    die = random.Random(SEED)
    some = list(Service.objects.order_by("id").values_list("pk", "name")[: 400 * 25 : 25])
    words = sorted({" ".join(name.split()[:2]) for _, name in some})
    for what, make in questions(services, [str(key) for key, _ in some], words, die).items():
        asked = [make() for _ in range(ASKED)]
        ours, bare = timed(by_http(site), asked), timed(by_sql, asked)
        ratio = ours.share(0.5) / bare.share(0.5)
        figures = (ours.share(0.5), ours.share(0.95), bare.share(0.5), bare.share(0.95))
        yield (what, *(f"{figure:.1f} ms" for figure in figures), f"{ratio:.1f}")


@click.command()
@click.option("--services", default=SERVICES, show_default=True)
@click.option("--page/--no-page", default=True, help="Write docs/measured/open_referral.md.")
def main(services: int, page: bool) -> None:
    """Bring a directory in, ask for it in every way, and say how long each took."""
    with a_database("open_referral"), tempfile.TemporaryDirectory() as name:
        pages = Path(name) / "pages"
        command = [sys.executable, "-m", "bench.invented_directory", str(services), "--out", str(pages)]
        subprocess.run(command, check=True, cwd=REPOSITORY)
        from django.db import connection

        from tideturn.engines.directory.models import Source

        Source.objects.create(id="bench", title="A directory of the bench (invented)")
        brought(pages, click.echo)
        with connection.cursor() as cursor:
            cursor.execute("vacuum analyze")
        with served(REPOSITORY / "packs" / "example") as site:
            rows = list(rows_of(site, services))
            first, last, length = everything(site, services)
    head = ("Question", "p50", "p95", "bare SQL, p50", "p95", "ratio of p50")
    lines = (
        f"All {services:,} services whole, line by line: the first bytes after {first:.2f} s, the last of "
        f"{length / 1e6:,.0f} MB after {last:.0f} s, {services / last:,.0f} services a second."
    )
    click.echo("\n".join([json.dumps(row) for row in rows] + [lines]))
    if page:
        told = f"{services:,} services; {ASKED} questions of each kind."
        write_page(
            "open_referral", "The directory, asked by programs", [WHAT, told, table(head, rows), lines], seed=SEED
        )


if __name__ == "__main__":
    main()
