"""`tideturn plans attach`: quote a published document beside the commitments of its plan."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tideturn.interfaces.cli.database import open_register
from tideturn.interfaces.cli.organisations import pack_organisations
from tideturn.interfaces.cli.progress import progress
from tideturn.interfaces.cli.refusal import Refusal
from tideturn.methods.reading.reading import read_document
from tideturn.packs.loading import PackError, load_pack
from tideturn.sources.documents.confinement import bounded_memory, bounded_time
from tideturn.sources.documents.documents import document_from_bytes, open_document
from tideturn.sources.documents.errors import DocumentRefused
from tideturn.sources.documents.fetching import fetch_document

if TYPE_CHECKING:
    from tideturn.methods.reading.commitments import Reading
    from tideturn.packs.schema.pack import Pack


@click.command("attach")
@click.argument("file", metavar="FILE_OR_ADDRESS")
@click.option("--plan", "plan_id", help="The plan whose document it is; found by its wording when not given.")
def command(file: str, plan_id: str | None) -> None:
    """Attach a plan's published document: a file, or its https address at the publisher's own site.

    The wording is stored as quotations, each with its place. A document that differs from the edition the plan was
    made from is refused, nothing is stored, and the differences are printed.
    """
    open_register()
    from tideturn.engines.plans.actions.attaching import attach_document
    from tideturn.engines.plans.errors import PlansError

    try:
        pack = load_pack()
        with progress(2) as step:
            step(f"Reading {Path(file).name}")
            with bounded_memory(), bounded_time(file):
                reading = _read(file, pack, plan_id)
            step("Comparing it with the plan's edition")
            attachment = attach_document(
                reading=reading,
                file_name=Path(file).name or file,
                editions=pack.editions,
                by="command line",
                plan_id=plan_id,
            )
    except (PackError, PlansError) as error:
        raise Refusal(str(error)) from None
    except DocumentRefused as error:
        raise Refusal(f"Cannot read {error}") from None
    count = attachment.quotations.values("commitment").distinct().count()
    click.echo(f"{attachment.file_name}: the wording of {count} commitments of {attachment.plan} is now quoted.")


def _read(file: str, pack: "Pack", plan_id: str | None) -> "Reading":
    if "://" in file:
        document = document_from_bytes(file, fetch_document(file, hosts=pack.description.publisher_hosts))
    else:
        document = open_document(Path(file))
    layouts = {edition.layout for edition in pack.editions if edition.plan == plan_id}
    return read_document(document, organisations=pack_organisations(), layout=layouts.pop() if layouts else None)
