"""`tideturn pack describe` and `tideturn pack diagram`: a pathway in words, and as a picture."""

from pathlib import Path

import click

from tideturn.interfaces import design
from tideturn.interfaces.cli.refusal import Refusal
from tideturn.interfaces.design.pathways import alone, draw_pathway, words
from tideturn.packs.errors import PackError
from tideturn.packs.pathways import load_pathway
from tideturn.packs.schema.pathway import Pathway

STYLE_SHEET = Path(design.__path__[0]) / "static" / "design" / "drawings.css"

pathway_argument = click.argument("pathway_id", metavar="PATHWAY")
pack_option = click.option(
    "--pack", "folder", type=click.Path(path_type=Path), help="A pack's folder; the pack in use when not given."
)


@click.command("describe")
@pathway_argument
@pack_option
def describe_command(pathway_id: str, folder: Path | None) -> None:
    """Tell a pathway in words: its stages, moves, clocks, questions and ends."""
    pathway = _pathway(pathway_id, folder)
    click.echo(f"{pathway.title}, edition {pathway.edition}")
    for item in words(pathway):
        click.echo("\n".join(item.lines()))


@click.command("diagram")
@pathway_argument
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="An .svg file to write.")
@pack_option
def diagram_command(pathway_id: str, out: Path, folder: Path | None) -> None:
    """Draw a pathway as an SVG picture that stands alone."""
    pathway = _pathway(pathway_id, folder)
    if out.suffix != ".svg":
        raise Refusal(f"The picture is SVG: name the file {out.with_suffix('.svg')}.")
    picture = alone(draw_pathway(pathway), STYLE_SHEET.read_text(encoding="utf-8"))
    try:
        out.write_text(picture, encoding="utf-8")
    except OSError as error:
        raise Refusal(f"{out} cannot be written ({error.strerror}). Choose another place with --out.") from None
    click.echo(f"Wrote {out}.")


def _pathway(pathway_id: str, folder: Path | None) -> Pathway:
    try:
        return load_pathway(pathway_id, folder)
    except PackError as error:
        raise Refusal(str(error)) from None
