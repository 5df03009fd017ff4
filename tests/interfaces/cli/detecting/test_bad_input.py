"""What `tideturn detect` says of a table that cannot be judged: a sentence with line and remedy, and exit code 2."""

import polars as pl
import pytest

TABLE = "series,date,observed\nnorth,2020-01-06,3\nnorth,2020-01-13,0\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "is empty."),
        ("series,date,observed\n", "nothing below it."),
        (
            "series,date\na,2020-01-06\n",
            "counts.csv: the column observed, with the counts, is missing; name it observed in",
        ),
        ("series,observed\na,1\n", "counts.csv: a column date, or t, that says which week is counted is missing; name"),
        (
            "series,date,observed,ward\na,2020-01-06,1,x\n",
            "counts.csv: the column is not known: 'ward'. Known are series, date, t,",
        ),
        ("series,date,count\na,2020-01-06,1\n", "the column observed, with the counts, is missing; name it observed"),
        ("series,date,Observed\na,2020-01-06,1\n", "is missing; rename 'Observed' to observed."),
        ("series,year,week,observed\na,2020,2,1\n", "write year and week as one column date, such as 2020-W02."),
        ("series;date;observed\na;2020-01-06;1\n", "counts.csv: is separated by semicolons; save it separated by"),
        ("a,2020-01-06,3\na,2020-01-13,4\n", "the first line must name the columns, as series, date, observed; it has"),
        (
            "series,date,observed,my ward\na,2020-01-06,1,x\n",
            "Give --key 'my ward' where it tells series apart, or --ignore 'my ward' where",
        ),
        ("series,date,observed,,\na,2020-01-06,1,,\n", "Give each of them with --key where it tells series apart, or"),
        ("series,date,observed,ward\na,2020-01-06,1,x\n", "Give --key ward where it tells series apart"),
        (f"{TABLE}north,2020-01-13,4\n", "line 3 and line 4 count the same week of one series twice; keep"),
        (f"{TABLE}south,2020-01-13,4\nnorth,2020-W02,4\n", "line 2 and line 5 count the same week"),
        (
            f"{TABLE}north,2020-01-21,4\n",
            "line 4: the week begins on a Tuesday, that of line 2 on a Monday. Give every week",
        ),
        (f"{TABLE}north,,4\n", "line 4, column date is empty; say which week it is, or remove the record."),
        (f"{TABLE},2020-01-20,4\n", "line 4, column series is empty; fill it in or remove the record."),
        (f"{TABLE}north,2020-01-20,-4\n", "line 4, column observed: '-4' is below zero"),
        (f"{TABLE}north,2020-01-20,4.5\n", "line 4, column observed: '4.5' is a fraction"),
        (f"{TABLE}north,2020-01-20,four\n", "line 4, column observed: 'four' is not a number"),
        (f"{TABLE}north,2020-01-20T00:00:00+00:00,4\n", "line 4, column date: '2020-01-20T00:00:00+00:00' has a time"),
        (f"{TABLE}north,2021-W53,4\n", "'2021-W53' is a week that the ISO calendar of 2021 does not have"),
        (
            f"{TABLE}north,0202-01-21,4\n",
            "counts.csv: the weeks run from 0202-01-21 (line 4) to 2020-01-13 (line 3), which",
        ),
        (
            "series,date,observed\na,0202-01-21,3\n",
            "counts.csv: line 2: 0202-01-21 is before 1800-01-01; correct the year.",
        ),
        ("series,t,observed\na,1,1\na,1000000,1\n", "the weeks run from 1 (line 2) to 1000000 (line 3)"),
        ("series,t,observed\na,1.5,1\n", "line 2, column t: '1.5' is a fraction"),
        (
            "series,date,observed,population\na,2020-01-06,1,NaN\n",
            "column population: 'NaN' is no number to count with",
        ),
        ("series,date,observed,population\na,2020-01-06,1,0\n", "column population: '0' is not above zero"),
    ],
)
def test_detect_names_the_line_and_the_remedy(refusal, tmp_path, content, sentence):
    assert sentence in refusal(content)
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("content", "beginning"),
    [
        (f"{TABLE}north,2020-01-20,-4\n", "counts.csv: line 4, column observed: '-4'"),
        (f"{TABLE}north,2020-01-20,4.5\n", "counts.csv: line 4, column observed: '4.5'"),
        (f"{TABLE}north,2020-01-20,four\n", "counts.csv: line 4, column observed: 'four'"),
        (f'{TABLE}north,2020-01-20,"1,234"\n', "counts.csv: line 4, column observed: '1,234'"),
        (f"{TABLE}north,2020-01-20,<5\n", "counts.csv: line 4, column observed: '<5'"),
        ("series,date,observed,population\na,2020-01-06,1,NaN\n", "counts.csv: line 2, column population"),
        (f"{TABLE}north,2020-01-13,4\n", "counts.csv: line 3 and line 4"),
        (f"{TABLE}north,2020-01-21,4\n", "counts.csv: line 4: the week begins"),
        (f"{TABLE}north,2020-01-20T00:00:00+00:00,4\n", "counts.csv: line 4, column date"),
        (f"{TABLE}north,2021-W53,4\n", "counts.csv: line 4, column date: '2021-W53'"),
        ("series,date,observed,ward\na,2020-01-06,1,x\n", "counts.csv: the column is not known: 'ward'"),
        (f"{TABLE}north,2020-01-20\n", "counts.csv: line 4 has 2 fields"),
        (f"{TABLE}north,0202-01-21,4\n", "counts.csv: the weeks run"),
        (TABLE.replace(",", ";"), "counts.csv: is separated by semicolons"),
        ("north,2020-01-06,3\n", "counts.csv: the first line must name the columns"),
    ],
)
def test_the_page_has_each_sentence_as_it_is_said(refusal, repository, tmp_path, content, beginning):
    page = (repository / "docs" / "how-to" / "detect.md").read_text()

    said = refusal(content).replace(f"{tmp_path}/", "")

    assert said.startswith(beginning)
    assert f"`{said}`" in page


def test_detect_does_not_overwrite_what_it_reads(refusal, tmp_path):
    assert "is a table that is read; name another file" in refusal(TABLE, "--out", tmp_path / "counts.csv")
    assert (tmp_path / "counts.csv").read_text() == TABLE


@pytest.mark.parametrize(
    ("name", "hint"),
    [("Date", "Is date meant?"), ("observd", "Is observed meant?"), ("", "It has no name, as the numbers")],
)
def test_detect_asks_whether_a_known_column_is_meant(refusal, name, hint):
    assert hint in refusal(TABLE.replace("date", f"date,{name}", 1).replace(",2020", ",,2020"))


def test_detect_names_the_row_of_parquet(run, tmp_path):
    from click.testing import CliRunner

    from tideturn.interfaces.cli.detecting.command import command

    file = tmp_path / "counts.parquet"
    pl.DataFrame({"series": ["a", "a"], "t": [1, 1], "observed": [1, 2]}).write_parquet(file)

    result = CliRunner().invoke(command, [str(file), "--out", "-"])

    assert result.exit_code == 2
    assert "row 1 and row 2 count the same week" in result.stderr


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--weeks", "2", "--from", "1"], "Give either --weeks or --from, not both."),
        (["--from", "3"], "--from 3: the series end before it, at 2020-01-13 (t 2)."),
        (["--from", "2021-01-01"], "--from 2021-01-01: the series end before it"),
        (["--from", "lately"], "--from 'lately': this is not a date; write days as 2020-01-06"),
        (["--key", "ward"], "--key ward: there is no such column; there are 'series', 'date', 'observed'."),
        (["--ignore", "ward"], "--ignore ward: there is no such column"),
        (["--key", "observed"], "--key observed: this column holds values and cannot tell series apart."),
        (["--ignore", "observed"], "the column observed, with the counts, is missing"),
        (["--ignore", "series", "--key", "series"], "--key series: --ignore has the same column; keep one of the two."),
        (["--from", "--5"], "--from '--5': this is not a date"),
        (["--from", "9" * 5000], "this is not a date"),
        (["--periods-per-year", "12"], "--periods-per-year 12: series with dates are weekly; number the periods in"),
        (["--out", f"{'x' * 300}.csv"], "cannot be written: File name too long; give another name."),
        (["--out", "out.xlsx"], "give a name that ends in .csv or .parquet"),
        (["--out", "absent/out.csv"], "there is no folder absent; make it first"),
        (["--explain", "absent/why"], "absent/why cannot be made, as there is no folder absent; make it first."),
        (["--config", "absent.yaml"], "absent.yaml: is not there; give the name of a JSON or YAML file."),
    ],
)
def test_detect_says_what_is_wrong_with_an_option(refusal, options, sentence):
    assert sentence in refusal(TABLE, *options)


def test_detect_refuses_a_day_where_there_are_no_dates(refusal):
    assert "these series have no dates; give the number t" in refusal("t,observed\n1,1\n", "--from", "2020-01-06")


def test_detect_asks_for_the_population_that_it_is_to_use(refusal, tmp_path):
    (tmp_path / "method.yaml").write_text("population_offset: true\n")

    said = refusal(TABLE, "--config", tmp_path / "method.yaml", method=None)

    assert said == "population_offset needs a column population; add it, or write population_offset: false."


def test_detect_refuses_populations_that_are_slips(refusal):
    content = "series,date,observed,population\na,2020-01-06,1,1e300\n"

    assert "line 2, column population: '1e300' is far from any number" in refusal(content)


def test_detect_refuses_populations_that_lie_too_far_apart(refusal):
    content = "series,date,observed,population\na,2020-01-06,1,1e-3\na,2020-01-13,1,\na,2020-01-20,1,1e7\n"

    said = refusal(content)

    assert "population runs from 0.001 (line 2) to 10000000.0 (line 4), which is too far apart; correct" in said


@pytest.mark.parametrize(
    ("method", "options", "sentence"),
    [
        ("farrington", "w: 40", "w is 40, and its 81 periods are more than a year of 52 has; make w smaller."),
        ("bayes", "b: 101", "b is 101 years of history; it is 100 at the most"),
    ],
)
def test_detect_refuses_windows_that_reach_one_another(refusal, tmp_path, method, options, sentence):
    (tmp_path / "method.yaml").write_text(f"{options}\n")

    assert sentence in refusal(TABLE, "--config", tmp_path / "method.yaml", method=method)


def test_detect_leaves_no_folder_of_explanations_where_it_refuses(refusal, tmp_path):
    (tmp_path / "method.yaml").write_text("distribution: student\n")
    (tmp_path / "mine").mkdir()

    for folder in ("why", "mine"):
        options = ["--config", tmp_path / "method.yaml", "--explain", tmp_path / folder, "--mode", "compatible"]
        assert "R knows the normal distribution alone" in refusal(TABLE, *options)

    assert (tmp_path / "mine").is_dir()
    assert not (tmp_path / "why").exists()
