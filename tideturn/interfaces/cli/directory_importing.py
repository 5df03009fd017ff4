"""`tideturn directory import`: a feed comes in whole or not at all, and shows its difference first."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tideturn.interfaces.cli.directory_refusing import saying_no
from tideturn.interfaces.cli.directory_showing import difference, findings
from tideturn.interfaces.cli.waiting import waiting
from tideturn.sources.open_referral.mapping import Mapping, read_mapping

if TYPE_CHECKING:
    from tideturn.engines.directory.models import Source
    from tideturn.foundations.access.acting import Actor
    from tideturn.interfaces.joint.directory.bringing import Proposed

UNKEPT = "Nothing was kept."


@click.command("import")
@click.argument("feed", metavar="FILE|FOLDER|ADDRESS")
@click.option("--source", "source_id", metavar="ID", required=True, help="Whose feed it is.")
@click.option("--title", help="The name of a source that is new, or another name for one that is known.")
@click.option("--mapping", type=click.Path(path_type=Path), help="Which column of a table is which field; it is kept.")
@click.option("--licence", help="Under which licence its publisher gives it.")
@click.option("--rank", type=click.IntRange(0, 32_767), help="Whose word counts where two differ: the lower one's.")
@click.option("--partnership", metavar="ID", help="The partnership whose public record it is.")
@click.option("--keep-first", is_flag=True, help="Where entries share an id, take the first and keep the rest aside.")
@click.option("--yes", is_flag=True, help="Apply it at once, unless it breaks the standard.")
def command(feed: str, source_id: str, mapping: Path | None, keep_first: bool, yes: bool, **given: Any) -> None:
    """Take a feed in and show what it would change; `apply` brings it into the directory, `refuse` throws it away.

    What a source says is taken whole or not at all, and nobody sees anything of it until it is applied.
    """
    read = read_mapping_or_refuse(mapping)
    if read:
        given["mapping"] = read.model_dump(mode="json")
    with saying_no(unless_kept=UNKEPT), _here(feed, source_id) as path:
        from django.db import transaction

        from tideturn.foundations.access.acting import acting, system_actor

        with acting(system_actor("directory")) as by:
            source = _source(feed, source_id, given, by=by)
            with transaction.atomic():
                proposed = _proposed(feed, path, source, by=by, keep_first=keep_first)
                _show(proposed)
                _decide(proposed, yes=yes, by=by)


def read_mapping_or_refuse(file: Path | None) -> Mapping | None:
    """Return the mapping of a file; end with a sentence where it is none."""
    from tideturn.interfaces.cli.refusal import Refusal
    from tideturn.sources.open_referral.errors import FeedRefused

    try:
        return read_mapping(file) if file else None
    except FeedRefused as error:
        raise Refusal(f"{error}\n{UNKEPT}") from None


@contextmanager
def _here(feed: str, source_id: str) -> Iterator[Path]:
    """Yield where the feed lies; one at an address is fetched before anything is written."""
    if "://" not in feed:
        yield Path(feed)
        return
    from tideturn.engines.directory.models import Source
    from tideturn.interfaces.joint.directory.addresses import fetch_source, forget_marks, spool

    known = Source.objects.filter(pk=source_id).first()
    source = known if known and known.address else Source(pk=source_id, address=feed)
    forget_marks(source_id)
    with spool() as folder:
        with waiting("Fetching the feed") as step:
            for note in fetch_source(source, folder, address=feed, say=step).notes:
                click.echo(note, err=True)
        yield folder


def _source(feed: str, source_id: str, given: dict[str, Any], *, by: "Actor") -> "Source":
    """Return the source, with what is told of it here; the address of the first feed that it gave is its own."""
    from tideturn.engines.directory.actions.sourcing import keep_source
    from tideturn.engines.directory.models import Source

    if "://" in feed and not Source.objects.filter(pk=source_id).exclude(address="").exists():
        given["address"] = feed
    return keep_source(source_id=source_id, by=by, **given)


def _proposed(feed: str, path: Path, source: "Source", *, by: "Actor", keep_first: bool) -> "Proposed":
    from tideturn.interfaces.joint.directory.bringing import propose_feed

    with waiting("Reading the feed") as step:
        return propose_feed(
            source_id=source.pk,
            path=path,
            name=feed if "://" in feed else path.name,
            by=by,
            mapping=Mapping.model_validate(source.mapping) if source.mapping else None,
            keep_first=keep_first,
            step=lambda done: step(f"{done:,} entries", 0.0),
        )


def _show(proposed: "Proposed") -> None:
    for line in (*findings(proposed.imported), *difference(proposed.imported)):
        click.echo(line)
    click.echo(f"{proposed.found.errors:,} errors and {proposed.found.warnings:,} warnings in the feed.")


def _decide(proposed: "Proposed", *, yes: bool, by: "Actor") -> None:
    """Apply the import, let it wait, or drop it where it says what was said before."""
    from django.db import transaction

    from tideturn.engines.directory.actions.applying import apply
    from tideturn.engines.directory.differences import changes_nothing

    source_id = proposed.imported.source_id
    if changes_nothing(proposed.imported):
        transaction.set_rollback(True)
        click.echo("The feed says what it said before; nothing is to be done.")
    elif yes and not proposed.found.errors:
        with waiting("Applying it") as step:
            apply(source_id=source_id, by=by, step=lambda done: step(f"{done:,} services", 0.0))
        click.echo(f"It is in the directory. `tideturn directory undo {source_id}` takes it back.")
    else:
        why = " because it breaks the standard" if yes else ""
        click.echo(
            f"It waits{why}, and nobody sees it yet: `tideturn directory apply {source_id}` brings it in, "
            f"`tideturn directory refuse {source_id}` throws it away."
        )
