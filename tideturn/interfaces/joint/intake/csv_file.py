"""Reading a file of reports, strictly: whole or not at all, with everything that is wrong said at once."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import timezone
from pydantic import ValidationError

from tideturn.engines.people.record.errors import DetailsRefused
from tideturn.interfaces.joint.intake import persons
from tideturn.interfaces.joint.intake.csv_columns import COLUMNS, KEY, CellFault, body_of, column_of, named
from tideturn.interfaces.joint.intake.errors import OccurredInTheFuture, ReportRefused
from tideturn.interfaces.joint.intake.problems import problem_of
from tideturn.interfaces.joint.intake.receiving import AHEAD_AT_MOST
from tideturn.interfaces.joint.intake.report import NearFatalOverdose, digest_of
from tideturn.sources.documents.errors import printable
from tideturn.sources.tabular.errors import TableRefused
from tideturn.sources.tabular.header import Wanted, kinds_of
from tideturn.sources.tabular.kinds import Kind
from tideturn.sources.tabular.pieces import Piece, pieces_of
from tideturn.sources.tabular.records import Record, records_of

BYTES_AT_MOST = 16 * 2**20
# All reports of a file are kept in one transaction, and others of the agency wait for it.
ROWS_AT_MOST = 2_000
PROBLEMS_AT_MOST = 200
WANTED = Wanted(
    required={"occurred_at": Kind.TEXT}, optional={name: Kind.TEXT for name in COLUMNS if name != "occurred_at"}
)
OF_LINES = uuid.UUID("5b0b0d6e-6a0c-5b1e-9f0e-3f1b6f0c2a7d")


class FileRefused(ReportRefused):
    """A file of reports cannot be taken; nothing of it was kept, and `problems` says what to mend, line by line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Line:
    """One report of a file, with the line on which it begins and the key that lets it come only once."""

    number: int
    report: NearFatalOverdose
    key: uuid.UUID
    digest: bytes


@dataclass
class Reading:
    """What was read so far, and what is wrong."""

    agency: str
    lines: list[Line] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    keys: dict[uuid.UUID, tuple[int, bytes]] = field(default_factory=dict)

    def refuse(self, line: int, column: str, problem: str) -> None:
        """Note a problem; more than anybody reads ends the reading."""
        ended = "" if problem.endswith((".", "?")) else "."
        self.problems.append(f"Line {line}, column {printable(column)}: {problem}{ended}")
        if len(self.problems) >= PROBLEMS_AT_MOST:
            raise FileRefused([*self.problems, "There may be more. Mend these first."])


def read(file: Path, *, agency: str) -> tuple[Line, ...]:
    """Return the reports of a file, whose cells are text alone; raise FileRefused with all that is wrong."""
    try:
        reading = _read(file, agency)
    except TableRefused as refusal:
        raise FileRefused([str(refusal)]) from None
    if reading.problems:
        raise FileRefused(reading.problems)
    return tuple(reading.lines)


def _read(file: Path, agency: str) -> Reading:
    reading, records = Reading(agency), _records(file)
    header = next(records, None)
    if header is None:
        raise TableRefused(str(file), "is empty.")
    names = list(kinds_of(str(file), [named(heading.strip()) for heading in header.fields], WANTED))
    for place, record in enumerate(records):
        if place >= ROWS_AT_MOST:
            raise TableRefused(str(file), f"has more than {ROWS_AT_MOST} reports; part it into several files.")
        _take(reading, names, record)
    if not reading.lines and not reading.problems:
        raise TableRefused(str(file), "has a line of column names and nothing below it.")
    return reading


def _records(file: Path) -> Iterator[Record]:
    for piece in _within_bounds(file):
        yield from records_of(str(file), piece)


def _within_bounds(file: Path) -> Iterator[Piece]:
    """Yield a file piece by piece; what is too long, or unpacks to too much, is refused before it fills memory."""
    if not file.is_file():
        raise TableRefused(str(file), "is not there, or is not a file; give the name of a CSV file.")
    held = 0
    for piece in pieces_of(file):
        held += len(piece.data)
        if held > BYTES_AT_MOST:
            raise TableRefused(str(file), f"is longer than {BYTES_AT_MOST // 2**20} MB; part it into several files.")
        yield piece


def _take(reading: Reading, names: list[str], record: Record) -> None:
    if len(record.fields) != len(names):
        problem = f"has {len(record.fields)} cells where the first line names {len(names)}; correct it"
        reading.refuse(record.line, "all", problem)
        return
    cells = {name: cell.strip() for name, cell in zip(names, record.fields, strict=True)}
    body = _body(reading, record.line, cells)
    report = None if body is None else _report(reading, record.line, body)
    key = _key(reading, record.line, cells, body)
    if report is not None and key is not None:
        _keep(reading, Line(record.line, report, key, digest_of(body)))


def _body(reading: Reading, line: int, cells: dict[str, str]) -> dict[str, Any] | None:
    try:
        return body_of(cells)
    except CellFault as fault:
        at_fault = next((name for name, cell in cells.items() if cell and not _is_readable(name, cell)), "all")
        reading.refuse(line, at_fault, str(fault))
        return None


def _is_readable(name: str, cell: str) -> bool:
    try:
        COLUMNS[name].read(cell)
    except CellFault:
        return False
    return True


def _report(reading: Reading, line: int, body: dict[str, Any]) -> NearFatalOverdose | None:
    """Return the report of a line, looked at as receiving would, so that nothing is refused there first."""
    try:
        report = NearFatalOverdose.model_validate(body)
        persons.details_of(report)
        if report.occurred_at > timezone.now() + AHEAD_AT_MOST:
            raise OccurredInTheFuture
    except ValidationError as error:
        for item in error.errors(include_input=False):
            reading.refuse(line, column_of(".".join(map(str, item["loc"]))), problem_of(item))
    except DetailsRefused as error:
        for name, reason in error.reasons.items():
            reading.refuse(line, column_of(f"person.{name}"), reason)
    except OccurredInTheFuture as error:
        reading.refuse(line, "occurred_at", str(error))
    else:
        return report
    return None


def _key(reading: Reading, line: int, cells: dict[str, str], body: dict[str, Any] | None) -> uuid.UUID | None:
    """Return the key that a line gives, else one made of what it says: the same line is the same report, ever after."""
    if KEY not in cells:
        return None if body is None else uuid.uuid5(OF_LINES, f"{reading.agency}:{digest_of(body).hex()}")
    try:
        return uuid.UUID(cells[KEY])
    except ValueError:
        reading.refuse(line, KEY, "is no UUID; write one, a new one for each report, or leave the column out")
        return None


def _keep(reading: Reading, line: Line) -> None:
    """Keep a line; the same line twice is one report, and one key for two reports is a mistake."""
    first, digest = reading.keys.setdefault(line.key, (line.number, line.digest))
    if digest != line.digest:
        reading.refuse(line.number, KEY, f"stands on line {first} too, with another report; write another")
    reading.lines.append(line)
