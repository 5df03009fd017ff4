"""`tideturn plans export`: the register as one file."""

import csv
import io
import json
from datetime import datetime
from typing import Any

import click

from tideturn.interfaces.cli.database import open_register
from tideturn.interfaces.cli.listing import as_of_option, chosen_day, commitment_row
from tideturn.interfaces.cli.refusal import Refusal
from tideturn.interfaces.design.tables import safe_cell


@click.command("export")
@click.argument("plan", required=False)
@as_of_option
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv")
@click.option(
    "--output", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="A file; else the screen."
)
def command(plan: str | None, as_of: datetime | None, form: str, output: Any) -> None:
    """Write every commitment, or those of one plan, as it stood on a day."""
    open_register()
    from tideturn.engines.plans import queries
    from tideturn.engines.plans.errors import PlansError

    try:
        if plan is not None:
            queries.plan(plan)
    except PlansError as error:
        raise Refusal(str(error)) from None
    found = queries.register(chosen_day(as_of), queries.RegisterFilters(plan=plan))
    rows = [commitment_row(commitment) for commitment in found]
    output.write(_as_csv(rows) if form == "csv" else json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


def _as_csv(rows: list[dict[str, Any]]) -> str:
    written = io.StringIO()
    if rows:
        writer = csv.writer(written)
        writer.writerow(rows[0])
        for row in rows:
            writer.writerow(
                [safe_cell("; ".join(value) if isinstance(value, list) else value) for value in row.values()]
            )
    return written.getvalue()
