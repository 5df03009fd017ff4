"""`tideturn directory export`: a source's own feed given back, or the directory of the country."""

from pathlib import Path

import click

from tideturn.interfaces.cli.directory_refusing import saying_no
from tideturn.interfaces.cli.refusal import Refusal
from tideturn.interfaces.cli.waiting import waiting
from tideturn.sources.open_referral.feed import Form, Format, Shape

FORMATS = {
    "lines": (Format.HSDS_JSON, Shape.LINES),
    "list": (Format.HSDS_JSON, Shape.LIST),
    "package": (Format.HSDS_TABULAR, Shape.PACKAGE),
}


@click.command("export")
@click.argument("out", metavar="FOLDER|FILE.zip", type=click.Path(path_type=Path))
@click.option("--source", "source_id", metavar="ID", help="Give back the feed of this source, as it came.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(sorted(FORMATS)),
    default="lines",
    help="How the directory is written: JSON lines, one JSON list, or the tables of HSDS 3.0.",
)
def command(out: Path, source_id: str | None, format_: str) -> None:
    """Write the directory of the country as HSDS 3.0, or with --source one feed as its publisher gave it.

    A source's feed comes back to the letter: every file, page, table and cell, but for confidential addresses, which
    were never kept. Cells are written as they are; a spreadsheet may take one for a formula.
    """
    _check(out)
    with saying_no():
        from tideturn.engines.directory.errors import SourceNotFound
        from tideturn.engines.directory.giving import entities_of, form_of, national_entities
        from tideturn.engines.directory.models import Source
        from tideturn.sources.open_referral.writing import write_feed

        source = Source.objects.filter(pk=source_id).first() if source_id else None
        if source_id and source is None:
            raise SourceNotFound(source_id)
        form = form_of(source) if source else Form.new(*FORMATS[format_])
        with waiting("Writing the feed"):
            write_feed(entities_of(source) if source else national_entities(), form, out)
    click.echo(f"Written to {out}.")


def _check(out: Path) -> None:
    """Refuse to write over what is there: a feed of fewer files would lie among those of another."""
    if out.is_dir() and any(out.iterdir()):
        raise Refusal(f"{out}: the folder is not empty; give one that is new.")
    if out.is_file():
        raise Refusal(f"{out}: the file is there already; give another name.")
    if out.suffix and out.suffix.lower() != ".zip":
        raise Refusal(f"{out}: a feed is written into a folder, or into a file that ends in .zip.")
