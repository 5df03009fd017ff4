"""`tideturn plans`: what was promised. Each verb is one file, imported only when it is called."""

import importlib
from typing import cast

import click

# verb: module and name; a new verb is one line here and one file beside this one.
VERBS = {
    "read": "tideturn.interfaces.cli.reading:read",
    "load": "tideturn.interfaces.cli.loading:command",
    "attach": "tideturn.interfaces.cli.attaching:command",
    "list": "tideturn.interfaces.cli.listing:list_command",
    "show": "tideturn.interfaces.cli.listing:show_command",
    "export": "tideturn.interfaces.cli.exporting:command",
    "check": "tideturn.interfaces.cli.checking:command",
}


class Verbs(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order in which they are declared."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command for a verb, or null where there is none."""
        if cmd_name not in VERBS:
            return None
        module, name = VERBS[cmd_name].split(":")
        return cast(click.Command, getattr(importlib.import_module(module), name))


@click.group(cls=Verbs)
def plans() -> None:
    """Published plans: read documents, and keep what was promised."""
