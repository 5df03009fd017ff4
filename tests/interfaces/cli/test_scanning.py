"""`tideturn scan`: tables in, clusters out, and a sentence for everything that cannot be scanned."""

import csv
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from tideturn.interfaces.cli.scanning import command

SIDE, WEEKS = 4, 16
AREAS = [f"S{number:02d}" for number in range(SIDE * SIDE)]
PLANTED = {"S05", "S06", "S09", "S10"}
FIRST = date(2026, 1, 5)


def day(week):
    return (FIRST + timedelta(days=7 * week)).isoformat()


def counted(*, seed=1, weeks=WEEKS):
    """Return the rows of a table of counts, four areas of which have many more in the latest two weeks."""
    generator = np.random.default_rng(seed)
    return [
        {
            "area": area,
            "date": day(week),
            "observed": int(generator.poisson(2.0) + (9 if area in PLANTED and week >= weeks - 2 else 0)),
            "population": 1000,
        }
        for area in AREAS
        for week in range(weeks)
    ]


def write(path, rows, columns=None):
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, columns or list(rows[0]), lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def where(**changes):
    rows = [{"area": area, "easting": n % SIDE, "northing": n // SIDE} for n, area in enumerate(AREAS)]
    return [row | changes.get(row["area"], {}) for row in rows]


def borders():
    at = {(n % SIDE, n // SIDE): area for n, area in enumerate(AREAS)}
    steps = [((x, y), (x + dx, y + dy)) for x, y in at for dx, dy in ((1, 0), (0, 1))]
    return [{"area": at[one], "neighbour": at[other]} for one, other in steps if other in at]


@pytest.fixture
def run(tmp_path):
    """Return what runs the command on rows of counts, of coordinates or of borders, and gives its result and OUT."""

    def run(counts, *options, coordinates=None, adjacency=None, out="out.csv"):
        lie = []
        if coordinates is not None:
            lie += ["--coordinates", str(write(tmp_path / "coordinates.csv", coordinates))]
        if adjacency is not None:
            lie += ["--adjacency", str(write(tmp_path / "adjacency.csv", adjacency))]
        file = write(tmp_path / "counts.csv", counts)
        result = CliRunner().invoke(
            command, [str(file), *lie, "--replications", "99", *options, "--out", str(tmp_path / out)]
        )
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result, tmp_path / out

    return run


def refusal(result, out):
    """Return the one sentence of a refusal, having checked that it is one and that nothing was written."""
    assert result.exit_code == 2, result.output
    assert not out.exists()
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.output
    return result.stderr


def test_scan_writes_one_row_a_cluster_the_strongest_first(run):
    result, out = run(counted(), coordinates=where())

    table = pl.read_csv(out, try_parse_dates=True)
    strongest = table.row(0, named=True)
    assert result.exit_code == 0
    assert table.columns == [
        "cluster", "areas", "first_week", "last_week", "first_date", "last_date", "observed", "expected",
        "relative_risk", "llr", "pvalue", "gumbel_pvalue", "words",
    ]  # fmt: skip
    assert set(strongest["areas"].split(";")) >= PLANTED
    assert (strongest["first_date"], strongest["last_date"]) == (date(2026, 4, 13), date(2026, 4, 20))
    assert (strongest["first_week"], strongest["last_week"]) == (15, 16)
    assert strongest["pvalue"] == 0.01
    assert strongest["words"] in result.stderr
    assert table["llr"].to_list() == sorted(table["llr"], reverse=True)


@pytest.mark.parametrize("model", ["poisson", "permutation"])
def test_scan_over_who_touches_whom(run, model):
    _, out = run(counted(), "--model", model, adjacency=borders())

    assert set(pl.read_csv(out)["areas"][0].split(";")) & PLANTED


def test_scan_by_permutation_needs_no_population(run):
    rows = [{name: row[name] for name in ("area", "date", "observed")} for row in counted()]

    result, _ = run(rows, "--model", "permutation", coordinates=where())

    assert result.exit_code == 0


def test_scan_takes_expected_counts_before_populations(run):
    rows = [row | {"expected": 9.0 if row["area"] in PLANTED and row["date"] >= day(14) else 2.0} for row in counted()]

    _, out = run(rows, coordinates=where())

    assert pl.read_csv(out)["pvalue"][0] > 0.05


def test_scan_of_numbered_weeks_has_no_dates(run):
    rows = [
        {"area": r["area"], "t": 500 + n % WEEKS, "observed": r["observed"], "population": 5}
        for n, r in enumerate(counted())
    ]

    _, out = run(rows, "--as-of", "515", coordinates=where())

    table = pl.read_csv(out)
    assert "first_date" not in table.columns
    assert table["last_week"][0] == 515


@pytest.mark.parametrize("as_of", ["2026-04-13", "2026-04-15"])
def test_scan_as_of_a_day_takes_the_week_that_had_begun(run, as_of):
    _, out = run(counted(), "--as-of", as_of, coordinates=where())

    assert set(pl.read_csv(out)["last_date"]) == {"2026-04-13"}


def test_scan_of_several_series_scans_each(run):
    rows = [{"series": name, **row} for seed, name in enumerate(("deaths", "naloxone")) for row in counted(seed=seed)]

    result, out = run(rows, coordinates=where())

    table = pl.read_csv(out)
    assert table["series"].unique(maintain_order=True).to_list() == ["deaths", "naloxone"]
    assert table.group_by("series", maintain_order=True).agg(pl.col("cluster").first())["cluster"].to_list() == [1, 1]
    assert result.stderr.startswith("deaths: ")


def test_scan_with_the_same_seed_gives_the_same_bytes_whatever_the_workers(run):
    _, out = run(counted(), "--seed", "5", "--workers", "1", coordinates=where())
    first = out.read_bytes()

    _, out = run(counted(), "--seed", "5", "--workers", "2", coordinates=where())

    assert out.read_bytes() == first


def test_scan_reads_and_writes_parquet(run, tmp_path):
    file = tmp_path / "counts.parquet"
    pl.DataFrame(counted()).with_columns(pl.col("date").str.to_date()).write_parquet(file)
    places = write(tmp_path / "places.csv", where())

    result = CliRunner().invoke(
        command, [str(file), "--coordinates", str(places), "--replications", "9", "--out", str(tmp_path / "o.parquet")]
    )

    assert result.exit_code == 0, result.output
    assert pl.read_parquet(tmp_path / "o.parquet")["last_date"].dtype == pl.Date


def test_scan_that_finds_nothing_writes_the_head_and_says_so(run):
    result, out = run([row | {"observed": 1} for row in counted()], coordinates=where())

    assert pl.read_csv(out).is_empty()
    assert "no group of neighbouring areas has more cases than expected" in result.stderr


def test_scan_that_may_stop_does(run):
    result, out = run(counted(), "--as-of", day(10), "--stop-after", "5", coordinates=where())

    assert result.exit_code == 0
    assert pl.read_csv(out)["pvalue"][0] > 0.05


@pytest.mark.parametrize("dispersion", ["estimate", "1.5"])
def test_scan_allows_for_counts_that_vary_more(run, dispersion):
    plain, out = run(counted(), coordinates=where())
    gumbel = pl.read_csv(out)["gumbel_pvalue"][0]

    result, out = run(counted(), "--dispersion", dispersion, "--max-weeks", "4", coordinates=where())

    assert (plain.exit_code, result.exit_code) == (0, 0)
    assert pl.read_csv(out)["gumbel_pvalue"][0] > gumbel


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--dispersion", "much"], "--dispersion is a number from 1 on, or the word estimate"),
        (["--dispersion", "0.5"], "dispersion must be 1 to 1,000, not 0.5"),
        (["--dispersion", "2", "--model", "permutation"], "dispersion belongs to the Poisson scan"),
        (["--dispersion", "estimate", "--max-weeks", "16"], "too little to tell the dispersion from"),
    ],
)
def test_scan_refuses_a_dispersion_it_cannot_take(run, options, words):
    assert words in refusal(*run(counted(), *options, coordinates=where()))


def changed(number, **changes):
    rows = counted()
    rows[number] |= changes
    return rows


def without(number):
    rows = counted()
    del rows[number]
    return rows


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (changed(3, observed=-1), "line 5, column observed: '-1' is below zero"),
        (changed(3, observed=2.5), "line 5, column observed: '2.5' is a fraction"),
        (changed(3, observed="many"), "line 5, column observed: 'many' is not"),
        (changed(3, observed=""), "line 5, column observed is empty"),
        (changed(3, area=""), "line 5, column area is empty"),
        (changed(3, population=0), "line 5, column population: '0'"),
        (changed(3, population=""), "line 5, column population is empty; fill it in, or scan with --model permutation"),
        (changed(3, date="2026-01-27"), "line 5: 2026-01-27 is not a whole number of weeks from 2026-01-05"),
        (changed(3, date="2026-01-26T00:00:00Z"), "line 5, column date: '2026-01-26T00:00:00Z' has a time zone"),
        (changed(3, date=day(2)), "line 5 is a second count for 'S00' in the same week"),
        (changed(3, area="a;b"), "area 'a;b' has a semicolon"),
        (without(19), "'S01' has no row for the week of 2026-01-26; a scan needs every area in every week, so write 0"),
        (without(255), "'S15' has no row for the week of 2026-04-20"),
        (
            [{"area": "S00", "t": t, "observed": 1, "population": 1} for t in (1, 10**15)],
            "t runs from 1 to 1000000000000000, which is more weeks than there are rows",
        ),
        ([row | {"colour": "red"} for row in counted()], "not known: 'colour'"),
        ([{"area": "S00", "observed": 1, "population": 1}], "has neither date nor t"),
        ([{"area": "S00", "t": 1, "observed": 1}], "has neither expected nor population; add one of them"),
        ([row | {"expected": -1} for row in counted()], "column expected is below zero"),
        (
            [row | {"expected": 0 if row["area"] == "S05" else 1} for row in counted()],
            "S05 has cases where none can be expected",
        ),
    ],
)
def test_scan_refuses_counts_with_the_place_and_the_remedy(run, rows, words):
    assert words in refusal(*run(rows, coordinates=where()))


@pytest.mark.parametrize(
    ("places", "words"),
    [
        (where()[:-2], "'S14' (and 1 more) has counts and is not named here; add its coordinates"),
        (
            [*where(), {"area": "S99", "easting": 1, "northing": 1}],
            "line 18 names 'S99', for which there are no counts",
        ),
        ([*where(), where()[4]], "line 18 has 'S04' for the second time"),
        (where(S03={"easting": "north"}), "line 5, column easting: 'north' is not"),
        (where(S03={"easting": ""}), "line 5, column easting is empty"),
        ([{"area": area, "place": 1} for area in AREAS], "not known: 'place'"),
        ([{"area": area, "x": 1} for area in AREAS], "should have two columns for where each area lies"),
        ([{"area": area, "latitude": 57, "longitude": 4500} for area in AREAS], "4500.0 is not in degrees"),
    ],
)
def test_scan_refuses_coordinates_with_the_place_and_the_remedy(run, places, words):
    assert words in refusal(*run(counted(), coordinates=places))


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        (
            [pair for pair in borders() if "S15" not in pair.values()],
            "'S15' has counts and is not named here; add it, with",
        ),
        ([*borders(), {"area": "S00", "neighbour": "S99"}], "line 26 names 'S99', for which there are no counts"),
        ([*borders(), {"area": "", "neighbour": "S01"}], "line 26, column area is empty"),
        ([{"area": "S00", "touches": "S01"}], "missing: neighbour"),
    ],
)
def test_scan_refuses_an_adjacency_with_the_place_and_the_remedy(run, pairs, words):
    assert words in refusal(*run(counted(), adjacency=pairs))


def test_scan_takes_an_island_that_says_so(run):
    pairs = [pair for pair in borders() if "S15" not in pair.values()]

    result, _ = run(counted(), adjacency=[*pairs, {"area": "S15", "neighbour": ""}])

    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        ("2027-01-04", "--as-of 2027-01-04 is outside the counts, which hold the weeks of 2026-01-05 to 2026-04-20"),
        ("2025-12-31", "is outside the counts"),
        ("--5", "--as-of '--5' is not a day; write it as 2026-01-05"),
        ("lately", "--as-of 'lately' is not a day; write it as 2026-01-05"),
    ],
)
def test_scan_refuses_a_day_outside_the_counts(run, as_of, words):
    assert words in refusal(*run(counted(), "--as-of", as_of, coordinates=where()))


def test_scan_refuses_a_day_where_weeks_are_numbered(run):
    rows = [{"area": area, "t": t, "observed": 1, "population": 1} for area in AREAS for t in (1, 2)]

    assert "is not a number" in refusal(*run(rows, "--as-of", "2026-01-05", coordinates=where()))


@pytest.mark.parametrize("both", [True, False])
def test_scan_needs_either_coordinates_or_an_adjacency(run, both):
    lie = {"coordinates": where(), "adjacency": borders()} if both else {}

    assert "either --coordinates FILE or --adjacency FILE" in refusal(*run(counted(), **lie))


def test_scan_refuses_a_name_it_cannot_write_before_it_works(run):
    assert "ends in .csv or .parquet" in refusal(*run(counted(), coordinates=where(), out="out.xlsx"))


def test_scan_refuses_a_file_that_is_not_there(tmp_path):
    result = CliRunner().invoke(command, ["gone.csv", "--coordinates", "gone.csv", "--out", str(tmp_path / "o.csv")])

    assert "gone.csv" in refusal(result, tmp_path / "o.csv")


@pytest.mark.parametrize("as_of", ["--5", "9" * 5000, "1.5"])
def test_scan_of_numbered_weeks_refuses_what_is_no_number(run, as_of):
    (row,) = counted()[:1]
    numbered = {**{name: value for name, value in row.items() if name != "date"}, "t": 500}

    said = refusal(*run([numbered], "--as-of", as_of, coordinates=where()[:1]))

    assert "is not a number, and the counts have t and no date." in said


@pytest.mark.parametrize("name", ["counts.csv", "coordinates.csv"])
def test_scan_does_not_overwrite_what_it_reads(run, tmp_path, name):
    result, _ = run(counted(), coordinates=where(), out=name)

    assert result.exit_code == 2
    assert "is a table that is read; name another file to write." in result.stderr
    assert (tmp_path / name).read_text().startswith("area,")


def test_scan_writes_out_what_a_terminal_would_obey(run):
    rows = [row | {"area": row["area"].replace("S10", "\x07bell")} for row in counted()]
    places = [row | {"area": row["area"].replace("S10", "\x07bell")} for row in where()]

    result, _ = run(rows, coordinates=places)

    assert result.exit_code == 0
    assert "\\x07bell" in result.stderr
    assert "\x07" not in result.stderr
