"""Where letters are kept when no mail server is named: one file for each, whole or not there."""

import contextlib
import os
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

from tideturn.foundations.delivery.errors import SendFailed

SENDER = "tideturn@localhost"


def folder() -> Path:
    """Return the folder of kept letters."""
    state = os.environ.get("TIDETURN_STATE", "").strip() or Path(settings.STATIC_ROOT).parent
    return Path(state) / "outgoing"


def file_of(name: str) -> Path:
    """Return the file of a letter; a second copy has the same name, and so takes the first one's place."""
    return folder() / f"{name}.eml"


def keep(letter: EmailMessage, name: str) -> Path:
    """Keep a letter in a file that is whole whenever it is there, also after a power cut."""
    kept = file_of(name)
    half = kept.with_suffix(f".{os.getpid()}.half")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with half.open("wb") as stream:
            stream.write(letter.as_bytes())
            stream.flush()
            os.fsync(stream.fileno())
        half.replace(kept)
        flush_folder(kept.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            half.unlink()
        raise SendFailed(f"The folder {kept.parent} took no file ({error.strerror}).", is_road_closed=True) from None
    return kept


def flush_folder(of: Path) -> None:
    """Make a file's new name last."""
    descriptor = os.open(of, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
