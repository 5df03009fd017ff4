"""A text file in pieces that end at the end of a record, so that a table of any length is read in little memory."""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tideturn.sources.tabular.errors import TableRefused

PIECE_BYTES = 8 * 2**20
RECORD_BYTES_AT_MOST = 4 * PIECE_BYTES
GZIP = b"\x1f\x8b"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# How other files begin, and what to do with them.
OTHERS = {
    b"PK\x03\x04": "is a workbook or a zip archive; save the table as CSV",
    b"\xd0\xcf\x11\xe0": "is an old Excel workbook; save the table as CSV",
    b"%PDF": "is a PDF; save the table as CSV",
    b"\xff\xfe": "is written in UTF-16; save it as UTF-8",
    b"\xfe\xff": "is written in UTF-16; save it as UTF-8",
}


@dataclass(frozen=True)
class Piece:
    """Some whole records of a text file, and the number of the line on which they begin."""

    data: bytes
    line: int


def pieces_of(file: Path) -> Iterator[Piece]:
    """Yield a text file, compressed or not, in pieces of whole records; raises TableRefused with the line."""
    try:
        with file.open("rb") as raw:
            packed = raw.read(2) == GZIP
            raw.seek(0)
            yield from _pieces(str(file), gzip.GzipFile(fileobj=raw) if packed else raw)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise TableRefused(str(file), "is compressed and cut short or damaged; fetch it again.") from None
    except OSError as error:
        raise TableRefused(str(file), f"cannot be read: {error.strerror or error}.") from None


def _pieces(file: str, stream: BinaryIO | gzip.GzipFile) -> Iterator[Piece]:
    held, line = stream.read(PIECE_BYTES), 1
    _check_beginning(file, held)
    held = held.removeprefix(BYTE_ORDER_MARK)
    while held:
        cut = _end_of_records(held)
        if cut:
            piece, held = held[:cut], held[cut:]
            yield _checked(file, Piece(piece, line))
            line += piece.count(b"\n")
        more = stream.read(PIECE_BYTES)
        if not more:
            break
        held += more
        if len(held) > RECORD_BYTES_AT_MOST:
            raise TableRefused(file, f"line {line} does not end, or a quotation mark opened on it is not closed.")
    if held:
        yield _checked(file, Piece(held, line))


def _end_of_records(data: bytes) -> int:
    """Return the place after the last line break that no quotation mark encloses, or 0."""
    cut = data.rfind(b"\n") + 1
    odd = data.count(b'"', 0, cut) % 2
    while odd and cut:
        # Between the last quotation mark and here every line break is enclosed, as this one is.
        previous = data.rfind(b"\n", 0, data.rfind(b'"', 0, cut)) + 1
        odd = (odd - data.count(b'"', previous, cut)) % 2
        cut = previous
    return cut


def _check_beginning(file: str, data: bytes) -> None:
    if not data:
        raise TableRefused(file, "is empty.")
    for beginning, remedy in OTHERS.items():
        if data.startswith(beginning):
            raise TableRefused(file, f"{remedy}.")


def _checked(file: str, piece: Piece) -> Piece:
    place = piece.data.find(b"\0")
    if place >= 0:
        line = piece.line + piece.data.count(b"\n", 0, place)
        raise TableRefused(file, f"line {line} holds a byte 0, which no text has; save the table anew as UTF-8.")
    if not piece.data.isascii():
        _check_alphabet(file, piece)
    return piece


def _check_alphabet(file: str, piece: Piece) -> None:
    try:
        piece.data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = piece.line + piece.data.count(b"\n", 0, error.start)
        byte = f"{piece.data[error.start]:02X}"
        raise TableRefused(file, f"line {line} holds the byte {byte}, which is not UTF-8; save it as UTF-8.") from None
