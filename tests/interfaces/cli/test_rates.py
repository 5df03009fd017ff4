"""`tideturn rates` as a user runs it."""

import io

import polars as pl
import pytest
from click.testing import CliRunner

from tideturn.interfaces.cli.rates import STATISTICS, command
from tideturn.methods.rates.standard_population import EUROPEAN_2013

BANDS = list(EUROPEAN_2013.weights)


def run(file, kind, *options, out="-"):
    return CliRunner().invoke(command, [str(file), "--kind", kind, "--out", str(out), *options])


def rows(result):
    assert result.exit_code == 0, result.stderr
    return pl.read_csv(io.StringIO(result.stdout)).to_dicts()


def ages(*areas, events="1", bands=BANDS, sex=None):
    head = "area,sex,age_band,events,population" if sex else "area,age_band,events,population"
    lines = [
        ",".join([area, *([one] if sex else []), band, events, "1000"])
        for area in areas
        for one in (sex or [""])
        for band in bands
    ]
    return "\n".join([head, *lines, ""])


def refused(result, *words):
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    for word in words:
        assert word in result.stderr


def test_crude_rates_keep_the_keys_and_say_what_is_missing(table):
    first, second = rows(run(table("area,year,events,population\nA,2020,5,1000\nB,2020,,500\n"), "crude"))

    assert (first["area"], first["year"], first["events"], first["value"]) == ("A", 2020, 5, 500)
    assert first["lower"] < 500 < first["upper"]
    assert (second["status"], second["value"]) == ("no_data", None)
    assert second["reason"].endswith("missing.")


def test_crude_rates_are_per_so_many_people_with_the_limits_asked_for(table):
    file = table("events,population\n10,1000\n")

    (row,) = rows(run(file, "crude", "--multiplier", "1000", "--limits", "exact", "--confidence", "0.95"))

    assert (row["value"], row["lower"]) == (10, pytest.approx(4.7954, abs=1e-4))
    assert row["method"] == "crude rate, exact limits"


def test_rates_are_written_to_a_file(table, tmp_path):
    result = run(table("events,population\n10,1000\n"), "crude", out=tmp_path / "out.parquet")

    assert result.exit_code == 0
    assert pl.read_parquet(tmp_path / "out.parquet")["value"].to_list() == [1000]


def test_direct_rates_are_one_for_each_combination_of_keys(table):
    found = rows(run(table(ages("A", "B")), "direct"))

    assert [row["area"] for row in found] == ["A", "B"]
    assert found[0]["value"] == pytest.approx(100)
    assert found[0]["events"] == 19


def test_direct_rates_of_both_sexes_are_one(table):
    file = table(ages("A", sex=["female", "male"]))

    assert len(rows(run(file, "direct"))) == 2
    (both,) = rows(run(file, "direct", "--both-sexes"))
    assert (both["events"], both["value"]) == (38, pytest.approx(100))
    assert "both sexes" in both["method"]


def test_direct_rates_of_some_ages_leave_the_others_out(table):
    (row,) = rows(run(table(ages("A")), "direct", "--ages", "15-64"))

    assert row["events"] == 10


@pytest.mark.parametrize(("events", "status"), [("0", "zero_events"), ("", "no_data"), ("1", "ok")])
def test_direct_rates_say_what_they_rest_on(table, events, status):
    (row,) = rows(run(table(ages("A", events=events)), "direct"))

    assert row["status"] == status
    assert status != "zero_events" or (row["lower"], row["upper"]) == (0, 0)


def test_direct_rates_of_few_events_say_so(table):
    text = ages("A", events="0").replace("\nA,0-4,0,", "\nA,0-4,9,")

    assert rows(run(table(text), "direct"))[0]["status"] == "few_events"


def test_direct_rates_refuse_a_missing_band_with_the_line_of_its_group(table):
    refused(run(table(ages("A") + "B,0-4,1,1000\n"), "direct"), "line 21", "no age band 5-9")


def test_direct_rates_refuse_a_band_that_a_spreadsheet_made_a_date(table):
    refused(run(table(ages("A").replace("5-9", "9-May", 1)), "direct"), "line 3", "spreadsheet")


def test_direct_rates_refuse_a_band_given_twice(table):
    refused(run(table(ages("A") + "A,0-4,1,1000\n"), "direct"), "line 21", "twice")


def test_direct_rates_refuse_both_sexes_without_a_column(table):
    refused(run(table(ages("A")), "direct", "--both-sexes"), "no column sex")


def test_indirect_ratios_take_expected_events(table):
    (row,) = rows(run(table("area,events,expected\nA,20,10\n"), "indirect"))

    assert row["value"] == 200


def test_indirect_ratios_work_out_expected_events_from_a_reference(table):
    text = "area,age_band,events,population,reference_events,reference_population\nA,0-49,3,1000,10,10000\n"

    (row,) = rows(run(table(text + "A,50+,1,500,20,4000\n"), "indirect"))

    assert (row["events"], row["expected"]) == (4, 3.5)


def test_indirect_ratios_say_which_columns_are_missing(table):
    refused(run(table("events\n1\n"), "indirect"), "expected", "reference_population")


def test_proportions_are_per_cent(table):
    (row,) = rows(run(table("numerator,denominator\n193,1970\n"), "proportion"))

    assert row["value"] == pytest.approx(9.797, abs=1e-3)


def test_proportions_refuse_more_than_there_are(table):
    refused(run(table("numerator,denominator\n1,2\n3,2\n"), "proportion"), "line 3", "larger")


def test_random_variation_gives_the_published_row_of_2019(table):
    text = "period,events\n2021,1330\n2018,1187\n2017,934\n2020,1339\n2019,1280\n"

    found = rows(run(table(text), "random-variation"))

    assert [row["period"] for row in found] == [2017, 2018, 2019, 2020, 2021]
    assert (found[2]["average"], round(found[2]["lower"], 3), round(found[2]["upper"], 3)) == (1214, 1145.709, 1282.291)
    assert (found[2]["outside"], found[0]["outside"]) == (0, None)


def test_moving_averages_leave_missing_weeks_missing(table):
    text = "series,date,events\n" + "".join(
        f"x,{day},{count}\n"
        for day, count in [("2020-01-06", 3), ("2020-01-13", 6), ("2020-01-20", 9), ("2020-01-27", ""), ("2020-W06", 1)]
    )

    assert [row["average"] for row in rows(run(table(text), "moving-average"))] == [None, 6, None, None, None]


def test_moving_averages_refuse_a_week_left_out(table):
    text = "date,events\n2020-01-06,3\n2020-01-20,9\n"

    refused(run(table(text), "moving-average"), "line 3", "seven days", "events empty")


@pytest.mark.parametrize(
    "text", ["events\n1\n", "date,period,events\n2020-01-06,1,1\n", "period,events\n1,1\n1,2\n", "period,events\n,2\n"]
)
def test_moving_averages_refuse_a_time_that_is_none(table, text):
    refused(run(table(text), "moving-average"))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("area,events,population\nA,50,10000\nB,20,9000\n", 70 / 19000 * 1e5),
        ("area,events,expected\nA,50,30\nB,20,40\n", 100),
        ("area,numerator,denominator\nA,5,10\nB,2,10\n", 35),
    ],
)
def test_funnels_set_places_against_all_together(table, text, target):
    found = rows(run(table(text), "funnel"))

    assert found[0]["target"] == pytest.approx(target)
    assert found[0]["lower_998"] < found[0]["lower_95"] < target < found[0]["upper_95"] < found[0]["upper_998"]


def test_funnels_allow_for_overdispersion(table):
    text = "area,events,expected\n" + "".join(f"{n},{30 + 20 * (n % 2)},40\n" for n in range(20))

    strict, mild = (rows(run(table(text), "funnel", "--overdispersion", one)) for one in ("none", "additive"))

    assert mild[0]["upper_95"] > strict[0]["upper_95"]


def test_funnels_refuse_a_table_without_a_pair(table):
    refused(run(table("area,events\nA,1\n"), "funnel"), "needs one pair")


@pytest.mark.parametrize("kind", STATISTICS)
def test_rates_refuse_a_table_without_records(table, kind):
    needed = STATISTICS[kind].required or {"events": None}

    refused(run(table(",".join(needed) + "\n"), kind), "input.csv")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("events,population\n-1,5\n", ("line 2", "below zero")),
        ("events,population\n1.5,5\n", ("line 2", "whole number")),
        ("events,population\n1,0\n", ("line 2", "above zero")),
        ("events,population\nmany,5\n", ("line 2", "not a number")),
        ("events,people\n1,5\n", ("missing: population",)),
    ],
)
def test_rates_refuse_bad_input_with_its_line(table, text, words):
    refused(run(table(text), "crude"), *words)


def test_rates_refuse_a_confidence_that_is_none(table):
    refused(run(table("events,population\n1,5\n"), "crude", "--confidence", "95"), "between 0 and 1")


def test_rates_refuse_an_output_that_is_none_before_anything_is_read(tmp_path):
    refused(run(tmp_path / "absent.csv", "crude", out=tmp_path / "out.xlsx"), "out.xlsx", ".csv or .parquet")


@pytest.mark.parametrize("name", ["value", "status", "lower"])
def test_rates_refuse_a_key_with_the_name_of_a_figure(table, name):
    refused(run(table(f"{name},events,population\nx,1,5\n"), "crude"), name, "rename")


def test_direct_rates_without_keys_are_one(table):
    text = "\n".join(line.split(",", 1)[1] for line in ages("A").splitlines()) + "\n"

    assert rows(run(table(text), "direct"))[0]["value"] == pytest.approx(100)


@pytest.mark.parametrize("wanted", ["young", "64-15", "16-64", "200+"])
def test_direct_rates_refuse_ages_that_are_none(table, wanted):
    refused(run(table(ages("A")), "direct", "--ages", wanted))


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("crude", ["--ages", "15-64"]),
        ("crude", ["--width", "3"]),
        ("proportion", ["--limits", "exact"]),
        ("moving-average", ["--multiplier", "10"]),
        ("direct", ["--target", "5"]),
    ],
)
def test_rates_refuse_an_option_that_the_kind_would_pass_over(table, kind, options):
    result = run(table("area,events,population\nA,5,1000\n"), kind, *options)

    refused(result, f"{options[0]} is nothing to --kind {kind}; leave it out. It takes --")


@pytest.mark.parametrize(
    ("kind", "options", "words"),
    [
        ("crude", ["--multiplier", "1e300"], "--multiplier is 1e+300; write a number between 1e-12 and 1e+12."),
        ("funnel", ["--target", "1e300"], "--target is 1e+300"),
        ("proportion", ["--confidence", "0.9999999999999999"], "--confidence is so near to 1"),
    ],
)
def test_rates_refuse_numbers_that_leave_the_range_of_figures(table, kind, options, words):
    refused(run(table("area,events,population\nA,5,1000\n"), kind, *options), words)


def test_indirect_ratios_refuse_an_empty_band(table):
    text = "age_band,events,population,reference_events,reference_population\n,1,10,5,100\n"

    refused(run(table(text), "indirect"), "line 2, column age_band is empty")


def test_rates_do_not_overwrite_what_they_read(table, tmp_path):
    text = "area,events,population\nA,5,1000\n"
    file = (tmp_path / "input.csv", table(text))[1]

    refused(run(file, "crude", out=file), "is a table that is read; name another file to write.")

    assert file.read_text() == text
