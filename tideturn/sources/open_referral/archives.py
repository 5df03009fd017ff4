"""Zips of strangers: looked over before a byte is unpacked."""

import stat
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.limits import MOST_MEMBERS, RATIO_COUNTS_FROM, STEEPEST_RATIO

ARCHIVES = (".zip", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz", ".zst", ".jar")
END = b"PK\x05\x06"
END_OF_LARGE = b"PK\x06\x07"
# 46 bytes and a name for each file; a directory past this lists more files than any feed has.
LARGEST_DIRECTORY = 4 * 1024 * 1024
TAIL = 65_536 + 22 + 20


def check_archive(path: Path) -> None:
    """Refuse a zip whose list of files would not fit into memory, before it is read."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        tail = file.read(TAIL)
    end = tail.rfind(END)
    if end < 0 or len(tail) < end + 22:
        raise FeedRefused(str(path), "is a damaged zip; download it again.")
    if tail[max(0, end - 20) : end].startswith(END_OF_LARGE):
        raise FeedRefused(str(path), "is a zip of the kind for very many files; unpack it and give the folder.")
    if int.from_bytes(tail[end + 12 : end + 16], "little") > LARGEST_DIRECTORY:
        raise FeedRefused(str(path), f"lists more than {MOST_MEMBERS:,} files; give only those of the feed.")


def check_packed(archive: str, listed: Sequence[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """Return the files of a zip; raises FeedRefused for links, names that lead out, bombs, and zips in it."""
    if len(listed) > MOST_MEMBERS:
        raise FeedRefused(archive, f"lists more than {MOST_MEMBERS:,} files; give only those of the feed.")
    packed = [info for info in listed if not info.filename.endswith("/") and not _is_hidden(info.filename)]
    seen: set[str] = set()
    for info in packed:
        _check_name(archive, info.filename, seen)
        _check_kind(archive, info)
        check_ratio(archive, info)
    return packed


def _is_hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or (not name.startswith("..") and name.rpartition("/")[2].startswith("."))


def _check_name(archive: str, name: str, seen: set[str]) -> None:
    parts = name.split("/")
    if "\\" in name or ":" in parts[0] or name.startswith("/") or {"", ".", ".."} & set(parts):
        raise FeedRefused(f"{archive}, {name}", "the name leads out of the zip; do not trust it, ask for another.")
    if name.lower() in seen:
        raise FeedRefused(f"{archive}, {name}", "is in the zip twice; ask for one that holds each file once.")
    seen.add(name.lower())


def _check_kind(archive: str, info: zipfile.ZipInfo) -> None:
    place = f"{archive}, {info.filename}"
    if stat.S_ISLNK(info.external_attr >> 16):
        raise FeedRefused(place, "is a link to another file; put the file itself into the zip.")
    if info.flag_bits & 1:
        raise FeedRefused(place, "is behind a password; pack it without one.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FeedRefused(place, "is packed in an unusual way; make an ordinary zip.")
    if info.filename.lower().endswith(ARCHIVES):
        raise FeedRefused(place, "is an archive in the zip; unpack it and pack its files instead.")


def check_ratio(archive: str, info: zipfile.ZipInfo) -> None:
    """Refuse a packed file that unpacks to far more than text ever does."""
    if info.file_size > RATIO_COUNTS_FROM and info.file_size > STEEPEST_RATIO * max(1, info.compress_size):
        times = info.file_size // max(1, info.compress_size)
        raise FeedRefused(
            f"{archive}, {info.filename}",
            f"unpacks to {times:,} times its size, as no feed does; do not trust it, or give it unpacked.",
        )
