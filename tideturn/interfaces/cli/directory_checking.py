"""`tideturn directory check`: whether a feed keeps to the standard, with every fault named; needs no database."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from tideturn.interfaces.cli.refusal import Refusal
from tideturn.interfaces.cli.waiting import waiting
from tideturn.sources.feeds.running import fetch_feed
from tideturn.sources.feeds.task import Task
from tideturn.sources.fetching.addresses import host_of
from tideturn.sources.fetching.errors import FetchRefused
from tideturn.sources.open_referral.checking import check
from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.feed import Finding
from tideturn.sources.open_referral.mapping import Mapping, read_mapping
from tideturn.sources.open_referral.reading import open_feed


@click.command("check")
@click.argument("feed", metavar="FILE|FOLDER|ADDRESS")
@click.option("--mapping", type=click.Path(path_type=Path), help="Which column of a table of your own is which field.")
@click.option("--json", "as_json", is_flag=True, help="Write the findings as one JSON object.")
def command(feed: str, mapping: Path | None, as_json: bool) -> None:
    """Say everything that is wrong with a feed: where it stands, in which field, and what to do.

    Ends with exit code 1 where the feed breaks the standard, and with 0 where it only looks odd. Nothing is kept.
    """
    try:
        with _here(feed) as path, waiting("Checking the feed"), open_feed(path, mapping=_mapping(mapping)) as opened:
            findings = check(opened)
    except (FeedRefused, FetchRefused) as error:
        raise Refusal(str(error)) from None
    errors = sum(finding.is_error for finding in findings)
    if as_json:
        said = [asdict(finding) for finding in findings]
        click.echo(json.dumps({"errors": errors, "warnings": len(findings) - errors, "findings": said}, indent=2))
    else:
        _print(findings, errors)
    if errors:
        raise click.exceptions.Exit(1)


def _mapping(file: Path | None) -> Mapping | None:
    return read_mapping(file) if file else None


@contextmanager
def _here(feed: str) -> Iterator[Path]:
    """Yield where the feed lies; one at an address is fetched first, from the host that was typed and no other."""
    if "://" not in feed:
        yield Path(feed)
        return
    with tempfile.TemporaryDirectory(prefix="tideturn-check-") as folder:
        with waiting("Fetching the feed") as step:
            fetch_feed(Task(feed, (host_of(feed),)), Path(folder), say=step)
        yield Path(folder)


def _print(findings: tuple[Finding, ...], errors: int) -> None:
    for finding in findings:
        where = f"{finding.place}, {finding.field}" if finding.field else finding.place
        click.echo(f"{finding.severity}: {where}: {finding.said}")
    warnings = len(findings) - errors
    click.echo(f"{errors:,} errors, {warnings:,} warnings.")
