"""`tideturn pack check`: say whether a pack is sound."""

from pathlib import Path

import click

from tideturn.interfaces.cli.refusal import Refusal
from tideturn.packs.errors import PackError
from tideturn.packs.loading import load_pack


@click.command("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def command(folder: Path | None) -> None:
    """Check a pack: every file read, every name resolved, every pathway with a way out and clocks that are answered,
    every area with a partnership and every hour with a line that answers.

    FOLDER is a pack's folder; without it, the pack in use. Faults are printed with file, line and remedy.
    """
    try:
        pack = load_pack(folder)
    except PackError as error:
        raise Refusal(str(error)) from None
    click.echo(f"{pack.description.title}: sound. Plans: {len(pack.plans)}. Pathways: {len(pack.pathways)}.")
    if pack.directory:
        click.echo(
            f"directory: terms {sum(1 for _ in pack.directory.vocabulary.terms())}, "
            f"places {len(pack.directory.places.places)}, national lines {len(pack.directory.helplines)}, "
            f"partnerships {len(pack.directory.partnerships.partnerships)}."
        )
    for pathway in pack.pathways:
        click.echo(
            f"{pathway.id}, edition {pathway.edition}: stages {len(pathway.stages)}, moves {len(pathway.moves)}, "
            f"clocks {len(pathway.clocks)}, questions {len(pathway.questions)}, branches {len(pathway.branches)}."
        )
