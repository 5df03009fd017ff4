"""Where a feed is written to: a folder, a zip, or a stream that gets one file, or a zip of several."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from tideturn.sources.open_referral.errors import FeedRefused


class Place(Protocol):
    """Somewhere that files are written to, one after the other."""

    def start(self, name: str) -> BinaryIO:
        """Return a new file of a name, open for writing."""


class Folder:
    """A folder, made if need be; a file of the same name is replaced."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.mkdir(parents=True, exist_ok=True)

    def start(self, name: str) -> BinaryIO:
        """Return a new file of a name, open for writing."""
        file = self._path / inside(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        return file.open("wb")


class Zip:
    """A zip."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def start(self, name: str) -> BinaryIO:
        """Return a new file of a name, open for writing."""
        return cast(BinaryIO, self._archive.open(inside(name), "w", force_zip64=True))


class Stream:
    """A stream that somebody else opened and closes; it gets one file."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def start(self, name: str) -> BinaryIO:
        """Return the stream, to be closed by nobody here."""
        return cast(BinaryIO, _Lent(self._stream))


class _Lent:
    """A stream that stays open when it is closed."""

    def __init__(self, stream: BinaryIO) -> None:
        self.write = stream.write

    def __enter__(self) -> "_Lent":
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the stream open."""


@contextmanager
def place_at(out: Path | BinaryIO, *, is_one_file: bool) -> Iterator[Place]:
    """Yield where files can be written to."""
    if isinstance(out, Path):
        if out.suffix.lower() == ".zip":
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                yield Zip(archive)
        else:
            yield Folder(out)
    elif is_one_file:
        yield Stream(out)
    else:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            yield Zip(archive)


def inside(name: str) -> str:
    """Return a name that a form gives, where it stays inside; a form may have been kept elsewhere and altered."""
    parts = set(name.split("/"))
    if "\\" in name or "\0" in name or {"", ".", ".."} & parts:
        raise FeedRefused(name, "is no name of a file within a feed; read the feed again for its form.")
    return name
