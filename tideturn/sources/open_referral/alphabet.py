"""The text of a file of a feed, piece by piece: UTF-8 and nothing else, with no null characters."""

import codecs
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.limits import LARGEST_ROW
from tideturn.sources.open_referral.members import Member

PIECE = 256 * 1024
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MARK = "\ufeff"
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)")
BINARIES = {
    b"PK\x03\x04": "a zip or a workbook",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "a workbook of the old kind, or one behind a password",
    b"\x89PNG": "a picture",
}


def pieces_of(member: Member) -> Iterator[str]:
    """Yield the text of a file, piece by piece; raises FeedRefused with the line of what is no text."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    line, is_first = 1, True
    with _opened(member) as file:
        for data in _data(member, file):
            if is_first:
                _check_start(member.name, data)
            text = _decoded(member.name, decoder, data, line)
            _check_nulls(member.name, text, line)
            line += text.count("\n")
            yield text.removeprefix(MARK) if is_first else text
            is_first = False
        _decoded(member.name, decoder, b"", line, is_last=True)


def lines_of(member: Member) -> Iterator[str]:
    """Yield the lines of a file with their ends as they are, in bounded memory."""
    rest = ""
    for piece in pieces_of(member):
        # An end of \r\n may be cut in two, so a \r at the very end waits for the next piece.
        text, rest = _held_back(rest + piece)
        whole = _last_end(text)
        # Only whole lines are searched: what has no end would be tried from each of its letters.
        for found in LINE.finditer(text, 0, whole):
            yield found.group()
        rest = text[whole:] + rest
        if len(rest) > LARGEST_ROW:
            raise FeedRefused(member.name, f"has a line of more than {LARGEST_ROW:,} letters; it is no table.")
    if rest:
        yield rest


def _held_back(text: str) -> tuple[str, str]:
    return (text[:-1], "\r") if text.endswith("\r") else (text, "")


def _last_end(text: str) -> int:
    return max(text.rfind("\n"), text.rfind("\r")) + 1


def _opened(member: Member) -> BinaryIO:
    try:
        return member.open()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
        raise FeedRefused(member.name, "cannot be opened; download it again, or ask who may read it.") from None


def _data(member: Member, file: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of a file, no more of them than it said it has."""
    left = member.size
    try:
        while data := file.read(PIECE):
            left -= len(data)
            if left < 0:
                raise FeedRefused(member.name, "grew while it was read; try again once it is finished.")
            yield data
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
        raise FeedRefused(member.name, "cannot be read to its end; download it again.") from None


def _check_start(name: str, data: bytes) -> None:
    if data.startswith(WIDE) or data[1:2] == b"\x00" or data[:1] == b"\x00":
        raise FeedRefused(name, "is not UTF-8 but looks like UTF-16; save it as UTF-8.")
    for start, what in BINARIES.items():
        if data.startswith(start):
            raise FeedRefused(name, f"is {what}, which is not what its name says; give JSON or CSV.")


def _decoded(name: str, decoder: codecs.IncrementalDecoder, data: bytes, line: int, *, is_last: bool = False) -> str:
    try:
        return decoder.decode(data, is_last)
    except UnicodeDecodeError as error:
        line += bytes(error.object[: error.start]).count(b"\n")
        byte = f"{error.object[error.start]:02X}"
        raise FeedRefused(
            f"{name}, line {line}", f"holds the byte {byte}, which is not UTF-8; save it as UTF-8."
        ) from None


def _check_nulls(name: str, text: str, line: int) -> None:
    place = text.find("\0")
    if place >= 0:
        line += text.count("\n", 0, place)
        raise FeedRefused(f"{name}, line {line}", "holds a null character, which is no text; take it out.")
