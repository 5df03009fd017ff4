"""Sends 100,000 bad inputs through every door of the product, and counts server errors and what is half kept.

Run `python -m bench.bad_inputs`, or with `--cases 1000` fewer. It starts a database of its own unless
DATABASE_OWNER_URL names a server.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import click

from bench.databases import a_database

SEED, CASES = 20261126, 100_000
MOST_MEGABYTES = 600
HOW = (
    "Something honest is spoiled by chance: values of the wrong kind, signs that no database takes, texts that grow "
    "when they are composed, broken JSON, CSV and forms, wrong heads, cookies, methods and addresses. The forms of the "
    "workspace are found by following its links as everybody who works there, and filled in from what the pages show; "
    "the addresses are those of the product's own list. The rows of every table that a case touched are compared "
    "with those before, row security set aside. What was taken is checked as the database checks it at a commit, and "
    "nothing of a case or a person may be written without a word in the audit. Each case can be sent again by its "
    "number."
)
LEFT = "What was refused or only read may leave nothing behind but this:"


def report_page(tallies: list, seconds: float, megabytes: float, controls: list[tuple[str, str]]) -> None:
    """Write what happened into docs/measured/."""
    from bench.bad_input.kept import NAMED
    from bench.pages import table, write_page

    faults = [f"{fault} (case {case})" for tally in tallies for fault, case in tally.faults.items()]
    write_page(
        "bad_inputs",
        "Bad inputs at every door",
        [
            f"{HOW} {LEFT} " + "; ".join(f"in `{name}` {words}" for name, words in NAMED.items()) + ".",
            table(HEAD, [_row(tally) for tally in tallies]),
            f"{sum(tally.cases for tally in tallies):,} cases in {seconds:,.0f} s; slowest answer "
            f"{max(tally.slowest for tally in tallies):.2f} s; largest memory of the process {megabytes:.0f} MB (bound "
            f"{MOST_MEGABYTES} MB).",
            "## Faults planted, to see that they are seen",
            table(("Planted", "Seen"), controls),
            *(["## Faults\n\n" + "\n".join(f"- {fault}" for fault in faults)] if faults else []),
            "## How often each form and each address was sent something",
            *(f"{tally.door}: {_counts(tally.addresses)}." for tally in tallies[3:]),
        ],
        seed=SEED,
    )  # fmt: skip


HEAD = ("Door", "Cases", "Taken", "Server errors", "Half-kept", "Over 5 s", "Slowest", "Answers")


def _row(tally: Any) -> tuple[object, ...]:
    taken = sum(count for code, count in tally.statuses.items() if 200 <= code < 400)
    return (
        tally.door, f"{tally.cases:,}", f"{taken:,}", tally.server_errors, tally.partial_writes, tally.hangs,
        f"{tally.slowest:.2f} s", _counts(tally.statuses, " × "),
    )  # fmt: skip


def _counts(counted: Any, between: str = " ") -> str:
    return ", ".join(f"{what}{between}{count:,}" for what, count in sorted(counted.items()))


@click.command()
@click.option("--cases", default=CASES, show_default=True)
@click.option("--page/--no-page", default=True, help="Write docs/measured/bad_inputs.md.")
def main(cases: int, page: bool) -> None:
    """Run the campaign, with its controls; end with 1 where anything happened that must not."""
    with a_database("bad_inputs"), tempfile.TemporaryDirectory() as name:
        from bench.bad_input import campaign, controls, setting

        with setting.opened(Path(name)) as made:
            seen = controls.seen(made.doors, seed=SEED)
            started = time.perf_counter()
            tallies = campaign.run(made.doors, cases=cases, seed=SEED, say=click.echo)
            seconds, megabytes = time.perf_counter() - started, campaign.peak_megabytes()
        for tally in tallies:
            click.echo(f"{tally.door}: {tally}")
        click.echo(f"seed {SEED}; {seconds:.0f} s, {megabytes:.0f} MB; controls {seen}")
        if page:
            report_page(tallies, seconds, megabytes, seen)
    is_clean = all(tally.is_clean for tally in tallies) and megabytes <= MOST_MEGABYTES
    sys.exit(0 if is_clean and all("of" in words for _, words in seen) else 1)


if __name__ == "__main__":
    main()
