"""Groups of commands, each of which is one file that is imported only when it is called."""

import importlib
from collections.abc import Mapping
from typing import Any, cast

import click


class Verbs(click.Group):
    """A group that finds its commands in a table of verbs: the verb, then module and name."""

    def __init__(self, *args: Any, verbs: Mapping[str, str], **kwargs: Any) -> None:
        """Keep the table; everything else is click's."""
        super().__init__(*args, **kwargs)
        self._verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order in which they are declared."""
        return list(self._verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command for a verb, or null where there is none."""
        if cmd_name not in self._verbs:
            return None
        module, name = self._verbs[cmd_name].split(":")
        return cast(click.Command, getattr(importlib.import_module(module), name))
