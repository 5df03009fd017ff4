"""`tideturn directory apply`, `refuse` and `undo`: what becomes of an import."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from tideturn.interfaces.cli.directory_refusing import saying_no
from tideturn.interfaces.cli.directory_showing import difference, findings
from tideturn.interfaces.cli.waiting import waiting

if TYPE_CHECKING:
    from tideturn.foundations.access.acting import Actor


@click.command("apply")
@click.argument("source_id", metavar="SOURCE")
@click.option("--show", "only_show", is_flag=True, help="Show what it changes, and decide nothing.")
@click.option("--page", type=click.IntRange(1, 1_000_000), default=1, help="Which page of what it changes to show.")
def apply_command(source_id: str, only_show: bool, page: int) -> None:
    """Bring the waiting import of a source into the directory, and take its feed for what it says from now on."""
    with _acting() as by:
        from tideturn.engines.directory.actions.applying import apply
        from tideturn.engines.directory.queries import waiting_import

        imported = waiting_import(source_id)
        if only_show or page > 1:
            for line in (*findings(imported), *difference(imported, page=page)):
                click.echo(line)
            return
        with _progress() as step:
            imported = apply(source_id=source_id, by=by, step=step)
    click.echo(
        f"In the directory: {imported.added:,} new, {imported.changed:,} changed, {imported.vanished:,} gone. "
        f"`tideturn directory undo {source_id}` takes it back."
    )


@click.command("refuse")
@click.argument("source_id", metavar="SOURCE")
def refuse_command(source_id: str) -> None:
    """Throw the waiting import of a source away; the directory stays as it is."""
    with _acting() as by:
        from tideturn.engines.directory.actions.applying import refuse

        refuse(source_id=source_id, by=by)
    click.echo("Thrown away; the directory stays as it is.")


@click.command("undo")
@click.argument("source_id", metavar="SOURCE")
def undo_command(source_id: str) -> None:
    """Take the last applied import of a source back: the directory says what it said before."""
    with _acting() as by:
        from tideturn.engines.directory.actions.applying import undo

        with _progress() as step:
            imported = undo(source_id=source_id, by=by, step=step)
    click.echo(f"Taken back: import {imported.number} of {source_id}. The directory says what it said before.")


@contextmanager
def _acting() -> "Iterator[Actor]":
    with saying_no():
        from tideturn.foundations.access.acting import acting, system_actor

        with acting(system_actor("directory")) as by:
            yield by


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    with waiting("Writing the directory") as step:
        yield lambda done: step(f"{done:,} services", 0.0)
