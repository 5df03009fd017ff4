"""The verb `intake`: reports that come as files."""

import click

from tideturn.interfaces.cli.verbs import Verbs

VERBS = {
    "import": "tideturn.interfaces.cli.intake_importing:command",
    "columns": "tideturn.interfaces.cli.intake_columns:command",
}


@click.group("intake", cls=Verbs, verbs=VERBS)
def command() -> None:
    """Take reports of near-fatal overdoses that come as files."""
