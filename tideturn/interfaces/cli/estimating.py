"""`tideturn estimate`: what cannot be counted, with its uncertainty."""

from pathlib import Path

import click

from tideturn.interfaces.cli.verbs import Verbs

# verb: module and name; a new verb is one line here and one file beside this one.
VERBS = {
    "naloxone": "tideturn.interfaces.cli.estimating_naloxone:command",
    "prevalence": "tideturn.interfaces.cli.estimating_prevalence:command",
}

file_argument = click.argument("file", metavar="INPUT", type=click.Path(path_type=Path))
out_option = click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="A .csv or .parquet file; - is the screen."
)
confidence_option = click.option("--confidence", type=float, default=0.95, show_default=True, help="Of the limits.")


@click.group("estimate", cls=Verbs, verbs=VERBS)
def command() -> None:
    """Estimate what cannot be counted: naloxone in circulation, and people whom no list has seen."""
