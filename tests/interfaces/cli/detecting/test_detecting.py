"""`tideturn detect` as an analyst runs it."""

import gzip
import json
from datetime import date, timedelta

import polars as pl
import pytest

from tideturn.interfaces.cli.detecting import judging
from tideturn.interfaces.cli.detecting.methods import METHODS
from tideturn.interfaces.cli.detecting.rows import COLUMNS
from tideturn.methods.detection.outcome import Status

MONDAY = date(2020, 1, 6)
HEADER = "series,t,date,observed,expected,lower,upper,pvalue,score,phi,trend,alarm,status,reason"


def test_detect_writes_one_row_a_series_for_the_last_week(judged, table, tmp_path):
    rows = judged(table)

    assert (tmp_path / "out.csv").read_text().splitlines()[0] == HEADER == ",".join(COLUMNS)
    assert rows["series"].to_list() == ["north", "south", "east"]
    assert set(rows["date"]) == {MONDAY + timedelta(weeks=59)}
    assert rows["t"].to_list() == [60, 60, 60]
    assert rows.filter(pl.col("alarm") == 1)["series"].to_list() == ["south"]
    assert set(rows["status"]) == {"ok"}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("mode", ["textbook", "compatible"])
def test_detect_judges_by_every_method(judged, table, method, mode):
    rows = judged(table, "--mode", mode, "--weeks", 3, method=method)

    assert rows.columns == list(COLUMNS)
    assert rows["series"].to_list() == ["north"] * 3 + ["south"] * 3 + ["east"] * 3
    assert set(rows["status"]) <= {status.word for status in Status}
    assert set(rows["alarm"]) <= {0, 1, None}


def test_detect_says_in_a_sentence_what_it_found(run, table):
    assert run(table).stderr.strip() == "3 series, 1 week: 1 alarm."


def test_detect_writes_numbers_with_all_their_digits(judged, table):
    counts = table.filter(pl.col("series") == "north")["observed"].to_list()

    assert judged(table)["expected"][0] == sum(counts[-8:-1]) / 7


def test_detect_reads_and_writes_parquet_as_csv(run, judged, table, tmp_path):
    expected = judged(table, "--weeks", 5)
    table.write_parquet(tmp_path / "table.parquet")

    run(table, "--weeks", 5, "--out", tmp_path / "out.parquet")

    found = pl.read_parquet(tmp_path / "out.parquet")
    assert found.rows() == expected.rows()
    assert (found.schema["date"], found.schema["alarm"], found.schema["phi"]) == (pl.Date, pl.Int8, pl.Float64)


def test_detect_prints_where_asked(run, table):
    result = run(table, "--out", "-")

    assert result.stdout.splitlines()[0] == HEADER
    assert len(result.stdout.splitlines()) == 4


@pytest.mark.parametrize(
    ("options", "first", "number"),
    [
        (["--weeks", "4"], 57, 4),
        (["--weeks", "400"], 1, 60),
        (["--from", "50"], 50, 11),
        (["--from", "2021-02-15"], 59, 2),
        (["--from", "2021-02-17"], 59, 2),
        (["--from", "2021-W07"], 59, 2),
        (["--from", "1999-01-01"], 1, 60),
    ],
)
def test_detect_judges_the_weeks_that_are_asked_for(judged, table, options, first, number):
    rows = judged(table, *options).filter(pl.col("series") == "north")

    assert rows["t"].to_list() == list(range(first, first + number))


def test_detect_keeps_the_numbers_of_weeks_where_they_fit_the_dates(judged, table):
    numbered = table.with_columns(t=(pl.col("date") - MONDAY).dt.total_days() // 7 + 1000)

    assert set(judged(numbered)["t"]) == {1059}


def test_detect_goes_by_the_date_where_t_disagrees(judged, table):
    numbered = table.with_columns(t=pl.int_range(pl.len()))

    assert judged(numbered).equals(judged(table), null_equal=True)


def test_detect_goes_by_t_where_there_is_no_date(judged, table):
    numbered = table.with_columns(t=(pl.col("date") - MONDAY).dt.total_days() // 7 + 1)
    expected = judged(table).drop("date")

    assert judged(numbered.drop("date")).drop("date").equals(expected, null_equal=True)
    assert judged(numbered.with_columns(date=pl.lit("NA"))).drop("date").equals(expected, null_equal=True)


def test_detect_takes_weeks_without_a_row_for_missing(judged, table):
    gap = table.filter((pl.col("series") != "east") | (pl.col("date") < date(2021, 2, 15)))

    last = judged(gap).filter(pl.col("series") == "east").row(0, named=True)

    assert (last["status"], last["alarm"], last["observed"]) == ("no_data", None, None)


def test_detect_gives_the_same_for_a_gap_and_an_empty_field(judged, table):
    in_gap = (pl.col("series") == "north") & pl.col("date").is_between(date(2021, 1, 25), date(2021, 1, 31))
    emptied = table.with_columns(observed=pl.when(in_gap).then(None).otherwise(pl.col("observed")))

    assert judged(table.filter(~in_gap), "--weeks", 9).equals(judged(emptied, "--weeks", 9), null_equal=True)


def test_detect_aligns_series_on_one_calendar_and_judges_none_before_it_begins(judged, table):
    late = table.filter((pl.col("series") != "north") | (pl.col("date") >= date(2021, 2, 1)))

    rows = judged(late, "--from", "1")

    assert rows.height == 180
    north = rows.filter(pl.col("series") == "north")
    assert north.filter(pl.col("date") < date(2021, 2, 1))["observed"].null_count() == 56
    assert north.filter(pl.col("date") < date(2021, 2, 1))["alarm"].null_count() == 56


def test_detect_reads_the_53rd_week_of_a_year(judged):
    weeks = [f"2020-W{week}" for week in range(40, 54)] + ["2021-W01", "2021-W02"]
    content = "series,date,observed\n" + "".join(f"a,{week},3\n" for week in weeks)

    rows = judged(content, "--weeks", 3)

    assert rows["date"].to_list() == [date(2020, 12, 28), date(2021, 1, 4), date(2021, 1, 11)]


def test_detect_lets_further_keys_tell_series_apart(judged, table):
    north, south = (
        table.filter(pl.col("series") == "north").with_columns(series=pl.lit("naloxone"), area=pl.lit(area))
        for area in ("fife", "lothian")
    )

    assert judged(pl.concat([north, south]))["series"].to_list() == ["naloxone | fife", "naloxone | lothian"]
    assert judged(north)["series"].to_list() == ["naloxone"]
    assert judged(north.drop("series"))["series"].to_list() == ["fife"]
    assert judged(north.drop("series", "area"))["series"].to_list() == ["all"]


def test_detect_takes_columns_that_are_named_as_keys_and_passes_over_those_to_be_ignored(judged, table):
    wide = table.with_columns(ward=pl.col("series"), note=pl.lit("x"), year=2020, week=1).drop("series")

    assert judged(wide, "--key", "ward", "--ignore", "note")["series"].to_list() == ["north", "south", "east"]


def test_detect_gives_each_series_the_same_answer_in_any_order_and_any_company(judged, table, monkeypatch):
    expected = judged(table, "--weeks", 7).sort("series", "t")
    shuffled = table.sample(fraction=1.0, shuffle=True, seed=1)

    assert judged(shuffled, "--weeks", 7).sort("series", "t").equals(expected, null_equal=True)
    monkeypatch.setattr(judging, "CELLS_AT_ONCE", 1)
    assert judged(table, "--weeks", 7).sort("series", "t").equals(expected, null_equal=True)


def test_detect_gives_the_same_bytes_with_two_workers(run, table, tmp_path, monkeypatch):
    monkeypatch.setattr(judging, "CELLS_AT_ONCE", 1)
    files = [tmp_path / f"{workers}.csv" for workers in (1, 2)]
    for workers, file in enumerate(files, start=1):
        assert run(table, "--weeks", 3, "--workers", workers, "--out", file).exit_code == 0

    assert files[0].read_bytes() == files[1].read_bytes()


def test_detect_judges_what_was_compressed(run, table, tmp_path):
    (tmp_path / "counts.csv.gz").write_bytes(gzip.compress(table.write_csv().encode()))

    from click.testing import CliRunner

    from tideturn.interfaces.cli.detecting.command import command

    words = [str(tmp_path / "counts.csv.gz"), "--method", "ears-c1", "--out", "-"]
    assert CliRunner().invoke(command, words).stdout == run(table, "--out", "-").stdout


def test_detect_explains_every_alarm(run, table, tmp_path):
    folder = tmp_path / "why"

    run(table, "--explain", folder)

    assert sorted(file.name for file in folder.iterdir()) == ["south-t60.csv", "south-t60.json", "south-t60.md"]
    assert "40 events were counted" in (folder / "south-t60.md").read_text()
    assert json.loads((folder / "south-t60.json").read_text())["$schema"].startswith("https://vega.github.io/")
    assert len((folder / "south-t60.csv").read_text().splitlines()) == 61


def test_every_status_has_a_word_that_is_documented(repository):
    page = (repository / "docs" / "how-to" / "detect.md").read_text()

    assert [status.word for status in Status if f"`{status.word}`" not in page] == []


def test_detect_gives_what_r_gives_in_compatible_mode(judged, repository):
    golden = repository.parent / "shared" / "golden" / "surveillance" / "campyDE"
    if not golden.is_dir():
        pytest.skip("../shared is not here: nothing was compared with R through the command")
    theirs = pl.read_csv(golden / "FF_nb.csv", null_values="NA")

    rows = judged((golden / "input.csv").read_text(), "--mode", "compatible", "--from", "269", method=None)

    both = theirs.join(rows, on=["series", "t"], suffix="_ours")
    assert both.height == theirs.height > 200
    assert both["upper"].equals(both["upper_ours"].cast(pl.Int64))
    assert both["alarm"].equals(both["alarm_ours"])
    for name in ("expected", "phi"):
        assert (both[name] / both[f"{name}_ours"] - 1).abs().max() < 1e-9


def test_detect_looks_so_many_periods_back_for_a_year(judged, tmp_path):
    """A method that compares with the same time of the last two years finds it four quarters back, and eight."""
    counts = [40 if quarter % 4 == 0 else 4 + quarter % 3 for quarter in range(121)]
    content = "t,observed\n" + "".join(f"{quarter},{count}\n" for quarter, count in enumerate(counts))
    (tmp_path / "quarters.yaml").write_text("method: rki\nb: 2\nw: 1\n")

    quarters = judged(content, "--periods-per-year", 4, "--config", tmp_path / "quarters.yaml", method=None)
    elevens = judged(content, "--periods-per-year", 11, "--config", tmp_path / "quarters.yaml", method=None)
    weeks = judged(content, "--config", tmp_path / "quarters.yaml", method=None)

    same_weeks = judged(content, "--periods-per-year", 52, "--config", tmp_path / "quarters.yaml", method=None)
    assert same_weeks.equals(weeks, null_equal=True)
    own = [counts[120 - 4 * year + step] for year in (1, 2) for step in (-1, 0, 1)]
    assert quarters["expected"][0] == pytest.approx(sum(own) / 6)
    assert elevens["expected"][0] != quarters["expected"][0]


def test_detect_refuses_windows_that_are_longer_than_a_year_of_quarters(run, tmp_path):
    content = "t,observed\n" + "".join(f"{quarter},3\n" for quarter in range(40))

    result = run(content, "--periods-per-year", 4, method="rki")

    assert result.exit_code == 2
    assert result.stderr.strip() == "w is 4, and its 9 periods are more than a year of 4 has; make w smaller."
