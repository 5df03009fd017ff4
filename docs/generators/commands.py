"""Write docs/reference/commands.md from the commands' own help."""

import os
from pathlib import Path

import click

HEADER = """# Commands

Written by `make docs` from the commands' own help; do not edit it here.

Every command says no in one sentence and ends with exit code 2, never with a traceback.
"""
WIDTH = 100


def commands_page() -> str:
    """Return the reference of every command as Markdown."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tideturn.config.settings")
    from tideturn.interfaces.cli.command import main

    parts = [HEADER]
    for path, command in _commands("tideturn", main):
        context = click.Context(command, info_name=path, max_content_width=WIDTH, terminal_width=WIDTH)
        parts.append(f"\n## `{path}`\n\n```text\n{command.get_help(context)}\n```\n")
    return "".join(parts)


def _commands(path: str, command: click.Command) -> list[tuple[str, click.Command]]:
    found = [(path, command)]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                found += _commands(f"{path} {name}", below)
    return found


if __name__ == "__main__":
    page = Path(__file__).resolve().parents[1] / "reference" / "commands.md"
    page.write_text(commands_page(), encoding="utf-8")
    print(f"wrote {page}")  # noqa: T201
