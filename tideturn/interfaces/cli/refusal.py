"""How the commands say no: one sentence on the error stream and exit code 2, never a traceback."""

from typing import IO, Any

import click


class Refusal(click.ClickException):
    """Something asked of a command cannot be done; the message says what to do instead."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence as it is, without a prefix."""
        click.echo(self.format_message(), file=file, err=file is None)
