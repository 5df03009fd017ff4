"""The one store of files: documents read in, and what people show as evidence.

Bytes lie in the database by their digest, so that they are kept or taken back with the rows that speak of them, are in
every copy of the database, and are there for every machine. They are given out in pieces, as a download of a kind that
no browser runs; see `sources.documents.exhibits`.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.db.models import BinaryField
from django.db.models.functions import Length, Substr

from tideturn.engines.plans.errors import FileGone
from tideturn.engines.plans.models import KeptFile
from tideturn.sources.documents.exhibits import ENDINGS, media_type_of

NAME_AT_MOST = 120
# So much of a file is in memory at a time while it is given out.
PIECE = 262_144


@dataclass(frozen=True)
class GivenFile:
    """A file as somebody gave it: its bytes, its kind told by them, and what it is called when it is given out."""

    content: bytes
    media_type: str
    file_name: str


@dataclass(frozen=True)
class Held:
    """A file that is in the store, and how many bytes it has."""

    sha256: str
    size: int

    def pieces(self) -> Iterator[bytes]:
        """Yield its bytes from first to last, a piece at a time."""
        for start in range(1, self.size + 1, PIECE):
            piece = Substr("content", start, PIECE, output_field=BinaryField())
            yield bytes(KeptFile.objects.filter(pk=self.sha256).values_list(piece, flat=True).get())


def given_as_evidence(name: str, content: bytes) -> GivenFile:
    """Return a file that somebody shows; raise DocumentRefused for a kind that is not taken, or one too large."""
    media_type = media_type_of(name, content)
    return GivenFile(content, media_type, plain_name(name, media_type))


def keep(content: bytes) -> str:
    """Keep the bytes of a file as part of the transaction, and return their digest, by which others may refer to them.

    Whoever gives the same bytes waits until this transaction ends, and so does what clears files away.
    """
    digest = hashlib.sha256(content).hexdigest()
    KeptFile.objects.bulk_create(
        [KeptFile(sha256=digest, content=content)],
        update_conflicts=True, unique_fields=["sha256"], update_fields=["kept_at"],
    )  # fmt: skip
    return digest


def kept_exhibit(exhibit: Mapping[str, Any]) -> dict[str, Any]:
    """Return a piece of evidence as a row keeps it: where it was given with a `file`, that is in the store now."""
    file: GivenFile | None = exhibit.get("file")
    said = {name: value for name, value in exhibit.items() if name != "file"}
    if file is None:
        return said
    return {**said, "sha256": keep(file.content), "media_type": file.media_type, "file_name": file.file_name}


def held(sha256: str) -> Held:
    """Return a file of the store; raise FileGone where it is not there."""
    size = KeptFile.objects.filter(pk=sha256).values_list(Length("content"), flat=True).first()
    if size is None:
        raise FileGone
    return Held(sha256, size)


def plain_name(name: str, media_type: str) -> str:
    """Return a file's name in letters that no system takes amiss, with the ending of its kind."""
    stem = PurePath(name.replace("\\", "/")).name.rpartition(".")[0] or name
    plain = re.sub(r"[^\w-]+", "-", stem, flags=re.ASCII).strip("-")[:NAME_AT_MOST]
    return f"{plain or 'evidence'}{ENDINGS[media_type]}"
