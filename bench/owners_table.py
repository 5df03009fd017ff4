"""How long an owner's whole table takes: taken away, read as a difference, handed in, and published.

Run `python -m bench.owners_table`, or with `--rows 500` fewer. It starts a database of its own unless
DATABASE_OWNER_URL names a server.
"""

import csv
import io
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import click

from bench.databases import a_database
from bench.pages import table, write_page

SEED, ROWS = 20261126, 5_000
DIFFERENCE_SECONDS, APPLY_SECONDS = 5.0, 10.0
OWNER, AGENCY, PLAN = "government-of-estmark", "bench-government", "bench-plan"
WHAT = """
An invented plan whose every commitment one body owns. Its table is taken away as CSV, every row is given another
status and words of its own, every tenth a later date, and it comes back as a file. The difference is the file read,
each row checked against what is held now, and all of it kept; nothing is handed in yet. To hand it in, every row is
checked again and becomes a statement. To apply it, a second person publishes every row: positions, later dates, their
history and the audit, in one transaction.
"""


def plan_of(rows: int) -> None:
    """Make an invented plan of so many commitments of one owner."""
    from tideturn.engines.plans.models import Commitment, Party, Plan

    Plan.objects.create(
        id=PLAN, title="A plan of the bench (invented)", short_title="Bench", publisher_id=OWNER, nature="promised",
        state="current", published=date(2024, 1, 1), position_as_at=date(2024, 1, 1),
    )  # fmt: skip
    made = Commitment.objects.bulk_create(
        [
            Commitment(
                plan_id=PLAN, local_id=f"B-{number}", kind="action", title=f"Do thing {number} (invented)",
                order=number, due_date=date(2025, 1 + number % 12, 1),
            )
            for number in range(rows)
        ],
        batch_size=500,
    )  # fmt: skip
    parties = [Party(commitment=one, organisation_id=OWNER, role="owner", order=0) for one in made]
    Party.objects.bulk_create(parties, batch_size=500)


def people() -> tuple[Any, Any]:
    """Return an editor of the owner and a publisher of the country."""
    from tideturn.engines.plans.actions.voicing import let_speak
    from tideturn.foundations.access.acting import acting, system_actor
    from tideturn.foundations.access.actions import agencies, users
    from tideturn.foundations.access.signing_in import actor_for

    with acting(system_actor("set-up")) as by:
        owner, _ = agencies.create_agency(name="Bench government", kind="government", agency_id=AGENCY, by=by)
        agencies.ensure_national_queue(by=by)
        national = agencies.Agency.objects.get(pk="national")
        let_speak(agency=owner, organisation_id=OWNER, by=by)
        words = (("Eda", owner, "plan-editor"), ("Pia", national, "plan-publisher"))
        made = [
            users.create_user(name=name, email=f"{name.lower()}@bench.example", agency=agency, role=role, by=by)[0]
            for name, agency, role in words
        ]
    return actor_for(made[0]), actor_for(made[1])


def changed(written: str) -> bytes:
    """Return a table as it comes back: every row with another status and words, every tenth with a later date."""
    die = random.Random(SEED)
    names, *rows = csv.reader(io.StringIO(written))
    for number, row in enumerate(rows):
        cells = dict(zip(names, row, strict=True))
        cells |= {"status": die.choice(("Under way", "Complete", "Paused")), "words": f"Word {number} (invented)."}
        if number % 10 == 0:
            cells |= {"new_due": "2029-06-30", "why_new_due": "The ships are late (invented)."}
        rows[number] = list(cells.values())
    out = io.StringIO()
    csv.writer(out).writerows([names, *rows])
    return out.getvalue().encode("utf-8")


def timed(by: Any, act: Callable[[], Any]) -> tuple[Any, float]:
    """Return what an act gave and the seconds it took, in a transaction of whoever acts."""
    from tideturn.foundations.access.acting import acting

    started = time.perf_counter()
    with acting(by):
        done = act()
    return done, time.perf_counter() - started


def measured(rows: int) -> dict[str, float]:
    """Return the seconds of each step."""
    from tideturn.engines.plans.actions import publishing_tables, uploading
    from tideturn.engines.plans.models import Position
    from tideturn.engines.plans.owners_table import COLUMNS, table_rows
    from tideturn.interfaces.design.country import today
    from tideturn.interfaces.workspace.downloads import table as as_table
    from tideturn.interfaces.workspace.presenters.plans.tables import rows_in

    plan_of(rows)
    editor, publisher = people()
    taken, away = timed(editor, lambda: as_table("bench", COLUMNS, table_rows(editor, today())).content.decode())
    file = io.BytesIO(changed(taken.removeprefix("\ufeff")))
    held, difference = timed(
        editor, lambda: uploading.read(file_name="bench.csv", rows=rows_in(file), on=today(), by=editor)
    )
    _, handed_in = timed(editor, lambda: uploading.hand_in(upload_id=held.pk, on=today(), by=editor))
    _, applied = timed(publisher, lambda: publishing_tables.publish(upload_id=held.pk, by=publisher))
    said = Position.objects.filter(commitment__plan=PLAN, origin="staff").count()
    if said != rows:
        raise SystemExit(f"{said} rows were published and not {rows}.")
    return {"away": away, "difference": difference, "handed in": handed_in, "applied": applied}


@click.command()
@click.option("--rows", default=ROWS, show_default=True)
@click.option("--page/--no-page", default=True, help="Write docs/measured/owners_table.md.")
def main(rows: int, page: bool) -> None:
    """Take a whole table through, say how long each step took, and end with 1 where a bar is not met."""
    with a_database("owners_table"):
        found = measured(rows)
    lines = [
        (f"{rows:,} rows taken away", f"{found['away']:.1f} s", "–"),
        ("read, checked and kept as a difference", f"{found['difference']:.1f} s", f"{DIFFERENCE_SECONDS:.0f} s"),
        ("handed in", f"{found['handed in']:.1f} s", f"{APPLY_SECONDS:.0f} s"),
        ("published: all rows or none", f"{found['applied']:.1f} s", f"{APPLY_SECONDS:.0f} s"),
    ]
    for line in lines:
        click.echo(" | ".join(line))
    if page:
        parts = [WHAT, table(("What", "Found", "Bar"), lines)]
        write_page("owners_table", "An owner's whole table", parts, seed=SEED)
    is_met = found["difference"] <= DIFFERENCE_SECONDS and max(found["handed in"], found["applied"]) <= APPLY_SECONDS
    sys.exit(0 if is_met else 1)


if __name__ == "__main__":
    main()
