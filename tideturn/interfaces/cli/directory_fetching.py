"""`tideturn directory fetch`: ask sources for their feeds now, as the worker does on their rhythm."""

import click

from tideturn.interfaces.cli.directory_refusing import saying_no
from tideturn.interfaces.cli.waiting import waiting


@click.command("fetch")
@click.argument("source_id", metavar="[SOURCE]", required=False)
def command(source_id: str | None) -> None:
    """Fetch the feed of a source, or those of all sources for which it is time.

    What answered is applied only where its source is trusted, keeps to the standard and holds about as many services as
    before; else it waits. Ends with exit code 1 where somebody has to look.
    """
    with saying_no():
        from django.utils import timezone

        from tideturn.engines.directory.errors import SourceNotFound
        from tideturn.engines.directory.models import Source
        from tideturn.interfaces.joint.directory.rhythm import due, fetch_and_bring

        asked = Source.objects.filter(pk=source_id).exclude(address="") if source_id else due(timezone.now())
        if source_id and not asked:
            raise SourceNotFound(source_id)
        came = {}
        for source in asked:
            with waiting(f"Fetching {source.pk}") as step:
                came[source.pk] = fetch_and_bring(source, say=step)
    for named, one in came.items():
        click.echo(f"{named}: {one.said}")
    if not came:
        click.echo("No feed is due.")
    if not all(one.is_well for one in came.values()):
        raise click.exceptions.Exit(1)
