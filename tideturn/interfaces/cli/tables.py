"""Readings as tables on a terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tideturn.methods.reading.commitments import Commitment, Reading
from tideturn.sources.documents.errors import printable

_COLUMNS = ("No.", "Kind", "Text", "Owners", "When", "Status", "Doubts")


def print_reading(reading: Reading) -> None:
    """Print a reading: its commitments, one a row, and the account of what was left out."""
    console = Console()
    table = Table(*_COLUMNS, title=Text(reading.title or printable(reading.file)), show_lines=True)
    for commitment in reading.commitments:
        # As Text, so that square brackets in a document are never taken for markup.
        table.add_row(*(Text(cell) for cell in _cells(commitment)))
    console.print(table)
    coverage = reading.coverage
    console.print(
        Text(
            f"{len(reading.commitments)} commitments, layout {reading.layout}; {coverage.accounted} of "
            f"{coverage.characters} characters accounted for, {len(coverage.left_out)} passages left out."
        )
    )


def _cells(commitment: Commitment) -> tuple[str, ...]:
    when = commitment.timescale.as_written or "\n".join(deadline.as_written for deadline in commitment.deadlines)
    return (
        commitment.number or "",
        commitment.kind,
        commitment.text,
        "\n".join(owner.name for owner in commitment.owners),
        when,
        commitment.status.as_written or "",
        "\n".join(commitment.doubts),
    )
