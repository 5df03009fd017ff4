"""Tables as analysts have them, and what is said of those that cannot be read."""

import gzip
from datetime import date

import polars as pl
import pytest

from tideturn.sources.tabular.errors import TableRefused
from tideturn.sources.tabular.kinds import Kind
from tideturn.sources.tabular.reading import place_of, read_table

COUNTS = {"series": Kind.TEXT, "date": Kind.DATE, "observed": Kind.COUNT}
PEOPLE = {"population": Kind.POSITIVE}
TABLE = "series,date,observed\nnorth,2020-01-06,3\nnorth,2020-01-13,0\n"


@pytest.fixture
def read(tmp_path):
    def reading(content, name="counts.csv", **asked):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_table(file, **{"required": COUNTS, "optional": PEOPLE, **asked})

    return reading


@pytest.fixture
def refusal(read):
    def refused(content, **asked):
        with pytest.raises(TableRefused) as caught:
            read(content, **asked)
        return caught.value.reason

    return refused


def with_record(record):
    return f"{TABLE}{record}\n"


def test_read_table_gives_each_column_its_kind(read):
    frame = read(TABLE)

    assert frame.schema == {"series": pl.String, "date": pl.Date, "observed": pl.Int64}
    assert frame.rows() == [("north", date(2020, 1, 6), 3), ("north", date(2020, 1, 13), 0)]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + TABLE.encode(),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.rstrip().encode(),
        TABLE.encode() + b"\n\n\r\n",
        TABLE.replace("\n", "\n\n").encode(),
        TABLE.replace("north", '"north"').replace("series", '"series"').encode(),
        TABLE.replace(",", " , ").encode(),
        TABLE.replace(",3", ",3.0").replace(",0", ",0e5").encode(),
        TABLE.replace("2020-01-06", "2020-W02").replace("2020-01-13", "2020-01-13 00:00:00").encode(),
        gzip.compress(TABLE.encode(), mtime=0),
    ],
)
def test_read_table_reads_the_same_however_it_was_saved(read, content):
    assert read(content).equals(read(TABLE))


def test_read_table_reads_parquet_as_it_reads_csv(tmp_path, read):
    expected = read(TABLE)
    expected.write_parquet(tmp_path / "counts.parquet")

    assert read_table(tmp_path / "counts.parquet", required=COUNTS).equals(expected)


@pytest.mark.parametrize("missing", ["", "NA", '""', " "])
def test_read_table_takes_nothing_and_na_for_missing(read, missing):
    assert read(with_record(f"north,2020-01-20,{missing}"))["observed"].to_list() == [3, 0, None]


def test_read_table_keeps_na_in_texts(read):
    assert read(with_record("NA,2020-01-20,1"))["series"][-1] == "NA"


def test_read_table_reads_the_days_of_weeks(read):
    frame = read("series,date,observed\na,2020-W53,1\na,2021-W01,2\na,2020W53-7,2\n")

    assert frame["date"].to_list() == [date(2020, 12, 28), date(2021, 1, 4), date(2021, 1, 3)]


def test_read_table_keeps_line_breaks_and_commas_within_quotation_marks(read):
    frame = read('series,date,observed\n"a, ""b""\nc",2020-01-06,1\nd,2020-01-13,2\n')

    assert frame["series"].to_list() == ['a, "b"\nc', "d"]


def test_read_table_reads_other_columns_as_text_where_they_are_allowed(read):
    frame = read("series,date,observed,area\na,2020-01-06,1, 007\n", allow_others=True)

    assert frame["area"].to_list() == ["007"]


def test_read_table_passes_over_columns_that_are_not_to_be_read(read):
    frame = read("series,week,date,observed\na,what,2020-01-06,1\n", unread=("week",))

    assert frame.columns == ["series", "date", "observed"]


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        ("north,2020-01-20,-3", "line 4, column observed: '-3' is below zero"),
        ("north,2020-01-20,2.5", "line 4, column observed: '2.5' is a fraction"),
        ("north,2020-01-20,many", "line 4, column observed: 'many' is not a number"),
        ('north,2020-01-20,"1,234"', "'1,234' has marks between its thousands; write the digits alone"),
        ("north,2020-01-20,1 234", "has marks between its thousands"),
        ("north,2020-01-20,<5", "looks like a count that is held back; leave the field empty"),
        ("north,2020-01-20,NaN", "'NaN' is no number to count with; leave the field empty"),
        ("north,2020-01-20,inf", "'inf' is no number to count with"),
        ("north,2020-01-20,1e400", "'1e400' is too large"),
        ("north,2020-01-20,1000000000001", "'1000000000001' is more than anyone counts; correct it"),
        ("north,2020-01-20,99999999999999999", "is more than can be counted in ones"),
        ("north,2020-01-20,99999999999999999999999999999999999", "is more than can be counted in ones"),
        ("north,2020-01-20T00:00:00Z,1", "line 4, column date: '2020-01-20T00:00:00Z' has a time zone"),
        ("north,2020-01-20+01:00,1", "has a time zone"),
        ("north,2020-01-20 13:30,1", "has a time of day"),
        ("north,20/01/2020,1", "'20/01/2020' is not a date; write days as 2020-01-06"),
        ("north,2020-02-30,1", "is a day that no calendar has"),
        ("north,2021-W53,1", "'2021-W53' is a week that the ISO calendar of 2021 does not have"),
        ("north,2020-01-20", "line 4 has 2 fields where 3 are named"),
        ("north,2020-01-20,1,2", "line 4 has 4 fields where 3 are named"),
        ('no"rth",2020-01-20,"1"2', "line 4: a quotation mark stands alone"),
        ('"north,2020-01-20,1', "line 4: a quotation mark stands alone"),
        ("no\0rth,2020-01-20,1", "line 4 holds a byte 0"),
        (f"{'n' * 1001},2020-01-20,1", "nnn…' is longer than 1000 characters"),
        (f"{'n' * 200_000},2020-01-20,x", "line 4: a field is longer than any value"),
        ("no\x1brth,2020-01-20,\x1b[31m", "line 4, column observed: '\\x1b[31m' is not a number"),
    ],
)
def test_read_table_names_line_column_and_remedy(refusal, record, sentence):
    assert sentence in refusal(with_record(record))


def test_read_table_names_the_first_line_that_is_wrong(refusal):
    assert refusal("series,date,observed\na,2020-01-06,1\na,2020-01-13,x\na,yesterday,y\nb\n").startswith("line 3,")


def test_read_table_counts_lines_within_quotation_marks(refusal):
    assert refusal('series,date,observed\n"a\nb",2020-01-06,1\na,2020-01-06,x\n').startswith("line 4,")


def test_read_table_holds_numbers_to_their_kind(read, refusal):
    populated = "series,date,observed,population\na,2020-01-06,1,{}\n"

    assert read(populated.format("10.5"))["population"].to_list() == [10.5]
    assert read(populated.format(""))["population"].to_list() == [None]
    assert "'0' is not above zero" in refusal(populated.format("0"))
    assert "'nan' is no number to count with" in refusal(populated.format("nan"))
    assert "'3,5' has a decimal comma" in refusal(populated.format('"3,5"'))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "is empty."),
        ("\n\n", "is empty."),
        ("series,date,observed\n", "has a line of column names and nothing below it."),
        (
            "series,date\na,2020-01-06\n",
            "the column is missing: observed. The first line must name the columns; it has",
        ),
        ("series,date,observed,series\n", "two columns are called 'series'"),
        ("series;date;observed\n", "is separated by semicolons; save it separated by commas."),
        ("series,date,observed,popluation\n", "'popluation'. Is population meant? Known are series, date, observed,"),
        ("series,date,observed,\n", "the column is not known: ''"),
        (b"series,date,observed\na,2020-01-06,1\n\xe9,2020-01-06,1\n", "line 3 holds the byte E9, which is not UTF-8"),
        (TABLE.encode("utf-16"), "is written in UTF-16; save it as UTF-8."),
        (b"PK\x03\x04rest", "is a workbook or a zip archive; save the table as CSV."),
        (gzip.compress(TABLE.encode(), mtime=0)[:-9], "is compressed and cut short or damaged; fetch it again."),
        (b"\x1f\x8bno gzip", "is compressed and cut short or damaged; fetch it again."),
    ],
)
def test_read_table_says_what_is_wrong_with_the_whole(refusal, content, sentence):
    assert sentence in refusal(content)


def test_read_table_refuses_what_must_be_filled_and_is_not(refusal):
    assert refusal(with_record(",2020-01-20,1"), filled=("series",)).startswith("line 4, column series is empty;")


def test_read_table_refuses_folders_and_files_that_are_not_there(tmp_path):
    with pytest.raises(TableRefused, match="is a folder"):
        read_table(tmp_path, required=COUNTS)
    with pytest.raises(TableRefused, match="is not there"):
        read_table(tmp_path / "none.csv", required=COUNTS)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([1, -2], "row 2, column observed: '-2' is below zero"),
        ([1.0, 2.5], "row 2, column observed: '2.5' is a fraction"),
        ([1.0, float("nan")], "row 2, column observed: 'nan' is no number"),
        (["1", "x"], "row 2, column observed: 'x' is not a number"),
        ([True, False], "row 1, column observed: 'Boolean' is the type of this column"),
        ([[1], [2]], "is the type of this column"),
    ],
)
def test_read_table_names_the_row_of_parquet(tmp_path, values, sentence):
    pl.DataFrame({"observed": values}).write_parquet(tmp_path / "counts.parquet")

    with pytest.raises(TableRefused) as caught:
        read_table(tmp_path / "counts.parquet", required={"observed": Kind.COUNT})

    assert sentence in str(caught.value)


@pytest.mark.parametrize("dtype", [pl.Int8, pl.UInt32, pl.UInt64, pl.Int128, pl.Float32, pl.Float64, pl.Decimal(10, 2)])
def test_read_table_reads_numbers_of_every_type_of_parquet(tmp_path, dtype):
    pl.DataFrame({"n": pl.Series([0, 7, None], dtype=dtype)}).write_parquet(tmp_path / "n.parquet")

    for kind in (Kind.COUNT, Kind.INTEGER, Kind.NUMBER):
        assert read_table(tmp_path / "n.parquet", required={"n": kind})["n"].to_list() == [0, 7, None]


def test_read_table_refuses_more_than_can_be_counted_in_parquet(tmp_path):
    pl.DataFrame({"n": pl.Series([2**63], dtype=pl.UInt64)}).write_parquet(tmp_path / "n.parquet")

    with pytest.raises(TableRefused, match=r"row 1, column n: .* is more than can be counted"):
        read_table(tmp_path / "n.parquet", required={"n": Kind.COUNT})


def test_read_table_refuses_times_and_time_zones_in_parquet(tmp_path):
    times = pl.DataFrame({"date": ["2020-01-06 00:00", "2020-01-06 10:00"]}).with_columns(
        pl.col("date").str.to_datetime("%Y-%m-%d %H:%M")
    )
    times[:1].write_parquet(tmp_path / "midnight.parquet")
    times.write_parquet(tmp_path / "times.parquet")
    times.with_columns(pl.col("date").dt.replace_time_zone("Europe/London")).write_parquet(tmp_path / "zone.parquet")

    assert read_table(tmp_path / "midnight.parquet", required={"date": Kind.DATE})["date"][0] == date(2020, 1, 6)
    with pytest.raises(TableRefused, match=r"row 2, column date: .* has a time of day"):
        read_table(tmp_path / "times.parquet", required={"date": Kind.DATE})
    with pytest.raises(TableRefused, match=r"row 1, column date: .* has a time zone"):
        read_table(tmp_path / "zone.parquet", required={"date": Kind.DATE})


def test_read_table_refuses_parquet_that_is_cut_short(tmp_path):
    whole = tmp_path / "whole.parquet"
    pl.DataFrame({"observed": [1]}).write_parquet(whole)
    (tmp_path / "cut.parquet").write_bytes(whole.read_bytes()[:-20])
    (tmp_path / "hollow.parquet").write_bytes(b"PAR1" + b"x" * 30 + b"PAR1")

    for name in ("cut.parquet", "hollow.parquet"):
        with pytest.raises(TableRefused, match="cut short or damaged"):
            read_table(tmp_path / name, required={"observed": Kind.COUNT})


def test_place_of_finds_the_line_of_a_row(tmp_path):
    file = tmp_path / "counts.csv"
    file.write_text('series\n"a\nb"\n\nc\n')

    assert [place_of(file, row) for row in (0, 1)] == ["line 2", "line 5"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [(Kind.POSITIVE, 1e300), (Kind.POSITIVE, 1e-300), (Kind.NUMBER, -1e16), (Kind.NUMBER, 5e-324)],
)
def test_read_table_refuses_numbers_on_which_figures_would_leave_their_range(tmp_path, kind, value):
    pl.DataFrame({"n": [1.0, value]}).write_parquet(tmp_path / "n.parquet")
    pl.DataFrame({"n": [1.0, value]}).write_csv(tmp_path / "n.csv")

    for name, place in (("n.parquet", "row 2"), ("n.csv", "line 3")):
        with pytest.raises(TableRefused, match=f"{place}, column n: .* is far from any number that is counted with"):
            read_table(tmp_path / name, required={"n": kind})


def test_read_table_takes_zero_for_a_number(read):
    assert read("n\n0\n-0.0\n", required={"n": Kind.NUMBER})["n"].to_list() == [0.0, 0.0]


@pytest.mark.parametrize("dtype", [pl.Date, pl.Datetime("ms"), pl.Datetime("us")])
@pytest.mark.parametrize("year", [-20_000, 20_000])
def test_read_table_refuses_days_outside_the_calendar_in_parquet(tmp_path, dtype, year):
    a_day = {pl.Date: 1, pl.Datetime("ms"): 86_400_000, pl.Datetime("us"): 86_400_000_000}[dtype]
    numbers = pl.Series("date", [0, year * 365 * a_day], dtype=pl.Int32 if dtype == pl.Date else pl.Int64)
    pl.DataFrame([numbers.cast(dtype)]).write_parquet(tmp_path / "far.parquet")

    with pytest.raises(TableRefused, match=r"row 2, column date: .* is outside every calendar; correct it"):
        read_table(tmp_path / "far.parquet", required={"date": Kind.DATE})
