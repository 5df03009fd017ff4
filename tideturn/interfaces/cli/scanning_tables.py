"""The tables of `tideturn scan`: counts, coordinates or adjacency in, clusters out."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.scanning.parameters import Model
from tideturn.methods.detection.scanning.scan import Scan
from tideturn.methods.detection.scanning.words import cluster_in_words
from tideturn.methods.detection.scanning.zones import Zones, zones_of_adjacency, zones_of_places
from tideturn.sources.documents.errors import printable
from tideturn.sources.tabular.errors import TableRefused, shown
from tideturn.sources.tabular.kinds import Kind
from tideturn.sources.tabular.reading import place_of, read_table

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

WEEK = 7
NUMBER = re.compile(r"[+-]?\d{1,30}", re.A)
SEPARATOR = ";"
ONLY_SERIES = ""
PAIRS = (("easting", "northing"), ("x", "y"), ("latitude", "longitude"))
WRITTEN = {
    "cluster": pl.Int64(),
    "areas": pl.String(),
    "first_week": pl.Int64(),
    "last_week": pl.Int64(),
    "first_date": pl.Date(),
    "last_date": pl.Date(),
    "observed": pl.Int64(),
    "expected": pl.Float64(),
    "relative_risk": pl.Float64(),
    "llr": pl.Float64(),
    "pvalue": pl.Float64(),
    "gumbel_pvalue": pl.Float64(),
    "words": pl.String(),
}


@dataclass(frozen=True)
class Counts:
    """What stands in the table of counts: areas in the order of their first row, and each series with its weights."""

    areas: tuple[str, ...]
    calendar: Calendar
    batches: dict[str, Batch]
    expected: dict[str, Floats]


def read_counts(file: Path, *, model: Model) -> Counts:
    """Return the counts of a table by series, area and week; raises TableRefused with the place and the remedy."""
    table = read_table(
        file,
        required={"area": Kind.TEXT, "observed": Kind.COUNT},
        optional={
            "date": Kind.DATE,
            "t": Kind.INTEGER,
            "expected": Kind.NUMBER,
            "population": Kind.POSITIVE,
            "series": Kind.TEXT,
        },
        filled=("area", "observed", "date", "t", "series"),
    )
    if table.is_empty():
        raise TableRefused(str(file), "has no rows; give the counts of each area and week.")
    weeks, calendar = _weeks(file, table)
    areas, area_of = _codes(table["area"])
    _check_names(file, areas)
    weights = _weights(file, table, model)
    series = table["series"] if "series" in table.columns else pl.repeat(ONLY_SERIES, len(table), eager=True)
    names, series_of = _codes(series)
    counts = Counts(areas, calendar, {}, {})
    for number, name in enumerate(names):
        rows = np.flatnonzero(series_of == number)
        _check_complete(file, rows, area_of, weeks, areas=areas, calendar=calendar)
        place = (area_of[rows], weeks[rows])
        shape = (len(areas), calendar.length)
        observed = _laid_out(table["observed"], rows, place, shape)
        counts.batches[name] = Batch(observed, calendar, areas)
        if weights is not None:
            counts.expected[name] = _laid_out(weights, rows, place, shape)
    return counts


def read_coordinates(file: Path, areas: tuple[str, ...], *, neighbours: int) -> Zones:
    """Return the zones of areas by their distances; raises TableRefused."""
    table = read_table(
        file,
        required={"area": Kind.TEXT},
        optional={name: Kind.NUMBER for pair in PAIRS for name in pair},
        filled=("area", *(name for pair in PAIRS for name in pair)),
    )
    pairs = [pair for pair in PAIRS if set(pair) <= set(table.columns)]
    if len(pairs) != 1:
        wanted = ", or ".join(" and ".join(pair) for pair in PAIRS)
        raise TableRefused(str(file), f"should have two columns for where each area lies: {wanted}.")
    repeated = table["area"].is_duplicated() & ~table["area"].is_first_distinct()
    if repeated.any():
        row = int(repeated.arg_true()[0])
        raise TableRefused(
            str(file), f"{place_of(file, row)} has {shown(table['area'][row])} for the second time; remove one of them."
        )
    _check_known(file, table["area"], areas)
    _check_all_there(file, set(table["area"]), areas, "add its coordinates")
    place = {name: row for row, name in enumerate(table["area"])}
    places = table.select(pairs[0]).to_numpy()[[place[name] for name in areas]]
    is_on_globe = pairs[0] == PAIRS[-1]
    if is_on_globe:
        _check_degrees(file, table)
    return zones_of_places(places, neighbours=neighbours, is_on_globe=is_on_globe)


def read_adjacency(file: Path, areas: tuple[str, ...], *, neighbours: int) -> Zones:
    """Return the zones of areas by who touches whom; raises TableRefused.

    A row is an area and a neighbour, in one direction or in both; an area that touches none has a row without one.
    """
    table = read_table(file, required={"area": Kind.TEXT, "neighbour": Kind.TEXT}, filled=("area",))
    for column in ("area", "neighbour"):
        _check_known(file, table[column], areas)
    named = {*table["area"], *table["neighbour"]}
    _check_all_there(file, named, areas, "add it, with an empty neighbour if it touches no other area")
    place = {name: number for number, name in enumerate(areas)}
    pairs = [(place[one], place[other]) for one, other in table.drop_nulls().select("area", "neighbour").iter_rows()]
    return zones_of_adjacency(pairs, areas=len(areas), neighbours=neighbours)


def week_of(as_of: str, counts: Counts) -> int:
    """Return the week that a day or a number names; raises ParametersInvalid where there is none.

    A day names the last week that begins on or before it.
    """
    calendar = counts.calendar
    if calendar.dates is None:
        if not NUMBER.fullmatch(as_of):
            raise ParametersInvalid(f"--as-of {shown(as_of)} is not a number, and the counts have t and no date.")
        week, begins = int(as_of), f"t {calendar.first} to {calendar.t[-1]}"
    else:
        day = np.datetime64(_day(as_of), "D")
        week = calendar.first + int((day - calendar.dates[0]) // np.timedelta64(WEEK, "D"))
        begins = f"the weeks of {calendar.dates[0]} to {calendar.dates[-1]}"
    if not calendar.first <= week < calendar.first + calendar.length:
        raise ParametersInvalid(f"--as-of {printable(as_of)} is outside the counts, which hold {begins}.")
    return week


def cluster_rows(scans: dict[str, Scan], calendar: Calendar) -> pl.DataFrame:
    """Return one row a cluster, the strongest of each series first; dates and series only where the counts had them."""
    is_dated, has_series = calendar.dates is not None, ONLY_SERIES not in scans
    schema = {name: kind for name, kind in WRITTEN.items() if is_dated or not name.endswith("_date")}
    rows = [
        [name, number, *_row(cluster_scan, number - 1, calendar)]
        for name, cluster_scan in scans.items()
        for number in range(1, len(cluster_scan.clusters) + 1)
    ]
    full = {"series": pl.String(), **schema}
    frame = pl.DataFrame(rows, schema=full, orient="row")
    return frame if has_series else frame.drop("series")


def _row(found: Scan, number: int, calendar: Calendar) -> list[object]:
    cluster = found.clusters[number]
    days: list[object] = []
    if calendar.dates is not None:
        weeks = (cluster.first_week, cluster.last_week)
        days = [calendar.dates[week - calendar.first].astype("datetime64[D]").item() for week in weeks]
    finite = cluster.relative_risk if np.isfinite(cluster.relative_risk) else None
    return [
        SEPARATOR.join(cluster.areas),
        cluster.first_week,
        cluster.last_week,
        *days,
        cluster.observed,
        cluster.expected,
        finite,
        cluster.llr,
        cluster.pvalue,
        cluster.gumbel_pvalue,
        cluster_in_words(cluster, model=found.model, calendar=calendar),
    ]


def _weeks(file: Path, table: pl.DataFrame) -> tuple[Integers, Calendar]:
    """Return the column of each row's week, and the weeks; where there are both, `date` decides."""
    if "date" in table.columns:
        days = table["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
        _check_weekly(file, table, days)
        weeks = (days - days.min()) // WEEK
        length = int(weeks.max()) + 1
        dates = (days.min() + WEEK * np.arange(length)).astype("datetime64[D]")
        return weeks, Calendar(length, dates=dates)
    if "t" not in table.columns:
        raise TableRefused(str(file), "has neither date nor t; give the day on which each week begins, or its number.")
    numbers = table["t"].to_numpy()
    first, last = int(numbers.min()), int(numbers.max())
    if last - first >= len(table):
        raise TableRefused(
            str(file), f"t runs from {first} to {last}, which is more weeks than there are rows; correct it."
        )
    return numbers - first, Calendar(last - first + 1, first=first)


def _check_weekly(file: Path, table: pl.DataFrame, days: Integers) -> None:
    odd = np.flatnonzero((days - days[0]) % WEEK)
    if len(odd):
        row = int(odd[0])
        raise TableRefused(
            str(file),
            f"{place_of(file, row)}: {table['date'][row]} is not a whole number of weeks from {table['date'][0]}; give "
            "each week the same day, that on which it begins.",
        )


def _codes(column: pl.Series) -> tuple[tuple[str, ...], Integers]:
    """Return the different values in the order of their first row, and the number of each row's value."""
    names = column.unique(maintain_order=True)
    return tuple(names), column.replace_strict(
        names, pl.arange(len(names), eager=True), return_dtype=pl.Int64
    ).to_numpy()


def _check_names(file: Path, areas: tuple[str, ...]) -> None:
    for name in areas:
        if SEPARATOR in name:
            raise TableRefused(str(file), f"area {shown(name)} has a semicolon, which lists areas in OUT; rename it.")


def _weights(file: Path, table: pl.DataFrame, model: Model) -> pl.Series | None:
    """Return the column to which expected counts are in proportion; where there are both, `expected` decides."""
    if model is Model.PERMUTATION:
        return None
    name = next((name for name in ("expected", "population") if name in table.columns), None)
    if name is None:
        raise TableRefused(
            str(file), "has neither expected nor population; add one of them, or scan with --model permutation."
        )
    column = table[name]
    faults = ((column.is_null(), "is empty; fill it in"), (column < 0, "is below zero; correct it"))
    for is_faulty, words in faults:
        if is_faulty.fill_null(value=False).any():
            row = int(is_faulty.arg_true()[0])
            raise TableRefused(
                str(file), f"{place_of(file, row)}, column {name} {words}, or scan with --model permutation."
            )
    return column


def _check_complete(
    file: Path, rows: Integers, area_of: Integers, weeks: Integers, *, areas: tuple[str, ...], calendar: Calendar
) -> None:
    """Refuse a second count for an area and week, and one that is not there."""
    keys = area_of[rows] * calendar.length + weeks[rows]
    different, first_rows = np.unique(keys, return_index=True)
    if len(different) < len(keys):
        again = np.setdiff1d(np.arange(len(keys)), first_rows)[0]
        _refuse_second(file, int(rows[again]), areas[keys[again] // calendar.length])
    if len(different) < len(areas) * calendar.length:
        # The keys are sorted, so that the first that is not equal to its place is where one is missing.
        gaps = np.flatnonzero(different != np.arange(len(different)))
        missing = int(gaps[0]) if len(gaps) else len(different)
        week = missing % calendar.length
        when = f"t {calendar.first + week}" if calendar.dates is None else f"the week of {calendar.dates[week]}"
        raise TableRefused(
            str(file),
            f"{shown(areas[missing // calendar.length])} has no row for {when}; a scan needs every area in every week, "
            "so write 0 where nothing was counted, or leave the area or the weeks out.",
        )


def _refuse_second(file: Path, row: int, area: str) -> NoReturn:
    raise TableRefused(
        str(file), f"{place_of(file, row)} is a second count for {shown(area)} in the same week; remove or add it up."
    )


def _laid_out(column: pl.Series, rows: Integers, place: tuple[Integers, Integers], shape: tuple[int, int]) -> Floats:
    grid = np.zeros(shape)
    grid[place] = column.to_numpy()[rows]
    return grid


def _check_known(file: Path, column: pl.Series, areas: tuple[str, ...]) -> None:
    unknown = ~column.is_in(areas) & column.is_not_null()
    if unknown.any():
        row = int(unknown.arg_true()[0])
        raise TableRefused(
            str(file),
            f"{place_of(file, row)} names {shown(column[row])}, for which there are no counts; add its counts, 0 where "
            "there were none, or remove it here.",
        )


def _check_all_there(file: Path, named: set[str | None], areas: tuple[str, ...], remedy: str) -> None:
    missing = [name for name in areas if name not in named]
    if missing:
        more = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
        raise TableRefused(str(file), f"{shown(missing[0])}{more} has counts and is not named here; {remedy}.")


def _check_degrees(file: Path, table: pl.DataFrame) -> None:
    for name, limit in (("latitude", 90), ("longitude", 180)):
        beyond = table[name].abs() > limit
        if beyond.any():
            row = int(beyond.arg_true()[0])
            raise TableRefused(
                str(file),
                f"{place_of(file, row)}, column {name}: {table[name][row]} is not in degrees between -{limit} and "
                f"{limit}; for a grid name the columns easting and northing.",
            )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ParametersInvalid(f"--as-of {shown(text)} is not a day; write it as 2026-01-05.") from None
