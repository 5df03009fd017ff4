"""Documents of strangers, parsed in a child process that may use so much memory and time and no more."""

import json
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from tideturn.methods.reading.document import Block, Document, Form
from tideturn.sources.documents.errors import TOO_HEAVY, DocumentRefused
from tideturn.sources.documents.limits import (
    CHILD_CPU_SECONDS,
    CHILD_MEMORY,
    CHILD_WAIT_SECONDS,
    LARGEST_TEXT,
    PARENT_CPU_SECONDS,
    PARENT_MEMORY,
)

_PACKAGES = str(Path(__file__).resolve().parents[3])
# JSON of a document: the text twice (lines and blocks), escaped at worst.
_LARGEST_ANSWER = 14 * LARGEST_TEXT


def read_confined(file: str, content: bytes, form: Form) -> Document:
    """Return what a confined child makes of the bytes, or refuse in one sentence."""
    command = [sys.executable, "-s", "-P", "-m", "tideturn.sources.documents.child", form, file]
    environment = {"PYTHONPATH": _PACKAGES, "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module; the file's name is no option
            command, input=content, capture_output=True, timeout=CHILD_WAIT_SECONDS, check=False, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentRefused(file, TOO_HEAVY) from error
    if done.returncode != 0 or len(done.stdout) > _LARGEST_ANSWER:
        raise DocumentRefused(file, TOO_HEAVY)
    return _answer(file, json.loads(done.stdout))


def confine() -> None:
    """Limit this process, the child, before it touches a byte: memory, processor time, no file written."""
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY, CHILD_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CHILD_CPU_SECONDS, CHILD_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextmanager
def bounded_memory(more: int = PARENT_MEMORY) -> Iterator[None]:
    """Bound how much more memory this process may take: past it Python raises MemoryError, which a caller can say."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _memory_in_use() + more
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY:
        allowed = min(allowed, soft)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _memory_in_use() -> int:
    """Return the bytes of address space that this process has now."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


class _TimeIsUp(Exception):
    """The processor time allowed is used up."""


@contextmanager
def bounded_time(file: str, seconds: float = PARENT_CPU_SECONDS) -> Iterator[None]:
    """Refuse a file whose reading uses more processor time in this process than any plan needs.

    Signals reach the main thread only; elsewhere (a server's worker) nothing is bounded here, and the caller's own
    limit counts.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _time_is_up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    except _TimeIsUp as error:
        raise DocumentRefused(file, TOO_HEAVY) from error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _time_is_up(number: int, frame: object) -> None:
    raise _TimeIsUp


def _answer(file: str, answer: dict[str, Any]) -> Document:
    if "refused" in answer:
        raise DocumentRefused(file, str(answer["refused"]))
    return Document(
        lines=tuple(answer["lines"]),
        blocks=tuple(_block(values) for values in answer["blocks"]),
        form=answer["form"],
        title=answer["title"],
        published=date.fromisoformat(answer["published"]) if answer["published"] else None,
    )


def _block(values: list[Any]) -> Block:
    kind, text, first, last, level, marker, cells, table, below = values
    return Block(kind, text, first, last, level, marker, tuple(cells), table, frozenset(below))


def as_answer(document: Document) -> dict[str, Any]:
    """Return a document as the child writes it."""
    return {
        "lines": document.lines,
        "blocks": [
            (b.kind, b.text, b.first, b.last, b.level, b.marker, b.cells, b.table, sorted(b.below))
            for b in document.blocks
        ],
        "form": document.form,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
    }  # fmt: skip
