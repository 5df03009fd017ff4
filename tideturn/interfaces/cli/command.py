"""The `tideturn` command."""

import click

from tideturn.interfaces.cli.verbs import Verbs

# verb: module and name; a new verb is one line here and one file beside this one.
VERBS = {
    "plans": "tideturn.interfaces.cli.plans:plans",
    "pack": "tideturn.interfaces.cli.packs:packs",
    "access": "tideturn.interfaces.cli.access:command",
    "detect": "tideturn.interfaces.cli.detecting.command:command",
    "nowcast": "tideturn.interfaces.cli.nowcasting:command",
    "scan": "tideturn.interfaces.cli.scanning:command",
    "rates": "tideturn.interfaces.cli.rates:command",
    "estimate": "tideturn.interfaces.cli.estimating:command",
    "intake": "tideturn.interfaces.cli.intake:command",
    "directory": "tideturn.interfaces.cli.directory:directory",
    "audit": "tideturn.interfaces.cli.audit:audit",
    "demonstrate": "tideturn.interfaces.cli.demonstrating:command",
}


@click.group(cls=Verbs, verbs=VERBS)
@click.version_option(package_name="tideturn")
def main() -> None:
    """Plan a country's response to drug deaths, and show whether what was promised was done."""
