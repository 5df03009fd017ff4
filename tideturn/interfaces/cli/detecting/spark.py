"""The same work over the partitions of a Spark cluster, for those who have outgrown a machine.

Spark reads the table, brings all rows of a series to one partition, and there the functions of the local engine judge
them. The rows of the output come back to this process, which puts them in order and writes them.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tideturn.interfaces.cli.detecting.columns import SERIES, Roles, roles_of
from tideturn.interfaces.cli.detecting.counts import counts_on, read_counts
from tideturn.interfaces.cli.detecting.judging import Task, series_at_once, task_of
from tideturn.interfaces.cli.detecting.methods import Choice
from tideturn.interfaces.cli.detecting.weeks import Placed, chosen_weeks, place, place_on
from tideturn.interfaces.cli.refusal import Refusal
from tideturn.methods.detection.calendar import Calendar
from tideturn.sources.tabular.columns import ColumnFault, column_of
from tideturn.sources.tabular.errors import TableRefused

MISSING = "The Spark engine is not here. Install the extra: pip install tideturn[spark], and Java 17 or later."
ROWS_A_PARTITION = 2_000_000
ROW = "row_of_the_input"
OUTPUT = (
    f"{ROW} long, series string, t long, date date, observed long, expected double, lower double, upper double, "
    "pvalue double, score double, phi double, trend byte, alarm byte, status string, reason string"
)


@dataclass(frozen=True)
class Partition:
    """What is done with the rows of one partition; sent to the workers, so all that it holds is plain."""

    roles: Roles
    calendar: Calendar
    task: Task
    is_short: bool

    def __call__(self, parts: Iterator[Any]) -> Iterator[Any]:
        """Yield the rows of the output for the record batches of one partition."""
        import pyarrow  # type: ignore[import-not-found,unused-ignore]

        gathered = [part for part in parts if part.num_rows]
        if gathered:
            texts = pl.DataFrame(pl.from_arrow(pyarrow.Table.from_batches(gathered))).sort(ROW)
            for rows in self._rows(texts):
                yield from rows.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(_schema()).to_batches()

    def _rows(self, texts: pl.DataFrame) -> Iterator[pl.DataFrame]:
        frame = _of_their_kinds(texts, self.roles)
        placed = Placed(self.calendar, place_on(self.calendar, frame))
        counts = counts_on(placed, frame, self.roles, is_short=self.is_short, where=_row_of_partition)
        keys = list(self.roles.keys)
        firsts = texts[ROW][:1] if not keys else texts.unique(keys, keep="first", maintain_order=True)[ROW]
        begun = 0
        for batch in counts.batches(series_at_once(counts.calendar.length, len(self.task.weeks))):
            rows = self.task.rows(batch)
            own = firsts.slice(begun, batch.size).gather(np.repeat(np.arange(batch.size), len(self.task.weeks)))
            begun += batch.size
            yield rows.insert_column(0, own.alias(ROW))


def judged_by_spark(
    file: Path, choice: Choice, *, keys: Sequence[str], ignored: Sequence[str], a_year: int | None, latest: int | None,
    since: str | None, workers: int | None,
) -> tuple[pl.DataFrame, Task]:  # fmt: skip
    """Return the rows of the output in the order of the local engine, and the task; raises Refusal or TableRefused."""
    session = _session(workers)
    from pyspark.errors import PySparkException  # type: ignore[import-not-found,unused-ignore]

    try:
        return _judged(session, file, choice, keys=keys, ignored=ignored, a_year=a_year, latest=latest, since=since)
    except (PySparkException, ColumnFault) as error:
        _say_it_as_the_local_engine_does(file, keys, ignored)
        raise Refusal(_cause(file, str(error))) from None
    finally:
        session.stop()


def _judged(
    session: Any, file: Path, choice: Choice, *, keys: Sequence[str], ignored: Sequence[str], a_year: int | None,
    latest: int | None, since: str | None,
) -> tuple[pl.DataFrame, Task]:  # fmt: skip
    from pyspark.sql import functions  # type: ignore[import-not-found,unused-ignore]

    table = _table(session, file)
    table = table.toDF(*(name.strip() for name in table.columns))
    roles = roles_of(str(file), table.columns, keys=keys, ignored=ignored)
    table = table.select(*roles.kinds)
    table = table.withColumns({name: functions.trim(functions.col(name).cast("string")) for name in roles.keys})
    try:
        calendar, rows = _calendar(table, roles, file, a_year)
    except Refusal:
        _say_it_as_the_local_engine_does(file, keys, ignored)
        raise
    series, is_short = _series(table, roles)
    weeks = chosen_weeks(calendar, latest=latest, since=since)
    has_population = "population" in roles.values
    task = task_of(choice, weeks, series=series, has_population=has_population, a_year=calendar.periods_per_year)
    partitions = max(int(session.sparkContext.defaultParallelism), -(-rows // ROWS_A_PARTITION))
    numbered = table.withColumn(ROW, functions.monotonically_increasing_id())
    grouped = numbered.repartition(partitions, *roles.keys) if roles.keys else numbered.coalesce(1)
    found = grouped.mapInArrow(Partition(roles, calendar, task, is_short), OUTPUT).toArrow()
    return pl.DataFrame(pl.from_arrow(found)).sort(ROW, "t").drop(ROW), task


def _session(workers: int | None) -> Any:
    """Return a Spark session: of the cluster that the environment names, else of this machine."""
    try:
        from pyspark.errors import PySparkException  # type: ignore[import-not-found,unused-ignore]
        from pyspark.sql import SparkSession  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        raise Refusal(MISSING) from None
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise Refusal(MISSING)
    # Workers on this machine have the packages of this process, not those of some other Python.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("tideturn detect").config("spark.sql.session.timeZone", "UTC")
    if workers is not None:
        builder = builder.master(f"local[{workers}]")
    try:
        session = builder.getOrCreate()
    except (PySparkException, OSError):
        raise Refusal(MISSING) from None
    # What goes wrong is said once, by us, and not by every worker with its traceback.
    session.sparkContext.setLogLevel("OFF")
    return session


def _table(session: Any, file: Path) -> Any:
    """Return the table, of CSV as texts; a folder of files of one kind is one table."""
    if not file.exists():
        raise TableRefused(str(file), "is not there; give the name of a CSV or Parquet file.")
    where = str(file.resolve())
    if file.suffix.lower() == ".parquet" or (file.is_dir() and any(file.glob("*.parquet"))):
        return session.read.parquet(where)
    choices = {"header": True, "quote": '"', "escape": '"', "multiLine": True, "mode": "FAILFAST", "encoding": "UTF-8"}
    return session.read.options(enforceSchema=False, **choices).csv(where)


def _calendar(table: Any, roles: Roles, file: Path, a_year: int | None) -> tuple[Calendar, int]:
    """Return the calendar and the number of rows, from the few different weeks that the table has."""
    names = [name for name in ("date", "t") if name in roles.values]
    counted = pl.DataFrame(pl.from_arrow(table.groupBy(*names).count().toArrow()))
    if not counted.height:
        raise TableRefused(str(file), "has a line of column names and nothing below it.")
    frame = pl.DataFrame([column_of(counted[name], roles.kinds[name]) for name in names])
    placed = place(frame, where=lambda row: f"{counted.row(row)[:-1]}", a_year=a_year)
    return placed.calendar, int(counted["count"].sum())


def _series(table: Any, roles: Roles) -> tuple[int, bool]:
    """Return how many series there are, and whether the column series alone tells them apart."""
    if not roles.keys:
        return 1, True
    kinds = table.select(*roles.keys).distinct()
    number = int(kinds.count())
    if SERIES not in roles.keys:
        return number, False
    return number, len(roles.keys) == 1 or int(kinds.select(SERIES).distinct().count()) == number


def _of_their_kinds(texts: pl.DataFrame, roles: Roles) -> pl.DataFrame:
    columns = [column_of(texts[name], kind) for name, kind in roles.kinds.items()]
    for column in columns:
        if column.name in roles.keys and column.null_count():
            raise ColumnFault(0, "", f"stands in column {column.name}; fill it in")
    return pl.DataFrame(columns)


def _row_of_partition(row: int) -> str:
    return f"row {row + 1} of a partition"


def _cause(file: Path, error: str) -> str:
    """Return what is behind an error of Spark: the last line of the worker's own, without all that stands around it."""
    if "PACKAGE_NOT_INSTALLED" in error:
        return MISSING
    lines = [line for line in error.strip().splitlines() if not line.startswith((" ", "\t", "Traceback", "JVM"))]
    return f"{file}: Spark cannot read or judge it: {lines[-1] if lines else error.strip()}"


def _say_it_as_the_local_engine_does(file: Path, keys: Sequence[str], ignored: Sequence[str]) -> None:
    """Read the table once more in this process, which knows lines and remedies, where something is wrong with it."""
    for one in sorted(file.iterdir()) if file.is_dir() else [file]:
        if not one.name.startswith(("_", ".")):
            read_counts(one, keys=keys, ignored=ignored)


def _schema() -> Any:
    import pyarrow  # type: ignore[import-not-found,unused-ignore]

    types = {
        "long": pyarrow.int64(), "string": pyarrow.string(), "date": pyarrow.date32(), "double": pyarrow.float64(),
        "byte": pyarrow.int8(),
    }  # fmt: skip
    return pyarrow.schema([(name, types[kind]) for name, kind in (field.split() for field in OUTPUT.split(", "))])
