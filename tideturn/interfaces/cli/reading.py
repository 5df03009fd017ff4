"""`tideturn plans read`: a published plan to draft commitments, without a database."""

import json
import sys
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path

import click

from tideturn.interfaces.cli.organisations import pack_organisations
from tideturn.interfaces.cli.progress import progress
from tideturn.methods.reading.commitments import Reading
from tideturn.methods.reading.errors import LayoutUnknown
from tideturn.methods.reading.fingerprint import fingerprint
from tideturn.methods.reading.reading import read_document
from tideturn.packs.errors import PackError
from tideturn.sources.documents.confinement import bounded_memory, bounded_time
from tideturn.sources.documents.documents import open_document
from tideturn.sources.documents.errors import TOO_HEAVY, DocumentRefused, printable

# One table for what a refusal means to the shell.
EXIT_REFUSED = 2


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "table", "marks"]),
    help="Default: table on a terminal, json into a file or pipe. Marks are what a pack's editions.yaml holds.",
)
@click.option("--layout", metavar="NAME", help="Read with this layout instead of the one that the document looks like.")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="The day from which 'within a year' counts.")
def read(files: tuple[Path, ...], form: str | None, layout: str | None, published: datetime | None) -> None:
    """Read published plans and print their draft commitments.

    Text, Markdown, HTML, .docx and PDF with a text layer are read. Several files give a JSON array; where one
    of them cannot be read nothing is printed, the reason is said, and the exit code is 2.
    """
    try:
        with progress(len(files)) as step, bounded_memory():
            readings = []
            for file in files:
                step(f"Reading {printable(file.name)}")
                readings.append(_reading(file, layout, published))
    except (DocumentRefused, LayoutUnknown, PackError) as refusal:
        click.echo(f"Cannot read {refusal}" if isinstance(refusal, DocumentRefused) else str(refusal), err=True)
        sys.exit(EXIT_REFUSED)
    _warn_of_silence(readings)
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal of another alphabet, or a name with stray bytes, prints an escape and not a traceback.
        sys.stdout.reconfigure(errors="backslashreplace")
    printers = {"table": _print_tables, "json": _print_json, "marks": _print_marks}
    printers[form or ("table" if sys.stdout.isatty() else "json")](readings)


def _reading(file: Path, layout: str | None, published: datetime | None) -> Reading:
    organisations = pack_organisations()
    try:
        with bounded_time(str(file)):
            return read_document(
                open_document(file),
                organisations=organisations,
                layout=layout,
                published=published.date() if published else None,
            )
    except MemoryError as error:
        raise DocumentRefused(str(file), TOO_HEAVY) from error


def _warn_of_silence(readings: list[Reading]) -> None:
    for reading in readings:
        if not reading.commitments:
            name = printable(reading.file)
            click.echo(f"No commitment was found in {name}; its whole text is listed as left out.", err=True)


def _print_json(readings: list[Reading]) -> None:
    """Print the readings; each commitment is written as it is made, so that a long plan is not in memory twice."""
    if len(readings) == 1:
        _write_json(readings[0])
    else:
        for place, reading in enumerate(readings):
            click.echo("[" if place == 0 else ",", nl=False)
            _write_json(reading)
        click.echo("]")


def _write_json(reading: Reading) -> None:
    click.echo(f'{{"document": {_json(reading.document_json())}, "layout": {_json(reading.layout)},')
    click.echo('"commitments": [', nl=False)
    for place, commitment in enumerate(reading.commitments_json()):
        click.echo(("," if place else "") + "\n" + _json(commitment), nl=False)
    click.echo(f'],\n"coverage": {_json(reading.coverage_json())}}}')


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=not _writes_unicode())


def _writes_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def _print_tables(readings: list[Reading]) -> None:
    from tideturn.interfaces.cli.tables import print_reading

    for reading in readings:
        print_reading(reading)


def _print_marks(readings: list[Reading]) -> None:
    for reading in readings:
        click.echo(f"# {printable(reading.file)}, read with the layout {reading.layout}")
        for commitment, ranges in zip(reading.commitments, reading.ranges, strict=True):
            place = f"{commitment.kind} {commitment.number or ''}".strip()
            words = " ".join(commitment.text.split()[:6])
            click.echo(f"{fingerprint(commitment)}  # line {ranges[0][0]}, {place}: {words}")
