"""`tideturn intake import`: a file of reports, taken whole or not at all."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tideturn.interfaces.cli.database import open_register
from tideturn.interfaces.cli.refusal import Refusal
from tideturn.interfaces.cli.waiting import waiting
from tideturn.interfaces.design.tables import safe_cell
from tideturn.sources.tabular.errors import TableRefused
from tideturn.sources.tabular.writing import check_writable

if TYPE_CHECKING:
    from tideturn.interfaces.joint.intake.csv_import import Taken

HEADING = ("line", "key", "received before", "id", "reference", "received_at", "responsible_team", "clocks")


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--agency", "agency_id", metavar="ID", help="The agency that reports; needed unless one alone may send.")
@click.option("--check", "only_try", is_flag=True, help="Say what would happen, and keep nothing.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the receipts to this CSV file.")
def command(file: Path, agency_id: str | None, only_try: bool, out: Path | None) -> None:
    """Take every report of a CSV file, or none; a report that came before adds nothing.

    The first line names the columns: `tideturn intake columns` lists them. Everything that is wrong is said at once,
    with its line, column and what to do. A file can be given again whenever it is not sure whether it was taken.
    """
    if out is not None:
        _check(out, file)
    open_register()
    taken = _taken(file, agency_id, only_try=only_try)
    if out is not None and not only_try:
        out.write_text(receipts(taken), "utf-8")
    new = sum(not one.is_known for one in taken)
    before = len(taken) - new
    verb = "would be received" if only_try else "received"
    click.echo(f"{len(taken)} reports in {file.name}: {new} {verb}, {before} received before and left as they are.")
    if only_try:
        click.echo("Nothing was kept: this was a check.")


def _check(out: Path, file: Path) -> None:
    try:
        check_writable(out, file)
    except TableRefused as refusal:
        raise Refusal(str(refusal)) from None
    if out.suffix.lower() != ".csv":
        raise Refusal(f"{out.name}: receipts are written as CSV; give a name that ends in .csv.")


def _taken(file: Path, agency_id: str | None, *, only_try: bool) -> "list[Taken]":
    from django.db import InterfaceError, InternalError, OperationalError

    from tideturn.foundations.access.errors import AccessError
    from tideturn.interfaces.joint.intake import csv_file, csv_import
    from tideturn.interfaces.joint.intake.errors import ReportRefused

    try:
        sender = csv_import.sender_of(agency_id or csv_import.only_sender())
        lines = csv_file.read(file, agency=sender.agency_id or "")
        with waiting("Receiving reports") as step:
            return csv_import.take(
                lines, sender=sender, only_try=only_try, step=lambda done: step(f"Report {done}", done / len(lines))
            )
    except (AccessError, ReportRefused) as error:
        raise Refusal(f"{error}\nNothing was kept.") from None
    except (OperationalError, InterfaceError, InternalError):
        raise Refusal("The database could not take the file just now. Nothing was kept; give it again.") from None


def receipts(taken: "Sequence[Taken]") -> str:
    """Return the receipts as CSV, every cell safe to open in a spreadsheet."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(HEADING)
    for one in taken:
        receipt = one.receipt
        clocks = "; ".join(f"{clock['name']}: {clock['due_at']}" for clock in receipt["clocks"])
        cells = (
            one.line.number, one.line.key, "yes" if one.is_known else "no", receipt["id"], receipt["reference"],
            receipt["received_at"], receipt["responsible_team"], clocks,
        )  # fmt: skip
        writer.writerow([safe_cell(cell) for cell in cells])
    return stream.getvalue()
