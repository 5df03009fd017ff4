"""Files shown as evidence: kept outside everything that is served, by their digest, each whole or not there.

A file is only ever given out as a download of a kind that no browser runs; see `sources.documents.exhibits`.
"""

import contextlib
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePath

from django.conf import settings

from tideturn.engines.plans.errors import EvidenceGone
from tideturn.sources.documents.exhibits import ENDINGS, media_type_of

DIGEST = re.compile(r"[0-9a-f]{64}")
NAME_AT_MOST = 120


@dataclass(frozen=True)
class KeptFile:
    """A file that is kept: its digest, its media type, and what it is called when it is given out."""

    sha256: str
    media_type: str
    file_name: str


def folder() -> Path:
    """Return where files of evidence are kept; nothing serves this folder."""
    state = os.environ.get("TIDETURN_STATE", "").strip() or Path(settings.STATIC_ROOT).parent
    return Path(state) / "evidence"


def keep(name: str, content: bytes) -> KeptFile:
    """Keep a file and return what is known of it; raise DocumentRefused for a kind that is not taken, or too large."""
    media_type = media_type_of(name, content)
    digest = hashlib.sha256(content).hexdigest()
    kept = _place(digest)
    if not kept.exists():
        _write(kept, content)
    return KeptFile(digest, media_type, plain_name(name, media_type))


def content_of(sha256: str) -> bytes:
    """Return a file that is kept; raise EvidenceGone where it is missing or is not what it was."""
    try:
        content = _place(sha256).read_bytes() if DIGEST.fullmatch(sha256) else b""
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise EvidenceGone
    return content


def plain_name(name: str, media_type: str) -> str:
    """Return a file's name in letters that no system takes amiss, with the ending of its kind."""
    stem = PurePath(name.replace("\\", "/")).name.rpartition(".")[0] or name
    plain = re.sub(r"[^\w-]+", "-", stem, flags=re.ASCII).strip("-")[:NAME_AT_MOST]
    return f"{plain or 'evidence'}{ENDINGS[media_type]}"


def _place(digest: str) -> Path:
    return folder() / digest[:2] / digest


def _write(kept: Path, content: bytes) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = kept.with_suffix(f".{os.getpid()}.half")
    try:
        with half.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        half.replace(kept)
    except OSError:
        with contextlib.suppress(OSError):
            half.unlink()
        raise
