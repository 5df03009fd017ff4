"""`tideturn pack`: what a country decides, checked and shown; needs neither the server parts nor a database."""

import click

from tideturn.interfaces.cli.verbs import Verbs

# verb: module and name; a new verb is one line here and one file beside this one.
VERBS = {
    "check": "tideturn.interfaces.cli.pack_checking:command",
    "describe": "tideturn.interfaces.cli.pack_showing:describe_command",
    "diagram": "tideturn.interfaces.cli.pack_showing:diagram_command",
}


@click.group(cls=Verbs, verbs=VERBS)
def packs() -> None:
    """A country's pack: check it, and show its pathways."""
