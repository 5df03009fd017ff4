"""The process that fetches a feed: its task on standard input, files in a folder, what came of it line by line."""

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tideturn.sources.feeds import confining
from tideturn.sources.feeds.asking import Asking
from tideturn.sources.feeds.task import Task
from tideturn.sources.feeds.walking import Walk
from tideturn.sources.fetching.errors import FetchRefused

MEMORY = 1024 * 1024 * 1024
OPEN_FILES = 64


# A publisher's site, and a resolver that is asked what does not fit into one parcel.
PORTS = (443, 53)


def confine(task: Task, folder: Path) -> None:
    """Limit this process before it asks anybody: memory, processor time, files, and what of this machine is there."""
    bounds = task.bounds
    seconds = int(bounds.seconds) + 10
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, bounds.largest_feed),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    confining.confine(folder, PORTS)


def answer_to(task: Task, folder: Path) -> dict[str, Any]:
    """Return what came of a task, as JSON; whatever goes wrong is said in a sentence."""
    try:
        fetched = Walk(Asking(task), folder, _say).fetch()
    except FetchRefused as refused:
        return {"refused": [refused.address, refused.reason]}
    except MemoryError:
        return {"refused": [task.address, "it takes more memory than any feed needs."]}
    except OSError as error:
        return {"refused": [task.address, f"it cannot be kept here ({error.strerror}); make room on the disk."]}
    return {"fetched": asdict(fetched)}


def main() -> None:
    """Fetch the feed of the task on standard input into the folder that is named."""
    task = Task.from_document(json.load(sys.stdin))
    folder = Path(sys.argv[1])
    confine(task, folder)
    _write(answer_to(task, folder))


def _say(words: str, share: float) -> None:
    _write({"step": [words, share]})


def _write(document: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(document)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
