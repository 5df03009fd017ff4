"""`tideturn plans check`: say whether a pack is fit to load; needs no database."""

from pathlib import Path

import click

from tideturn.interfaces.cli.refusal import Refusal
from tideturn.packs.loading import PackError, load_pack


@click.command("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def command(folder: Path | None) -> None:
    """Check a pack: every file read, every name resolved. Faults are printed with file, line and remedy."""
    try:
        pack = load_pack(folder)
    except PackError as error:
        raise Refusal(str(error)) from None
    count = sum(len(plan.commitments) for plan in pack.plans)
    click.echo(
        f"{pack.description.title}: sound. {len(pack.plans)} plans, {count} commitments, {len(pack.links)} links, "
        f"{len(pack.organisations)} organisations, {len(pack.documents)} documents."
    )
