"""The files of a feed: one file, those of a folder, those of a zip; opened only where they are what they should be."""

import os
import stat
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from tideturn.sources.open_referral.archives import check_archive, check_packed
from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.limits import LARGEST_FEED, LARGEST_MEMBER, MOST_MEMBERS

JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")
TABLE_SUFFIXES = (".csv",)
WORKBOOK_SUFFIXES = (".xlsx",)
ZIP_START = b"PK\x03\x04"


@dataclass(frozen=True)
class Member:
    """One file of a feed: its name within it, its size in bytes, and how to open it."""

    name: str
    size: int
    open: Callable[[], BinaryIO]

    @property
    def suffix(self) -> str:
        """The ending of its name, in small letters."""
        return PurePosixPath(self.name).suffix.lower()


@dataclass(frozen=True)
class Members:
    """The files of a feed by what they are, and the names of those that are no part of it."""

    json: tuple[Member, ...]
    tables: tuple[Member, ...]
    workbooks: tuple[Member, ...]
    others: tuple[str, ...]


def members_at(path: Path) -> Members:
    """Return the files of a feed; raises FeedRefused for what is not there, too large, a link or no feed."""
    found = _found(path)
    if len(found) > MOST_MEMBERS:
        raise FeedRefused(str(path), f"holds more than {MOST_MEMBERS:,} files; give only those of the feed.")
    _check_sizes(found)
    return _sorted_out(found)


def _found(path: Path) -> Sequence[Member]:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return _in_folder(path)
        if not stat.S_ISREG(status.st_mode):
            raise FeedRefused(str(path), "is a device or a pipe; save the feed to a file first.")
        if _is_zip(path):
            return _in_zip(path)
        return [_file(path, path.name)]
    except FileNotFoundError:
        raise FeedRefused(str(path), "is not there; check the name and the folder.") from None
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) and error.strerror else "no file can have this name"
        raise FeedRefused(str(path), f"cannot be opened ({words}); check the name and who may read it.") from None


def _file(path: Path, name: str) -> Member:
    return Member(name, path.stat().st_size, lambda: _opened(path))


def _opened(path: Path) -> BinaryIO:
    # A file that became a link or a pipe since it was listed is neither followed nor waited for.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FeedRefused(str(path), "is not a file but a device or a pipe; save the feed to a file first.")
    return os.fdopen(descriptor, "rb")


def _in_folder(folder: Path) -> list[Member]:
    entries = sorted(_seen(os.scandir(folder)), key=lambda entry: entry.name)
    inner = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
    files = [entry for entry in entries if not entry.is_dir(follow_symlinks=False)]
    if not files and len(inner) == 1:
        return _in_folder(Path(inner[0].path))
    return [_in_folder_file(entry) for entry in files] + [Member(f"{entry.name}/", 0, _nothing) for entry in inner]


def _seen(entries: Iterable["os.DirEntry[str]"]) -> list["os.DirEntry[str]"]:
    """Return what is not hidden; a folder that never ends is left off where it passes the limit."""
    seen: list[os.DirEntry[str]] = []
    for entry in entries:
        if not entry.name.startswith("."):
            seen.append(entry)
        if len(seen) > MOST_MEMBERS:
            break
    return seen


def _in_folder_file(entry: "os.DirEntry[str]") -> Member:
    if entry.is_symlink():
        raise FeedRefused(entry.path, "is a link to another file; put the file itself into the folder.")
    if not entry.is_file(follow_symlinks=False):
        raise FeedRefused(entry.path, "is a device or a pipe; take it out of the folder.")
    return _file(Path(entry.path), entry.name)


def _nothing() -> BinaryIO:
    raise FeedRefused("the folder", "is no file.")  # never opened: a name that ends in / is no part of the feed


def _is_zip(path: Path) -> bool:
    with _opened(path) as file:
        return path.suffix.lower() not in WORKBOOK_SUFFIXES and file.read(4) == ZIP_START


def _in_zip(path: Path) -> list[Member]:
    check_archive(path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
        raise FeedRefused(str(path), "is a damaged zip; download it again.") from None
    packed = check_packed(str(path), archive.infolist())
    root = _root([info.filename for info in packed])
    return [Member(info.filename[len(root) :], info.file_size, _unpacking(path, info.filename)) for info in packed]


def _root(names: Sequence[str]) -> str:
    """Return the one folder in which everything stands, as in zips of a whole folder."""
    tops = {name.partition("/")[0] for name in names}
    is_folder = len(tops) == 1 and all("/" in name for name in names)
    return f"{tops.pop()}/" if is_folder else ""


def _unpacking(path: Path, name: str) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        return zipfile.ZipFile(path).open(name)  # type: ignore[return-value]

    return opened


def _check_sizes(found: Sequence[Member]) -> None:
    for member in found:
        if not member.name.isprintable():
            raise FeedRefused(member.name, "is a name with signs that are no letters; call the file otherwise.")
        if member.size > LARGEST_MEMBER:
            limit = LARGEST_MEMBER // 1024**3
            raise FeedRefused(member.name, f"is larger than {limit} GB; give the feed in several files.")
    if sum(member.size for member in found) > LARGEST_FEED:
        limit = LARGEST_FEED // 1024**3
        raise FeedRefused("The feed", f"is larger than {limit} GB in all; import it in parts, as several sources.")


def _sorted_out(found: Sequence[Member]) -> Members:
    def of(suffixes: tuple[str, ...]) -> tuple[Member, ...]:
        return tuple(item for item in found if item.suffix in suffixes and "/" not in item.name)

    parts = of(JSON_SUFFIXES), of(TABLE_SUFFIXES), of(WORKBOOK_SUFFIXES)
    known = {item.name for part in parts for item in part}
    return Members(*parts, tuple(item.name for item in found if item.name not in known))
