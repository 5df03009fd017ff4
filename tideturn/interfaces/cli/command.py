"""The `tideturn` command."""

import click

from tideturn.interfaces.cli.plans import plans


@click.group()
@click.version_option(package_name="tideturn")
def main() -> None:
    """Plan a country's response to drug deaths, and show whether what was promised was done."""


main.add_command(plans)
