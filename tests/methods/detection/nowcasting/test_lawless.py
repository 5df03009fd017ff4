"""Our `lawless` beside R's, on reports simulated here and on those of the outbreak that R ships."""

import csv
from pathlib import Path

import numpy as np
import pytest

from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.nowcasting.lawless import lawless
from tideturn.methods.detection.nowcasting.parameters import WindowShape
from tideturn.methods.detection.nowcasting.reports import Reports, Step, triangle_of_reports
from tideturn.methods.detection.nowcasting.triangle import Triangle, triangle_of

HERE = Path(__file__).parent
REPOSITORY = Path(__file__).resolve().parents[4]
OUTBREAK = REPOSITORY.parent / "shared" / "golden" / "surveillance" / "nowcast_husO104"
SHAPES = {"lawless1994": WindowShape.REPORTS, "hoehle_anderheiden2014": WindowShape.EVENTS}
CASES = [
    (now, m, shape)
    for now in ("59", "89")
    for m, shape in (("", "lawless1994"), ("20", "lawless1994"), ("20", "hoehle_anderheiden2014"))
]


def rows(name, **wanted):
    with (HERE / name).open() as lines:
        return [row for row in csv.DictReader(lines) if all(row[key] == value for key, value in wanted.items())]


def column(table, name):
    return np.array([float(row[name]) for row in table])


def simulated(now: int) -> Triangle:
    counts = np.zeros((102, 13))
    for row in rows("simulated_reports.csv"):
        event = int(row["event"])
        counts[event, int(row["report"]) - event] += int(row["count"])
    return triangle_of(counts).as_of(now + 1) if now < 89 else triangle_of(counts[:90])


def ours(now: str, m: str, shape: str):
    window = int(m) + 1 if m else None
    return lawless(simulated(int(now)), window=window, window_shape=SHAPES[shape])


@pytest.mark.parametrize(("now", "m", "shape"), CASES)
def test_lawless_gives_the_delays_of_r(now, m, shape):
    expected = column(rows("r_lawless_delays.csv", now=now, m=m, shape=shape), "cumulative")

    assert ours(now, m, shape).cumulative[0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("now", "m", "shape"), CASES)
def test_lawless_gives_medians_and_intervals_of_r(now, m, shape):
    expected = rows("r_lawless.csv", now=now, m=m, shape=shape)

    found = ours(now, m, shape)

    for name in ("median", "lower", "upper"):
        assert getattr(found, name)[0, -13:].tolist() == column(expected, name).tolist()


def test_lawless_of_another_window_is_not_that_of_r():
    expected = column(rows("r_lawless_delays.csv", now="89", m="20", shape="lawless1994"), "cumulative")

    assert np.abs(ours("89", "19", "lawless1994").cumulative[0] - expected).max() > 1e-4


def test_lawless_refuses_a_level_that_is_none():
    with pytest.raises(ParametersInvalid, match="lies between 0 and 1"):
        lawless(simulated(59), level=95)


@pytest.mark.skipif(not OUTBREAK.exists(), reason="the golden outputs of R are not beside the repository")
def test_lawless_gives_all_rows_of_the_outbreak_in_hamburg():
    with (OUTBREAK / "linelist.csv").open() as lines:
        dates = [row for row in csv.DictReader(lines) if "NA" not in row.values()]
    with (OUTBREAK / "expected.csv").open() as lines:
        expected = [row for row in csv.DictReader(lines) if row["method"] == "lawless"]
    days = [np.array([row[name] for row in dates], "datetime64[D]") for name in ("dHosp", "dReport")]
    reports = Reports(np.zeros(len(dates), np.int64), *days, np.ones(len(dates), np.int64))
    now = np.datetime64("2011-06-02")

    triangle, _ = triangle_of_reports(reports, names=("O104",), now=now, max_delay=15, step=Step.DAY)
    found = lawless(triangle)

    places = [int(np.flatnonzero(triangle.periods == np.datetime64(row["event_date"]))[0]) for row in expected]
    assert len(expected) == 11
    assert triangle.reported[0, places].tolist() == column(expected, "reported_so_far").tolist()
    assert found.median[0, places].tolist() == column(expected, "nowcast").tolist()
    assert found.lower[0, places].tolist() == column(expected, "pi_lo").tolist()
    assert found.upper[0, places].tolist() == column(expected, "pi_hi").tolist()
