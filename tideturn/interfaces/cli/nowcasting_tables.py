"""The tables of `tideturn nowcast`: reports with two dates in, a row for each series and event period out."""

from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tideturn.interfaces.cli.nowcasting_settings import column_of
from tideturn.methods.detection.nowcasting.nowcast import Nowcast
from tideturn.methods.detection.nowcasting.reports import Reports
from tideturn.methods.detection.nowcasting.triangle import Triangle
from tideturn.methods.detection.outcome import Status
from tideturn.sources.tabular.errors import TableRefused
from tideturn.sources.tabular.kinds import Kind
from tideturn.sources.tabular.reading import place_of, read_table

ONLY_SERIES = "all"
COLUMNS = ("event_date", "report_date", "count", "series")


def read_reports(file: Path) -> tuple[Reports, tuple[str, ...]]:
    """Return the reports of a table and the names of its series; raises TableRefused with the place and the remedy."""
    table = read_table(
        file,
        required={"event_date": Kind.DATE, "report_date": Kind.DATE},
        optional={"series": Kind.KEY, "count": Kind.COUNT},
        filled=COLUMNS,
    )
    _check_order(file, table)
    numbers, names = _series(table)
    counts = table["count"].to_numpy() if "count" in table.columns else np.ones(table.height, dtype=np.int64)
    return Reports(numbers, _days(table["event_date"]), _days(table["report_date"]), counts), names


def rows_of(found: Nowcast, triangle: Triangle, *, levels: tuple[float, ...]) -> pl.DataFrame:
    """Return one row a series and event period, series by series; what is not given is null."""
    series, periods = found.share.shape
    dates = np.arange(periods) if triangle.periods is None else triangle.periods
    predictive = found.predictive
    columns = {
        "series": pl.Series(triangle.names, dtype=pl.String).gather(np.repeat(np.arange(series), periods)),
        "event_date": pl.Series(np.tile(dates, series)).cast(pl.Date),
        "reported": _whole(predictive.reported),
        "expected_total": pl.Series(predictive.expected.ravel(), nan_to_null=True),
    }
    for level in levels:
        lower, upper = predictive.interval(level)
        columns |= {column_of("lower", level): _whole(lower), column_of("upper", level): _whole(upper)}
    columns["status"] = _of_status(found, {status: status.word for status in Status})
    columns["reason"] = _of_status(found, {status: found.reasons.get(status) or None for status in Status})
    return pl.DataFrame(columns)


def _check_order(file: Path, table: pl.DataFrame) -> None:
    early = (table["report_date"] < table["event_date"]).arg_true()
    if len(early):
        row = int(early[0])
        event, report = table["event_date"][row], table["report_date"][row]
        raise TableRefused(
            str(file),
            f"{place_of(file, row)}: the event of {event} was reported on {report}, which is before it; correct one "
            "of the two dates.",
        )


def _series(table: pl.DataFrame) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Return the number of each row's series, and the names in the order of their first rows."""
    if "series" not in table.columns:
        return np.zeros(table.height, dtype=np.int64), (ONLY_SERIES,)
    names = table["series"].unique(maintain_order=True)
    numbers = (
        table["series"]
        .cast(pl.String)
        .replace_strict(names.cast(pl.String), pl.int_range(len(names), eager=True), return_dtype=pl.Int64)
    )
    return numbers.to_numpy(), tuple(names.cast(pl.String).to_list())


def _days(dates: pl.Series) -> NDArray[np.datetime64]:
    return np.asarray(dates.to_physical().to_numpy().astype("datetime64[D]"))


def _whole(numbers: NDArray[np.float64]) -> pl.Series:
    return pl.Series(numbers.ravel(), nan_to_null=True).cast(pl.Int64)


def _of_status(found: Nowcast, words: dict[Status, str | None]) -> pl.Series:
    numbers = pl.Series(found.status.ravel())
    return numbers.replace_strict({int(status): word for status, word in words.items()}, return_dtype=pl.String)
