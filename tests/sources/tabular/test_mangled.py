"""Whatever bytes come, there is a table or a sentence; and the quick reader and the exact one say the same."""

import random
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tideturn.sources.tabular import delimited, parquet, pieces
from tideturn.sources.tabular.errors import TableRefused
from tideturn.sources.tabular.kinds import Kind
from tideturn.sources.tabular.reading import read_table

COLUMNS = {
    "area": Kind.KEY,
    "series": Kind.TEXT,
    "date": Kind.DATE,
    "t": Kind.INTEGER,
    "observed": Kind.COUNT,
    "rate": Kind.NUMBER,
}
QUICK = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

FIELDS = st.one_of(
    st.sampled_from(["", "NA", "0", "7", " 7", "7 ", "7.0", "-1", "+3", "1e2", "nan", "inf", "1,000", "2020-01-06"]),
    st.sampled_from(
        ["2020-W53", "2021-W53", '"', '""', '"a"', 'a"b', '"a,b"', '"a\nb"', '"7"', "\r", "\t", "é", "\x00"]
    ),
    st.text(max_size=4),
)
TABLES = st.lists(st.lists(FIELDS, min_size=1, max_size=6), max_size=8).map(
    lambda records: "\n".join(",".join(fields) for fields in records)
)


@pytest.fixture
def outcome(tmp_path):
    def read(content: bytes, name: str = "table"):
        file: Path = tmp_path / name
        file.write_bytes(content)
        try:
            return read_table(file, required={"series": Kind.TEXT}, optional=COLUMNS, allow_others=True)
        except TableRefused as refused:
            return str(refused)

    return read


@QUICK
@given(content=st.binary(max_size=200))
def test_read_table_answers_random_bytes(outcome, content):
    assert isinstance(outcome(content), pl.DataFrame | str)
    assert isinstance(outcome(b"series\n" + content), pl.DataFrame | str)


@QUICK
@given(below=TABLES, end=st.sampled_from(["", "\n", "\r\n", "\n\n"]))
def test_read_table_says_the_same_quickly_and_exactly(outcome, monkeypatch, below, end):
    content = f"series,date,t,observed,rate,area\n{below}{end}".encode("utf-8", "surrogatepass")

    quick = outcome(content)
    with monkeypatch.context() as patched:
        patched.setattr(delimited, "_at_once", lambda piece, kinds: None)
        exact = outcome(content)

    same = quick.equals(exact) if isinstance(quick, pl.DataFrame) else quick == exact
    assert same, (quick, exact)


@QUICK
@given(below=TABLES, size=st.integers(1, 40))
def test_read_table_says_the_same_in_pieces_of_any_size(outcome, monkeypatch, below, size):
    content = f"series,date,t,observed,rate,area\nx,2020-01-06,1,2,3,a\n{below}".encode("utf-8", "surrogatepass")

    whole = outcome(content)
    with monkeypatch.context() as patched:
        patched.setattr(pieces, "PIECE_BYTES", size)
        cut = outcome(content)

    if isinstance(whole, pl.DataFrame):
        assert whole.equals(cut)
    else:
        assert isinstance(cut, str)


@pytest.mark.parametrize("seed", range(8))
def test_read_table_answers_damaged_parquet(outcome, tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311
    pl.DataFrame({"series": ["a", "b"] * 50, "observed": range(100)}).write_parquet(tmp_path / "sound")
    content = bytearray((tmp_path / "sound").read_bytes())
    for _ in range(3):
        content[chance.randrange(4, len(content) - 4)] = chance.randrange(256)

    assert isinstance(outcome(bytes(content)), pl.DataFrame | str)


def test_read_table_answers_parquet_whose_reader_is_ended(outcome, tmp_path, monkeypatch):
    """Damage that makes the reader's process end is met by another process, and said in the same sentence."""
    pl.DataFrame({"series": ["a"]}).write_parquet(tmp_path / "sound")
    monkeypatch.setattr(parquet, "TRIAL", "import os; os.abort()")

    assert outcome((tmp_path / "sound").read_bytes()).endswith("cut short or damaged; fetch it again.")


def test_the_exact_reader_is_what_finds_short_records(outcome, monkeypatch):
    """The comparison above bites: without the count of fields, polars fills a short record with nothing."""
    monkeypatch.setattr(delimited, "_records_counted", lambda data, width: data.count(b"\n") + 1)

    assert outcome(b"series,date,t\na,2020-01-06,1\nb\n")["t"].to_list() == [1, None]
