"""The bytes of a file, taken only where they are a file of a sensible size."""

import os
import stat
from pathlib import Path

from tideturn.sources.documents.errors import DocumentRefused
from tideturn.sources.documents.limits import LARGEST_FILE


def read_bytes(path: Path, *, largest: int = LARGEST_FILE) -> bytes:
    """Return the bytes of a regular file; refuse folders, devices, pipes, and what is too large, without reading it."""
    name = str(path)
    try:
        # Opened without blocking: a pipe with no writer would otherwise wait for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise DocumentRefused(name, _why_not_opened(error)) from error
    try:
        _check_status(name, os.fstat(descriptor), largest)
        content = _all_of(descriptor, largest + 1)
    except OSError as error:
        raise DocumentRefused(name, f"the file cannot be read ({error.strerror}); try a fresh copy.") from error
    finally:
        os.close(descriptor)
    if len(content) > largest:
        raise DocumentRefused(name, _too_large(len(content), largest))
    return content


def _all_of(descriptor: int, most: int) -> bytes:
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        return file.read(most)


def _check_status(name: str, status: os.stat_result, largest: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise DocumentRefused(name, "this is a folder; name the document inside it.")
    if not stat.S_ISREG(status.st_mode):
        raise DocumentRefused(name, "this is not a file but a device or a pipe; save the document to a file first.")
    if status.st_size > largest:
        raise DocumentRefused(name, _too_large(status.st_size, largest))
    if status.st_size == 0:
        raise DocumentRefused(name, "the file is empty; download the document again.")


def _too_large(size: int, largest: int) -> str:
    limit = largest // (1024 * 1024)
    return f"the file is larger than {limit} MB ({size:,} bytes); save the plan alone, without pictures or annexes."


def _why_not_opened(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "there is no such file; check the name and the folder."
    if isinstance(error, PermissionError):
        return "you may not read this file; ask its owner, or copy it to a place of your own."
    if isinstance(error, OSError) and error.strerror:
        return f"the file cannot be opened ({error.strerror}); check the name."
    return "this is not a usable file name; check it."
