"""The facts of a signal's chart as a table, for those who read rather than look."""

from dataclasses import dataclass

from tideturn.methods.detection.explaining.sentences import number
from tideturn.methods.detection.explaining.signal import Signal, SignalInvalid, Week

NO_DATA = "no data"
NOT_GIVEN = ""


@dataclass(frozen=True)
class Table:
    """Text in columns and rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        """Refuse rows of another length."""
        if any(len(row) != len(self.columns) for row in self.rows):
            raise SignalInvalid("Each row of a table needs a cell for each column.")


def table_of(signal: Signal) -> Table:
    """Return one row a week, the judged week first and then back into the past."""
    first = "week" if signal.judged.begins is None else "week of"
    columns = (first, "observed", "expected", "upper limit", "used for comparison", "weight")
    judged, *before = reversed(signal.weeks)
    return Table(columns, (_row(judged, "judged"), *(_row(week, "yes" if week.is_used else "no") for week in before)))


def _row(week: Week, use: str) -> tuple[str, ...]:
    weight = f"{week.weight:.2g}" if week.is_used and week.weight is not None and use != "judged" else NOT_GIVEN
    return (
        str(week.t) if week.begins is None else week.begins.isoformat(),
        NO_DATA if week.observed is None else f"{week.observed:,}",
        NOT_GIVEN if week.expected is None else number(week.expected),
        NOT_GIVEN if week.upper is None else number(week.upper),
        use,
        weight,
    )
