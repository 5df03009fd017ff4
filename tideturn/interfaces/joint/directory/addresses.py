"""Feeds at addresses: which hosts may be asked, and the folder in which a feed lies until it is in the directory."""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from tideturn.engines.directory.models import Source
from tideturn.packs.loading import load_pack
from tideturn.sources.feeds.asking import Say
from tideturn.sources.feeds.running import fetch_feed, quietly
from tideturn.sources.feeds.task import AGENT, Fetched, Marks, Task, marks_in
from tideturn.sources.fetching.addresses import host_of

SPOOL = "feeds"
# Seconds after which nobody works in a folder any more: a fetch may take half an hour, and the import after it too.
LEFT_AFTER = 6 * 3600.0


def hosts_for(source: Source) -> tuple[str, ...]:
    """Return the hosts that may be asked for a source: those of the pack's publishers, and the one it is registered at.

    Raise FetchRefused where its address is one that may not be asked.
    """
    own = [host_of(source.address)] if source.address else []
    return tuple(dict.fromkeys([*own, *load_pack().description.publisher_hosts]))


def task_for(source: Source, *, address: str = "") -> Task:
    """Return what the process that fetches a source's feed is told: nothing of the database and no secret."""
    site = f"; {settings.SITE_ADDRESS}" if settings.SITE_ADDRESS else ""
    asked = address or source.address
    return Task(asked, hosts_for(source), f"{AGENT}{site}", _marks(source.pk, asked))


def fetch_source(source: Source, folder: Path, *, address: str = "", say: Say = quietly) -> Fetched:
    """Fetch a source's feed into a folder; raise FetchRefused."""
    return fetch_feed(task_for(source, address=address), folder, say=say)


def keep_marks(source_id: str, address: str, marks: Marks) -> None:
    """Keep how an address marked its answers, for the next time; they are of no worth to anybody else."""
    file = _marks_file(source_id)
    document = {"address": address, "marks": {asked: vars(mark) for asked, mark in marks.items()}}
    partial = file.with_suffix(f".{os.getpid()}")
    partial.write_text(json.dumps(document), "utf-8")
    partial.replace(file)


def forget_marks(source_id: str) -> None:
    """Forget them, so that the feed is fetched whole the next time."""
    _marks_file(source_id).unlink(missing_ok=True)


@contextmanager
def spool() -> Iterator[Path]:
    """Yield an empty folder that nobody else reads and that is gone afterwards: a feed may hold what is withheld."""
    folder = Path(tempfile.mkdtemp(prefix="fetch-", dir=_spool()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Take away what a process that was killed has left in the spool."""
    for folder in _spool().glob("fetch-*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > LEFT_AFTER:
                shutil.rmtree(folder, ignore_errors=True)


def _marks(source_id: str, address: str) -> Marks:
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        kept = json.loads(_marks_file(source_id).read_text("utf-8"))
        if kept["address"] == address:
            return marks_in(kept["marks"])
    return {}


def _marks_file(source_id: str) -> Path:
    return _spool() / f"{source_id}.json"


def _spool() -> Path:
    folder = Path(settings.STATIC_ROOT).parent / SPOOL
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
