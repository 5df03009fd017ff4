"""The compatible mode against numbers that R computed: on our own series, and on those of ../shared where they are."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.engine import Engine
from tideturn.methods.detection.farrington import (
    Farrington,
    FlexibleFarrington,
    PowerTransform,
    Threshold,
    farrington,
    farrington_flexible,
)
from tideturn.methods.detection.mode import Mode

TABLES = Path(__file__).parent / "tables"
GOLDEN = Path(__file__).resolve().parents[5] / "shared" / "golden" / "surveillance"
OLDER = {
    "no_periods": 1, "past_weeks_not_included": 3, "weights_threshold": 1.0, "p_threshold_trend": 0.05,
    "threshold_method": Threshold.DELTA, "alpha": 0.01,
}  # fmt: skip
MUAN = {"threshold_method": Threshold.MUAN}
OURS = {
    "nb": FlexibleFarrington(),
    "nb_population": FlexibleFarrington(population_offset=True),
    "nb_plain": FlexibleFarrington(reweight=False, trend=False),
    "muan": FlexibleFarrington(**MUAN),
    "muan_plain": FlexibleFarrington(reweight=False, **MUAN),
    "delta": FlexibleFarrington(threshold_method=Threshold.DELTA, p_threshold_trend=0.05),
    "delta_older": FlexibleFarrington(**OLDER),
    "delta_half": FlexibleFarrington(power_transform=PowerTransform.HALF, **OLDER),
    "delta_none": FlexibleFarrington(power_transform=PowerTransform.NONE, **OLDER),
}
THEIRS = {
    "FF_nb": OURS["nb"], "FF_nb_pop": OURS["nb_population"], "FF_muan": OURS["muan"], "FF_delta_np10": OURS["delta"],
    "FF_nb_a05": FlexibleFarrington(alpha=0.05), "FF_nb_b3": FlexibleFarrington(b=3),
    "FF_nb_noreweight": FlexibleFarrington(reweight=False), "FF_nb_notrend": FlexibleFarrington(trend=False),
    "FF_muan_b3": FlexibleFarrington(b=3, **MUAN), "FF_delta_classic": OURS["delta_older"],
    "FF_delta_classic_b3": FlexibleFarrington(b=3, **OLDER), "FF_delta_half": OURS["delta_half"],
    "FF_delta_none": OURS["delta_none"],
}  # fmt: skip
LOOSE, TIGHT = 1e-8, 1e-9


def read(path):
    return pl.read_csv(path, null_values="NA", infer_schema_length=None)


def numbers(column):
    return column.cast(pl.Float64).fill_null(np.nan).to_numpy()


def batch_of(counts, dates=None, population=None):
    days = None if dates is None else dates.str.to_date().to_numpy().astype("datetime64[D]")
    people = None if population is None else numbers(population)[None]
    return Batch(numbers(counts)[None], Calendar(len(counts), dates=days), population=people)


def differences(found, expected, names=("expected", "upper", "pvalue", "phi")):
    """Return where our numbers are not R's, as (name, place) pairs; the digits of each are the issue's."""
    wrong = []
    for name in names:
        ours, theirs = getattr(found, name)[0], numbers(expected[name])
        tolerance = TIGHT if name in ("expected", "phi") else LOOSE
        wrong += [(name, place) for place in np.flatnonzero(~np.isclose(ours, theirs, tolerance, 1e-300, True))]
    for name in ("alarm", "trend"):
        if name in expected.columns:
            theirs = numbers(expected[name])
            wrong += [
                (name, place) for place in np.flatnonzero(getattr(found, name)[0] != np.nan_to_num(theirs, nan=-1))
            ]
    return wrong


def own_batch(series, dated):
    input_table = read(TABLES / "series.csv")
    return batch_of(input_table[series], input_table["date"] if dated else None, input_table["population"])


@pytest.mark.parametrize("engine", [Engine.NUMPY, Engine.NUMBA])
def test_farrington_flexible_on_series_of_ours(engine):
    expected = read(TABLES / "flexible.csv")

    for (series, dated, choice), rows in expected.group_by(["series", "dated", "choice"], maintain_order=True):
        found = farrington_flexible(
            own_batch(series, dated), weeks=rows["t"].to_numpy() - 1, parameters=OURS[choice], mode=Mode.COMPATIBLE,
            engine=engine,
        )  # fmt: skip

        assert differences(found, rows) == [], (series, dated, choice)


def test_farrington_on_series_of_ours():
    for (series, dated), rows in read(TABLES / "farrington_1996.csv").group_by(["series", "dated"]):
        batch = own_batch(series, dated)

        found = farrington(batch, weeks=rows["t"].to_numpy() - 1, mode=Mode.COMPATIBLE, engine=Engine.NUMPY)

        assert differences(found, rows, names=("upper",)) == [], (series, dated)


def test_a_slip_of_the_size_of_a_natural_mistake_would_be_seen():
    """The negative control: phi from the mean after the last step is off by up to 9e-5, and alarms by one."""
    rows = read(TABLES / "flexible.csv").filter(
        (pl.col("choice") == "nb") & pl.col("dated") & (pl.col("series") == "busy")
    )
    off_by_little = rows.with_columns(pl.col("phi") * (1 + 9e-5), (1 - pl.col("alarm")).alias("alarm"))

    found = farrington_flexible(own_batch("busy", True), weeks=rows["t"].to_numpy() - 1, mode=Mode.COMPATIBLE)

    assert differences(found, rows) == []
    assert {name for name, _ in differences(found, off_by_little)} == {"phi", "alarm"}


def golden_files(names):
    found = [
        (folder.name, name)
        for folder in sorted(GOLDEN.glob("*/"))
        for name in names
        if (folder / f"{name}.csv").exists()
    ]
    return found or [pytest.param("", "", marks=pytest.mark.skip("the golden outputs (../shared/golden) are not here"))]


def golden_batch(table, series):
    own = table.filter(pl.col("series") == series).sort("t")
    has_dates = own["date"].null_count() == 0
    has_population = own["population"].null_count() == 0
    return batch_of(own["observed"], own["date"] if has_dates else None, own["population"] if has_population else None)


@pytest.mark.parametrize(("folder", "name"), golden_files(THEIRS))
def test_farrington_flexible_on_published_series(folder, name):
    table = read(GOLDEN / folder / "input.csv")

    for (series,), rows in read(GOLDEN / folder / f"{name}.csv").group_by(["series"], maintain_order=True):
        found = farrington_flexible(
            golden_batch(table, series), weeks=rows["t"].to_numpy() - 1, parameters=THEIRS[name], mode=Mode.COMPATIBLE,
            engine=Engine.NUMBA,
        )  # fmt: skip

        assert differences(found, rows) == [], series


@pytest.mark.parametrize(("folder", "name"), golden_files(["FARRINGTON1996"]))
def test_farrington_on_published_series(folder, name):
    table = read(GOLDEN / folder / "input.csv")

    for (series,), rows in read(GOLDEN / folder / f"{name}.csv").group_by(["series"], maintain_order=True):
        batch = golden_batch(table, series)

        found = farrington(batch, weeks=rows["t"].to_numpy() - 1, mode=Mode.COMPATIBLE, engine=Engine.NUMBA)

        assert differences(found, rows, names=("upper",)) == [], series


@pytest.mark.parametrize("choice", ["FF_nb", "FF_muan", "FF_delta_np10", "FF_delta_classic"])
def test_farrington_flexible_on_awkward_series(choice):
    if not GOLDEN.is_dir():
        pytest.skip("the golden outputs (../shared/golden) are not here")
    series = read(GOLDEN / "edge" / "input.csv")
    expected = read(GOLDEN / "edge" / "expected.csv").filter(pl.col("config") == choice)

    for (case,), rows in expected.group_by(["case"], maintain_order=True):
        batch = batch_of(series.filter(pl.col("case") == case).sort("t")["observed"])
        found = farrington_flexible(
            batch, weeks=rows["t"].to_numpy().astype(int) - 1, parameters=THEIRS[choice], mode=Mode.COMPATIBLE
        )

        wrong = differences(found, rows)
        # Counts without any spread: whether their trend of 1e-17 is significant is rounding in R.
        assert [name for name, _ in wrong if not (case == "constant_5" and name == "trend")] == [], case


@pytest.mark.parametrize("engine", [Engine.NUMPY, Engine.NUMBA])
def test_weeks_missing_at_the_beginning_of_a_dated_history_move_the_clock_as_in_r(engine):
    counts, dates = gapless_series()
    counts[65:67] = np.nan  # the two oldest reference weeks of the last one
    other = counts.copy()
    other[65] = 3.0
    batch = Batch(np.stack([counts, other, counts]), Calendar(330, dates=dates))

    nb, delta = (
        farrington_flexible(
            batch, weeks=[329], parameters=FlexibleFarrington(threshold_method=threshold), mode=Mode.COMPATIBLE,
            engine=engine,
        )
        for threshold in (Threshold.NB_PLUGIN, Threshold.DELTA)
    )  # fmt: skip

    # Computed by R 4.2.2 with surveillance 1.20.3.
    assert nb.expected[[0, 2], 0] == pytest.approx([8.9863828919637303] * 2, rel=1e-9)
    assert nb.pvalue[0, 0] == pytest.approx(0.49993197761281438, rel=1e-8)
    assert delta.upper[0, 0] == pytest.approx(21.81636470290592555, rel=1e-8)
    assert delta.pvalue[0, 0] == pytest.approx(0.49871290698440779, rel=1e-8)
    assert nb.expected[1, 0] != pytest.approx(nb.expected[0, 0], rel=1e-4)


def gapless_series():
    place = np.arange(330)
    counts = ((7 * place * place + 3 * place) % 11 + place // 60).astype(float)
    return counts, np.datetime64("2016-01-04") + 7 * place


def test_weeks_missing_at_the_beginning_move_no_clock_without_dates_or_in_textbook_mode():
    counts, dates = gapless_series()
    counts[65:67] = np.nan
    dated, numbered = Calendar(330, dates=dates), Calendar(330)

    def expected(calendar, mode):
        return farrington_flexible(Batch(counts[None], calendar), weeks=[329], mode=mode).expected[0, 0]

    assert expected(dated, Mode.TEXTBOOK) != pytest.approx(expected(dated, Mode.COMPATIBLE), rel=1e-4)
    assert expected(numbered, Mode.TEXTBOOK) == pytest.approx(expected(numbered, Mode.COMPATIBLE), rel=1e-7)


def test_expected_is_hidden_as_in_r_where_there_is_no_limit():
    counts = 5.0 + np.arange(330) % 3
    for year in range(1, 6):
        counts[329 - 52 * year - 3 : 329 - 52 * year + 4] = 0.0
    batch = Batch(counts[None], Calendar(330))

    found = farrington_flexible(batch, weeks=[329], parameters=FlexibleFarrington(**MUAN), mode=Mode.COMPATIBLE)

    assert np.isnan(found.upper[0, 0])
    assert np.isnan(found.expected[0, 0])
    assert found.alarm[0, 0] == 0


def test_one_week_a_year_of_two_years_is_enough_where_no_trend_can_be_kept():
    counts = np.full(160, 4.0)
    counts[[52, 104]] = 3.0, 6.0

    found = farrington(
        Batch(counts[None], Calendar(160)), weeks=[156], parameters=Farrington(b=2, w=0, reweight=False),
        mode=Mode.COMPATIBLE,
    )  # fmt: skip

    # Computed by R 4.2.2 with surveillance 1.20.3.
    assert found.upper[0, 0] == pytest.approx(12.646272576520559, rel=1e-8)
