"""Sends 100,000 bad inputs through every door that reports come by, and counts server errors and half-kept reports.

Run `python -m bench.bad_inputs`, or with `--cases 1000` fewer. It starts a database of its own unless
DATABASE_OWNER_URL names a server.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

REPOSITORY = Path(__file__).resolve().parents[1]
SEED, CASES = 20261126, 100_000
MOST_MEGABYTES = 600


@contextmanager
def a_database() -> Iterator[None]:
    """Give Django a test database of its own, on the server that was given or on one that lives for this run."""
    with ExitStack() as stack:
        if not os.environ.get("DATABASE_OWNER_URL"):
            from house import test, verb

            product, _ = stack.enter_context(test.temporary_product(verb.begin("bench.log")))
            os.environ.update(product.environment(as_owner=True))
        os.environ["TIDETURN_PACK"] = str(REPOSITORY / "packs" / "example")
        os.environ["DATABASE_URL"] = os.environ["DATABASE_OWNER_URL"]
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tideturn.config.settings")
        import django
        from django.conf import settings
        from django.test.utils import setup_databases, setup_test_environment, teardown_databases

        django.setup()
        setup_test_environment()
        settings.DATABASES["default"]["TEST"] = {
            **settings.DATABASES["default"]["TEST"],
            "NAME": "test_bad_inputs_" + str(os.getpid()),
        }
        made = setup_databases(verbosity=0, interactive=False)
        stack.callback(teardown_databases, made, verbosity=0)
        yield


def report_page(tallies: list, seconds: float, megabytes: float, controls: list[tuple[str, str]]) -> None:
    """Write what happened into docs/measured/."""
    from bench.pages import table, write_page

    rows = [
        (
            tally.door, f"{tally.cases:,}", f"{sum(n for code, n in tally.statuses.items() if 200 <= code < 300):,}",
            tally.server_errors, tally.partial_writes, tally.hangs, f"{tally.slowest:.2f} s",
            ", ".join(f"{code} × {count:,}" for code, count in sorted(tally.statuses.items())),
        )
        for tally in tallies
    ]  # fmt: skip
    total = sum(tally.cases for tally in tallies)
    head = ("Door", "Cases", "Taken", "Server errors", "Half-kept", "Over 5 s", "Slowest", "Answers")
    faults = [fault for tally in tallies for fault in tally.faults]
    write_page(
        "bad_inputs",
        "Bad inputs at every door",
        [
            "An honest report is spoiled by chance: values of the wrong kind, signs that no database takes, texts "
            "that grow when they are composed, broken JSON and CSV, wrong headers, methods and addresses. After each "
            "case the rows of all tables of access, sharing, audit, delivery, people and pathways are counted again. "
            "Each case can be sent again by its number.",
            table(head, rows),
            f"{total:,} cases in {seconds:,.0f} s; largest memory of the process {megabytes:.0f} MB "
            f"(bound {MOST_MEGABYTES} MB).",
            "## Faults planted, to see that they are seen",
            table(("Planted", "Seen"), controls),
            *(["## Faults\n\n" + "\n".join(f"- {fault}" for fault in faults)] if faults else []),
        ],
        seed=SEED,
    )


@click.command()
@click.option("--cases", default=CASES, show_default=True)
@click.option("--page/--no-page", default=True, help="Write docs/measured/bad_inputs.md.")
def main(cases: int, page: bool) -> None:
    """Run the campaign, with its controls; end with 1 where anything happened that must not."""
    with a_database(), tempfile.TemporaryDirectory() as name:
        from bench.bad_input import campaign, controls, setting

        made = setting.prepare()
        doors = setting.doors(made, Path(name))
        seen = controls.seen(doors, seed=SEED)
        started = time.perf_counter()
        tallies = campaign.run(doors, cases=cases, seed=SEED, say=click.echo)
        seconds = time.perf_counter() - started
        megabytes = campaign.peak_megabytes()
        for tally in tallies:
            click.echo(f"{tally.door}: {tally}")
        click.echo(f"{seconds:.0f} s, {megabytes:.0f} MB; controls {seen}")
        if page:
            report_page(tallies, seconds, megabytes, seen)
    is_clean = all(tally.is_clean for tally in tallies) and megabytes <= MOST_MEGABYTES
    sys.exit(0 if is_clean and all("of" in words for _, words in seen) else 1)


if __name__ == "__main__":
    main()
