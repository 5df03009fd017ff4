"""`tideturn directory sources` and `source`: who tells of services, and what is known of them."""

from typing import TYPE_CHECKING, Any

import click

from tideturn.interfaces.cli.directory_refusing import saying_no

if TYPE_CHECKING:
    from tideturn.engines.directory.models import Source


@click.command("sources")
def list_command() -> None:
    """List the sources of the directory, the one whose word counts most first."""
    with saying_no():
        from tideturn.engines.directory.queries import sources

        found = list(sources())
        for source in found:
            click.echo(_line(source))
    if not found:
        click.echo("There is no source yet. `tideturn directory import FILE --source ID --title NAME` makes one.")


@click.command("source")
@click.argument("source_id", metavar="ID")
@click.option("--title", help="Its name.")
@click.option("--address", help="Where its feed is published; its host is then one that may be asked.")
@click.option("--every-hours", type=click.IntRange(1, 32_767), help="How often its feed is fetched.")
@click.option("--trusted/--not-trusted", "is_trusted", default=None, help="Whether its imports apply by themselves.")
@click.option("--licence", help="Under which licence its publisher gives it.")
@click.option("--rank", type=click.IntRange(0, 32_767), help="Whose word counts where two differ: the lower one's.")
@click.option("--partnership", metavar="ID", help="The partnership whose public record it is.")
def keep_command(source_id: str, **given: Any) -> None:
    """Make a source known, or change what is known of it; what is not given stays as it is.

    A source that is trusted waits for a person all the same where more than a fifth of its services are gone, or where
    its feed breaks the standard.
    """
    with saying_no(unless_kept="Nothing was kept."):
        from tideturn.engines.directory.actions.sourcing import keep_source
        from tideturn.foundations.access.acting import acting, system_actor
        from tideturn.sources.fetching.addresses import host_of

        if given["address"]:
            host_of(given["address"])
        with acting(system_actor("directory")) as by:
            click.echo(_line(keep_source(source_id=source_id, by=by, **given)))


def _line(source: "Source") -> str:
    rhythm = f", every {source.every_hours} hours" if source.every_hours else ""
    trusted = ", applied by itself" if source.is_trusted else ""
    address = f", {source.address}" if source.address else ""
    return f"{source.pk}: {source.title} (rank {source.rank}{rhythm}{trusted}{address})"
