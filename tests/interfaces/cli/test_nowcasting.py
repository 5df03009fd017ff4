"""`tideturn nowcast` as a user runs it."""

import subprocess
import sys

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from tideturn.interfaces.cli.nowcasting import command

FIRST = np.datetime64("2031-01-06")  # a Monday
NOW = "2031-07-06"  # the Sunday after 26 weeks


def reports_of(series, *, weeks=26, seed=1):
    """Return lines of reports: about nine events a week, of which a half is reported a week later or after."""
    generator = np.random.default_rng(seed)
    lines = []
    for week in range(weeks):
        for _ in range(generator.poisson(9)):
            event = FIRST + 7 * week + int(generator.integers(7))
            lines.append(f"{series},{event},{event + int(generator.geometric(0.15)) - 1}")
    return lines


@pytest.fixture
def reports(tmp_path):
    file = tmp_path / "reports.csv"
    lines = ["series,event_date,report_date", *reports_of("north"), *reports_of("south", seed=2)]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def nowcast_of(file, tmp_path, *arguments, now=NOW):
    out = tmp_path / "out.csv"
    result = run(file, "--now", now, "--max-delay", 4, "--out", out, *arguments)
    assert result.exit_code == 0, result.output
    return pl.read_csv(out, try_parse_dates=True), result


def refused(file, *arguments, now=NOW):
    result = run(file, "--now", now, "--out", "-", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr.strip()


def written(tmp_path, *lines, name="given.csv"):
    file = tmp_path / name
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def test_nowcast_writes_a_row_a_series_and_week(reports, tmp_path):
    rows, result = nowcast_of(reports, tmp_path)

    assert rows.columns == [
        *("series", "event_date", "reported", "expected_total"),
        *("lower_50", "upper_50", "lower_95", "upper_95", "status", "reason"),
    ]
    assert rows["series"].unique(maintain_order=True).to_list() == ["north", "south"]
    assert rows["event_date"].n_unique() == 26
    assert rows["status"].unique().to_list() == ["ok"]
    assert "2 series, 26 weeks; 8 counts are not wholly reported." in result.stderr


def test_nowcast_of_finished_weeks_is_what_was_reported_and_of_others_more(reports, tmp_path):
    rows, _ = nowcast_of(reports, tmp_path)

    finished = rows.filter(pl.col("event_date") < pl.date(2031, 6, 2))
    last = rows.filter(pl.col("event_date") == pl.date(2031, 6, 30))
    assert (finished["expected_total"] == finished["reported"]).all()
    assert (finished["lower_95"] == finished["upper_95"]).all()
    assert (last["expected_total"] > last["reported"]).all()
    assert (last["lower_95"] <= last["lower_50"]).all()
    assert (last["upper_50"] < last["upper_95"]).all()


def test_nowcast_as_of_earlier_days_does_not_see_later_reports(reports, tmp_path):
    early = [line for line in reports.read_text().split("\n")[1:] if line and line[-10:] <= "2031-06-01"]
    then = written(tmp_path, "series,event_date,report_date", *early)

    rows, result = nowcast_of(reports, tmp_path, now="2031-06-01")

    assert rows.equals(nowcast_of(then, tmp_path, now="2031-06-01")[0])
    assert "events reported after the last week that --now ends" in result.stderr


def test_nowcast_says_what_is_left_out(reports, tmp_path):
    config = written(tmp_path, "window: 6", name="nowcast.yaml")

    _, result = nowcast_of(reports, tmp_path, "--config", config, "--max-delay", 2)

    assert "events reported more than 2 weeks later; a longer --max-delay takes them in" in result.stderr
    assert "events before the window" in result.stderr


def test_nowcast_without_series_adds_up_equal_rows_and_reads_counts(tmp_path):
    days = [FIRST + week * 7 for week in range(10)]
    once = [f"{day},{day},2" for day in days]
    plain = written(tmp_path, "event_date,report_date,count", *once, *once)
    summed = written(tmp_path, "event_date,report_date,count", *(f"{day},{day},4" for day in days), name="summed.csv")

    first, _ = nowcast_of(plain, tmp_path, now=str(days[-1]))

    assert first["reported"].to_list() == [4] * 10
    assert first["series"].unique().to_list() == ["all"]
    assert first.equals(nowcast_of(summed, tmp_path, now=str(days[-1]))[0])


def test_nowcast_takes_levels_steps_and_configuration(reports, tmp_path):
    config = written(tmp_path, '{"step": "day", "levels": [0.8], "max_delay": 2}', name="nowcast.json")

    by_file, _ = nowcast_of(reports, tmp_path, "--config", config)
    by_option, _ = nowcast_of(reports, tmp_path, "--config", config, "--step", "week", "--level", "0.975")

    assert by_file.columns[4:6] == ["lower_80", "upper_80"]
    assert by_file["event_date"].n_unique() == 56
    assert by_option.columns[4:6] == ["lower_97.5", "upper_97.5"]
    assert by_option["event_date"].n_unique() == 26


def test_nowcast_makes_up_for_a_delivery_that_failed(reports, tmp_path):
    config = written(tmp_path, "missing_reports: [2031-04-07]", name="nowcast.yaml")

    rows, _ = nowcast_of(reports, tmp_path, "--config", config)

    holed = rows.filter(pl.col("event_date") == pl.date(2031, 3, 31))
    assert (holed["expected_total"] > holed["reported"]).all()


def test_nowcast_gives_short_history_and_no_traceback(reports, tmp_path):
    rows, result = nowcast_of(reports, tmp_path, "--max-delay", 40)

    assert set(rows["status"]) == {"short_history"}
    assert rows["expected_total"].null_count() == rows.height
    assert "Not ok: 52 short_history." in result.stderr


def test_nowcast_writes_parquet_and_reads_it(reports, tmp_path):
    parquet = tmp_path / "reports.parquet"
    pl.read_csv(reports, try_parse_dates=True).write_parquet(parquet)
    out = tmp_path / "out.parquet"

    assert run(parquet, "--now", NOW, "--max-delay", 4, "--out", out).exit_code == 0
    assert pl.read_parquet(out).height == 52


HEAD = "event_date,report_date"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["event_date,reported", "2031-01-06,2031-01-07"], "the column is missing: report_date"),
        ([f"{HEAD},area", "2031-01-06,2031-01-07,a"], "not known: 'area'"),
        ([HEAD, "2031-01-06,2031-01-07", "2031-01-09,2031-01-08"], "line 3: the event of 2031-01-09"),
        ([HEAD, "2031-01-06,2031-01-32"], "line 2"),
        ([HEAD, "2031-01-06,2031-01-07T10:00:00Z"], "has a time zone"),
        ([HEAD, "2031-01-06,"], "line 2, column report_date is empty"),
        ([f"{HEAD},count", "2031-01-06,2031-01-07,-1"], "below zero"),
        ([f"{HEAD},count", "2031-01-06,2031-01-07,1.5"], "is a fraction"),
        ([f"{HEAD},count", "2031-01-06,2031-01-07,many"], "is not a number"),
        ([HEAD], "nothing below it"),
    ],
)
def test_nowcast_refuses_bad_tables_with_line_and_remedy(tmp_path, lines, words):
    assert words in refused(written(tmp_path, *lines))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--level", "95"], "--level: levels lie between 0 and 1"),
        (["--max-delay", "5000"], "--max-delay: max_delay is 5000"),
        (["--config", "nowhere.yaml"], "is not there"),
    ],
)
def test_nowcast_refuses_options_that_cannot_be(reports, arguments, words):
    assert words in refused(reports, *arguments)


@pytest.mark.parametrize("now", ["yesterday", "2031-02-30", "2031-07-06T00:00:00+01:00"])
def test_nowcast_refuses_a_now_that_is_no_day(reports, now):
    assert refused(reports, now=now).startswith("--now")


def test_nowcast_refuses_a_now_before_everything(reports):
    assert "choose a later day" in refused(reports, now="2030-01-01")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("step: month", "line 1, step is 'month'"),
        ("levels: [0.5]\nwindow: 0", "line 2, window: window is 0"),
        ("windows: 9", "there is no such name"),
        ("- 1", "names with their values"),
        ("levels: [0.95, 0.9500000001]", "line 1, levels: levels that differ so little"),
        ("level_periods: 99999999999999999999", "window and level_periods are 36600 periods at the most"),
        ("pooling: 1e-300", "line 1, pooling: pooling is 1e-300; give 0, or a number from 1e-12 on"),
        ("a: [", "not valid YAML"),
    ],
)
def test_nowcast_refuses_a_configuration_with_its_line(reports, tmp_path, text, words):
    assert words in refused(reports, "--config", written(tmp_path, text, name="nowcast.yaml"))


def test_nowcast_refuses_an_output_before_it_works(reports):
    assert "ends in .csv or .parquet" in run(reports, "--now", NOW, "--out", "result.xlsx").stderr


def test_nowcast_is_imported_without_the_heavy_libraries():
    code = "import sys, tideturn.interfaces.cli.nowcasting; print([n for n in ('numpy', 'polars') if n in sys.modules])"

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert shown.strip() == "[]"


def test_nowcast_does_not_overwrite_what_it_reads(reports):
    before = reports.read_text()

    result = run(reports, "--now", NOW, "--out", reports)

    assert (result.exit_code, reports.read_text()) == (2, before)
    assert "is a table that is read; name another file to write." in result.stderr
