"""`tideturn directory serve-status`: how the directory stands, and whether anybody has to look."""

from typing import TYPE_CHECKING

import click

from tideturn.interfaces.cli.directory_refusing import saying_no

if TYPE_CHECKING:
    from datetime import datetime

    from tideturn.engines.directory.models import Source


@click.command("serve-status")
def command() -> None:
    """Say when each source last said something, which are late or in trouble, and how many services are listed.

    Ends with exit code 1 where a feed is late: where it has given nothing for twice as long as its rhythm says.
    """
    with saying_no():
        from django.utils import timezone

        from tideturn.engines.directory.queries import sources, standing_of_services
        from tideturn.interfaces.joint.directory.rhythm import is_late

        now = timezone.now()
        found = list(sources())
        late = [source for source in found if is_late(source, now)]
        for source in found:
            click.echo(_said(source, is_late=source in late))
        for words, count in standing_of_services(timezone.localdate()).items():
            click.echo(f"{count:>10,} {words}")
    if late:
        raise click.exceptions.Exit(1)


def _said(source: "Source", *, is_late: bool) -> str:
    applied = source.imports.filter(state="applied").order_by("-number").first()
    waits = source.imports.filter(state="proposed").exists()
    parts = [f"last brought in {_moment(applied.ended_at)}" if applied else "nothing brought in yet"]
    if source.every_hours:
        parts.append(f"asked {_moment(source.asked_at)}, answered {_moment(source.answered_at)}")
    if waits:
        parts.append("AN IMPORT WAITS FOR A PERSON")
    if is_late:
        parts.append("LATE")
    trouble = f"\n    {source.trouble}" if source.trouble else ""
    return f"{source.pk}: {'; '.join(parts)}{trouble}"


def _moment(at: "datetime | None") -> str:
    from django.utils import timezone

    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else "never"
