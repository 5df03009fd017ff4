"""Sheets of an Excel workbook as tables of text, read by a confined child process."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from tideturn.sources.open_referral.archives import check_archive, check_ratio
from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.limits import LARGEST_WORKBOOK, LARGEST_WORKBOOK_UNPACKED, MOST_COLUMNS
from tideturn.sources.open_referral.tables import FIRST_ROW, Sheet, named_columns

PACKAGES = str(Path(__file__).resolve().parents[3])
TOO_HEAVY = "is damaged, or takes more memory or time than any directory needs; save the sheets as CSV and give those."


def sheets_of(path: Path) -> list[Sheet]:
    """Return the sheets of a workbook that hold anything; raises FeedRefused for one that cannot be read."""
    _check(path)
    sheets = []
    for name, rows in _answered(path):
        columns = named_columns(name, rows[0])
        sheets.append(Sheet(name, name.lower(), columns, _numbered(name, columns, rows[1:])))
    if not sheets:
        raise FeedRefused(path.name, "has no sheet with a line of column names; fill one in.")
    return sheets


def _check(path: Path) -> None:
    if path.stat().st_size > LARGEST_WORKBOOK:
        raise FeedRefused(path.name, f"is larger than {LARGEST_WORKBOOK // 1024**2} MB; save the sheets as CSV.")
    check_archive(path)
    try:
        with zipfile.ZipFile(path) as archive:
            listed = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
        raise FeedRefused(path.name, "is a damaged workbook; save it again as .xlsx.") from None
    for info in listed:
        check_ratio(path.name, info)
    if sum(info.file_size for info in listed) > LARGEST_WORKBOOK_UNPACKED:
        raise FeedRefused(path.name, TOO_HEAVY)


def _answered(path: Path) -> list[tuple[str, list[list[str]]]]:
    """Return what the child makes of the workbook: the names of its sheets and their rows."""
    command = [sys.executable, "-s", "-P", "-m", "tideturn.sources.open_referral.workbook_child"]
    environment = {"PYTHONPATH": PACKAGES, "PYTHONIOENCODING": "utf-8"}
    with (
        path.open("rb") as file,
        subprocess.Popen(  # noqa: S603  (our own interpreter and module)
            command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        ) as child,
    ):
        try:
            answer = _read(path.name, child.stdout)
        finally:
            child.kill() if child.poll() is None and sys.exc_info()[0] else child.wait()
    if child.returncode != 0:
        raise FeedRefused(path.name, TOO_HEAVY)
    return answer


def _read(name: str, lines: IO[bytes] | None) -> list[tuple[str, list[list[str]]]]:
    answer: list[tuple[str, list[list[str]]]] = []
    for line in lines or ():
        said: Any = json.loads(line)
        if isinstance(said, list):
            answer[-1][1].append(said)
        elif "refused" in said:
            raise FeedRefused(name, str(said["refused"]))
        else:
            answer.append((str(said["sheet"]), []))
    return [(sheet, rows) for sheet, rows in answer if rows]


def _numbered(name: str, columns: tuple[str, ...], rows: list[list[str]]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, cells in enumerate(rows, start=FIRST_ROW):
        row = {column: cell for column, cell in zip(columns, cells, strict=False) if cell}
        if row:
            yield number, row
    if len(columns) > MOST_COLUMNS:
        raise FeedRefused(name, f"has more than {MOST_COLUMNS:,} columns; give only those of the feed.")
