"""`tideturn directory`: where help is."""

import click

from tideturn.interfaces.cli.verbs import Verbs

# verb: module and name; a new verb is one line here and one file beside this one.
VERBS = {
    "check": "tideturn.interfaces.cli.directory_checking:command",
    "import": "tideturn.interfaces.cli.directory_importing:command",
    "apply": "tideturn.interfaces.cli.directory_deciding:apply_command",
    "refuse": "tideturn.interfaces.cli.directory_deciding:refuse_command",
    "undo": "tideturn.interfaces.cli.directory_deciding:undo_command",
    "sources": "tideturn.interfaces.cli.directory_sources:list_command",
    "source": "tideturn.interfaces.cli.directory_sources:keep_command",
    "fetch": "tideturn.interfaces.cli.directory_fetching:command",
    "export": "tideturn.interfaces.cli.directory_exporting:command",
    "serve-status": "tideturn.interfaces.cli.directory_status:command",
}


@click.group(cls=Verbs, verbs=VERBS)
def directory() -> None:
    """The directory of help: bring in feeds, look at what they change, give them back."""
