"""The confined child: an Excel workbook on standard input, its sheets row by row as JSON lines on standard output."""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from tideturn.sources.documents.confinement import confine
from tideturn.sources.open_referral.limits import MOST_COLUMNS, MOST_SHEET_CELLS

DAMAGED = "is damaged or no Excel workbook; save it again as .xlsx, without a password, or its sheets as CSV."
TOO_WIDE = f"has a sheet of more than {MOST_COLUMNS:,} columns or {MOST_SHEET_CELLS:,} cells; give only those needed."


def letters_of(value: Any) -> str:
    """Return a cell as text: dates as 2026-11-30, times as 09:30:00, whole numbers without a point."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ")
    if isinstance(value, timedelta):
        return (datetime(2000, 1, 1) + value).time().isoformat()  # noqa: DTZ001  (a time of day has no zone)
    if isinstance(value, date | time):
        return value.isoformat()
    text = "" if value is None else str(value)
    if "\0" in text:
        raise ValueError("a null character is no text")
    return text


def answers(content: bytes) -> Iterator[Any]:
    """Yield the name of each sheet and then its rows; what cannot be read ends with a refusal."""
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.total_width > MOST_COLUMNS or sheet.total_width * sheet.total_height > MOST_SHEET_CELLS:
            yield {"refused": TOO_WIDE}
            return
        yield {"sheet": name}
        for row in sheet.to_python(skip_empty_area=False):
            yield [letters_of(value) for value in row]


def main() -> None:
    """Answer for the workbook on standard input."""
    confine()
    try:
        for answer in answers(sys.stdin.buffer.read()):
            sys.stdout.write(json.dumps(answer) + "\n")
    except Exception:
        sys.stdout.write(json.dumps({"refused": DAMAGED}) + "\n")


if __name__ == "__main__":
    main()
