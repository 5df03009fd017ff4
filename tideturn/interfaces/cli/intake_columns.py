"""`tideturn intake columns`: what the columns of a file of reports are called and hold."""

import click

from tideturn.interfaces.cli.database import open_register


@click.command("columns")
def command() -> None:
    """List the columns that a file of reports may have; only occurred_at is needed."""
    open_register()
    from tideturn.interfaces.joint.intake.csv_columns import COLUMNS

    width = max(map(len, COLUMNS))
    for name, column in COLUMNS.items():
        click.echo(f"{name:<{width}}  {column.words}")
