"""`tideturn plans report`: the draft of an annual report."""

from pathlib import Path

import click

from tideturn.interfaces.cli.database import open_register
from tideturn.interfaces.cli.listing import chosen_day
from tideturn.interfaces.cli.refusal import Refusal
from tideturn.interfaces.cli.waiting import waiting


@click.command("report")
@click.argument("out", metavar="FILE.html|FILE.pdf", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--year", type=int, required=True, help="The year to report of, such as 2023.")
def command(out: Path, year: int) -> None:
    """Write the draft of an annual report, for a person to edit: as HTML, or as PDF/UA.

    Every number in it is counted as the pages of the site count theirs, as known at the end of the year. A file that
    is there already is not written over.
    """
    if out.suffix.lower() not in (".html", ".pdf"):
        raise Refusal(f"{out}: give a file that ends in .html or in .pdf.")
    if out.exists():
        raise Refusal(f"{out}: the file is there already; give another name.")
    open_register()
    from tideturn.interfaces.joint.reporting.draft import html_of
    from tideturn.interfaces.joint.reporting.paper import NoPdf, pdf_of
    from tideturn.interfaces.joint.reporting.year import NoSuchYear, year_of

    try:
        with waiting("Writing the report"):
            found = year_of(year, chosen_day(None))
            written = pdf_of(found) if out.suffix.lower() == ".pdf" else html_of(found).encode()
    except (NoSuchYear, NoPdf) as error:
        raise Refusal(str(error)) from None
    out.write_bytes(written)
    click.echo(f"Written to {out}.")
