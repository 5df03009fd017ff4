"""Having a feed fetched by a process that knows no secret, no database and no folder but the one it writes into."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tideturn.sources.feeds.asking import Say
from tideturn.sources.feeds.hiding import hidden
from tideturn.sources.feeds.task import Fetched, Task, marks_in
from tideturn.sources.fetching.errors import FetchRefused

PACKAGES = str(Path(__file__).resolve().parents[3])
# Where the machine keeps the certificates that it trusts and how it reaches its resolver; nothing else is handed on.
HANDED_ON = ("SSL_CERT_FILE", "SSL_CERT_DIR", "LANG", "LC_ALL", "RES_OPTIONS")
MODULE = ["-s", "-P", "-m", "tideturn.sources.feeds.child"]
PATIENCE = 15.0
LONGEST_LINE = 64 * 1024 * 1024


def quietly(words: str, share: float) -> None:
    """Say nothing of how far a fetch has come."""


def environment() -> dict[str, str]:
    """Return all that the process is told of this machine: no address of a database, no secret key."""
    kept = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
    return {**kept, "PYTHONPATH": PACKAGES, "PYTHONIOENCODING": "utf-8"}


def fetch_feed(task: Task, folder: Path, *, say: Say = quietly) -> Fetched:
    """Fetch a feed into an empty folder and return what came of it; raise FetchRefused with the reason.

    `say` is told in a few words what is done, and the share that is done, from 0 to 1.
    """
    command = [sys.executable, *MODULE, str(folder)]
    with hidden(), subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        cwd=folder,
    ) as child, ended_after(child, task.bounds.seconds + PATIENCE):  # fmt: skip
        answer = _answer(child, task, say)
    if "fetched" in answer:
        told = answer["fetched"]
        return Fetched(bool(told["is_new"]), marks_in(told["marks"]), tuple(told["notes"]))
    raise FetchRefused(*answer.get("refused", (task.address, "fetching it broke off; it is tried again next time.")))


@contextmanager
def ended_after(child: "subprocess.Popen[bytes]", seconds: float) -> Iterator[None]:
    """End a process when the time is over, and in any case when it is left."""
    timer = threading.Timer(seconds, child.kill)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        child.kill()


def _answer(child: "subprocess.Popen[bytes]", task: Task, say: Say) -> dict[str, Any]:
    """Return the last word of the process; where there is none, an empty object."""
    if child.stdin is None or child.stdout is None:
        return {}
    # One that has ended already takes nothing more in, and may have said why.
    with suppress(OSError), child.stdin:
        child.stdin.write(json.dumps(task.as_document()).encode())
    answer: dict[str, Any] = {}
    while line := child.stdout.readline(LONGEST_LINE):
        answer = _read(line)
        if "step" in answer:
            say(*answer["step"])
    return answer


def _read(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
