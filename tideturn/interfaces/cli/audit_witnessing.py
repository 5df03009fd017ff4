"""`tideturn audit witness`: tell the witnesses now where each chain ends."""

import click

from tideturn.interfaces.cli.database import open_register
from tideturn.interfaces.cli.refusal import Refusal


@click.command("witness")
def command() -> None:
    """Write the heads that moved to every witness that is set up, without waiting for the worker's next minute."""
    open_register()
    from tideturn.foundations.audit.keepers import keepers
    from tideturn.foundations.audit.witness import witness_now

    told = witness_now()
    for keeper, lines in told:
        click.echo(f"{lines} heads moved and are now witnessed in {keeper.name}.")
    if len(told) < len(keepers()):
        raise Refusal("Not every witness could be told; the reasons stand above.")
