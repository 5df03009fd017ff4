"""`tideturn estimate` as a user runs it."""

import io

import polars as pl
import pytest
from click.testing import CliRunner

from tideturn.interfaces.cli.estimating import command

KITS = "period,first,repeat,used,deaths\n2017/18,4559,3996,1017,934\n2018/19,6393,5742,1543,1060\n"
NALOXONE = ["--reported-share", "0.5", "0.3", "0.7", "--shelf-life", "3", "--periods-per-year", "1"]
LISTS = "a,b,place,count\n1,0,N,30\n0,1,N,40\n1,1,N,10\n0,0,N,\n1,0,S,20\n0,1,S,20\n1,1,S,5\n"


def run(kind, file, *options, out="-"):
    return CliRunner().invoke(command, [kind, str(file), "--out", str(out), *options])


def rows(result):
    assert result.exit_code == 0, result.stderr
    return pl.read_csv(io.StringIO(result.stdout)).to_dicts()


def refused(result, *words):
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    for word in words:
        assert word in result.stderr


def test_naloxone_gives_kits_in_circulation_with_limits(table):
    first, second = rows(run("naloxone", table(KITS), *NALOXONE))

    assert (first["supplied"], first["used"], first["in_circulation"]) == (8555, 2034, 6521)
    assert second["lower"] < second["in_circulation"] < second["upper"]
    assert "reach_per_1000" not in second
    assert second["kits_per_death_standing"] == "at_least_9"


def test_naloxone_gives_the_published_reach(table):
    text = "period,first,repeat,used,first_at_risk\n2018/19,6393,5742,1543,2778\n"

    (row,) = rows(
        run("naloxone", table(text), *NALOXONE, "--at-risk", "57300", "55800", "58900", "--reached-before", "23157")
    )

    assert (row["people_reached"], round(row["reach_per_1000"])) == (25_935, 453)
    assert row["reach_lower"] < 452 < 454 < row["reach_upper"]


def test_naloxone_marks_a_reach_beyond_everybody(table):
    found = rows(run("naloxone", table(KITS), *NALOXONE, "--at-risk", "5000", "4900", "5100"))

    assert [row["status"] for row in found] == ["ok", "reach_beyond_all"]


def test_naloxone_marks_more_used_than_there_were(table):
    (row,) = rows(run("naloxone", table("period,first,repeat,used\n1,10,0,20\n"), *NALOXONE))

    assert row["status"] == "overdrawn"
    assert "in circulation" in row["reason"]


def test_naloxone_keeps_areas_apart_and_refuses_one_number_at_risk_for_them(table):
    text = "area,period,first,repeat,used\nA,1,10,0,0\nB,1,20,0,0\n"

    assert [row["in_circulation"] for row in rows(run("naloxone", table(text), *NALOXONE))] == [10, 20]
    refused(run("naloxone", table(text), *NALOXONE, "--at-risk", "50", "40", "60"), "one area at a time")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("period,first,repeat,used\n1,10,-1,0\n", ("line 2", "below zero")),
        ("period,first,repeat,used\n1,10,,0\n", ("line 2", "empty")),
        ("period,first,repeat,used,lost\n1,10,1,0,0\n2,10,1,0,\n", ("line 3", "lost is empty")),
        ("period,first,repeat,used\n1,10,1,0\n1,10,1,0\n", ("line 3", "twice")),
        ("period,first,repeat\n1,10,1\n", ("missing: used",)),
    ],
)
def test_naloxone_refuses_bad_input_with_its_line(table, text, words):
    refused(run("naloxone", table(text), *NALOXONE), *words)


def test_naloxone_refuses_a_share_outside_its_limits(table):
    refused(run("naloxone", table(KITS), *NALOXONE, "--lost-yearly", "0.5", "0.6", "0.7"), "between its limits")


def test_prevalence_adds_strata_up_and_says_that_it_is_the_older_method(table):
    result = run("prevalence", table(LISTS), "--lists", "a,b", "--model", "independence")
    found = rows(result)

    assert [row["place"] for row in found] == ["N", "S", "all strata"]
    assert [row["people"] for row in found] == pytest.approx([200, 125, 325])
    assert found[2]["lower"] < 325 < found[2]["upper"]
    assert all("dropped by the national publisher for bias" in row["method"] for row in found)
    assert "older method" in result.stderr


def test_prevalence_of_one_table_has_no_sum(table):
    (row,) = rows(run("prevalence", table("a,b,count\n1,0,30\n0,1,40\n1,1,10\n"), "--lists", "a,b", "--order", "1"))

    assert (row["observed"], row["heaviest_model"], row["status"]) == (80, "independence", "sound")


def test_prevalence_flags_strata_that_give_no_estimate(table):
    text = LISTS.replace("1,1,S,5", "1,1,S,0")

    _, south, total = rows(run("prevalence", table(text), "--lists", "a,b", "--model", "independence"))

    assert (south["people"], south["status"]) == (None, "unbounded")
    assert (total["people"], total["status"]) == (None, "flagged")
    assert total["reason"] == "Not to be quoted: no model can be used in S."


def test_prevalence_averages_models_and_takes_an_over_count(table):
    text = "a,b,c,n\nun,un,obs,200\nun,obs,un,81\nun,obs,obs,17\nobs,un,un,120\nobs,un,obs,40\nobs,obs,un,60\n"
    file = table(text + "obs,obs,obs,9\n")

    counted = rows(run("prevalence", file, "--lists", "a,b,c", "--count", "n"))[0]
    censored = rows(run("prevalence", file, "--lists", "a,b,c", "--count", "n", "--over-counted", "c"))[0]

    assert counted["models"] == 8
    assert "over-counts" in censored["reason"]
    assert censored["lower"] <= counted["lower"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LISTS.replace("0,0,N,", "0,0,N,7"), ("line 5", "on no list")),
        (LISTS.replace("1,1,N,10", "1,1,N,"), ("line 4", "count is empty")),
        (LISTS.replace("1,1,N,10", "1,maybe,N,10"), ("line 4", "maybe")),
        (LISTS + "1,0,N,3\n", ("line 9", "twice")),
        ("a,count\n1,5\n", ("missing: b",)),
        ("a,b,count\n1,0,0\n", ("saw nobody",)),
    ],
)
def test_prevalence_refuses_bad_input_with_its_line(table, text, words):
    refused(run("prevalence", table(text), "--lists", "a,b", "--model", "independence"), *words)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--lists", "a"], "--lists names two lists or more, each once"),
        (["--lists", "a,b,a"], "--lists names two lists or more, each once"),
        (["--lists", "a,b", "--order", "2"], "order of interactions"),
        (["--lists", "a,b", "--model", "independence", "--over-counted", "z"], "no list 'z'"),
        (["--lists", "a,b", "--model", "independence", "--confidence", "0"], "confidence"),
    ],
)
def test_prevalence_refuses_what_cannot_be_asked(table, options, words):
    refused(run("prevalence", table(LISTS), *options), words)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--shelf-life", "9" * 30], "--shelf-life is 5200 periods at the most."),
        (["--at-risk", "1e300", "1", "1e301"], "count people, from 0 to"),
        (["--at-risk", "10", "9", "11", "--reached-before", "-1"], "count people, from 0 to"),
        (["--reached-before", "5"], "need --at-risk"),
        (["--over-count", "0.1", "0", "0.2"], "need --at-risk"),
    ],
)
def test_naloxone_refuses_options_that_are_slips_or_would_be_passed_over(table, options, words):
    refused(run("naloxone", table(KITS), *NALOXONE, *options), words)


@pytest.mark.parametrize(
    ("kind", "text", "options"), [("naloxone", KITS, NALOXONE), ("prevalence", LISTS, ["--lists", "a,b"])]
)
def test_estimates_do_not_overwrite_what_they_read(table, kind, text, options):
    file = table(text)

    refused(run(kind, file, *options, out=file), "is a table that is read; name another file to write.")

    assert file.read_text() == text
