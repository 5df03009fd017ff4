"""Tables written whole, or not at all."""

import errno
import io
import os
import sys
from pathlib import Path

import polars as pl
import pytest

from tideturn.sources.tabular.errors import TableRefused
from tideturn.sources.tabular.kinds import Kind
from tideturn.sources.tabular.reading import read_table
from tideturn.sources.tabular.writing import check_writable, write_table, writing

FRAME = pl.DataFrame({"series": ["a,b", "c"], "rate": [0.1 + 0.2, None], "observed": [1, 2]})
COLUMNS = {"series": Kind.TEXT, "rate": Kind.NUMBER, "observed": Kind.COUNT}


@pytest.mark.parametrize("name", ["out.csv", "out.parquet", "OUT.CSV"])
def test_write_table_gives_back_what_was_written(tmp_path, name):
    write_table(FRAME, tmp_path / name)

    assert read_table(tmp_path / name, required=COLUMNS).equals(FRAME)
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_writing_puts_parts_one_below_the_other(tmp_path, name):
    with writing(tmp_path / name) as part:
        part(FRAME[:1])
        part(FRAME[1:])

    assert read_table(tmp_path / name, required=COLUMNS).equals(FRAME)


def test_write_table_leaves_out_what_is_not_a_number(tmp_path):
    write_table(pl.DataFrame({"rate": [float("nan"), 1.0], "observed": [1, 2]}), tmp_path / "out.csv")

    assert (tmp_path / "out.csv").read_text() == "rate,observed\n,1\n1.0,2\n"


def test_write_table_prints_csv(capfdbinary):
    write_table(FRAME[1:], Path("-"))

    assert capfdbinary.readouterr().out == b"series,rate,observed\nc,,2\n"


def test_writing_leaves_the_old_file_where_it_breaks_off(tmp_path):
    (tmp_path / "out.csv").write_text("old")

    def break_off():
        with writing(tmp_path / "out.csv") as part:
            part(FRAME)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()

    assert (tmp_path / "out.csv").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("out.xlsx", r"give a name that ends in \.csv or \.parquet"),
        ("absent/out.csv", "as there is no folder .*absent; make it first"),
        ("folder.csv", "is a folder; give the name of a file"),
    ],
)
def test_write_table_says_why_it_cannot_be_written(tmp_path, name, sentence):
    (tmp_path / "folder.csv").mkdir()

    with pytest.raises(TableRefused, match=sentence):
        write_table(FRAME, tmp_path / name)


def test_check_writable_refuses_a_file_that_is_read_by_any_name(tmp_path):
    read = tmp_path / "counts.csv"
    read.write_text("old")
    (tmp_path / "link.csv").symlink_to(read)

    for out in (read, tmp_path / "link.csv", tmp_path / "." / "counts.csv"):
        with pytest.raises(TableRefused, match="is a table that is read; name another file to write"):
            check_writable(out, tmp_path / "other.csv", None, read)
    check_writable(tmp_path / "out.csv", read)
    check_writable(Path("-"), read)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (f"{'x' * 300}.csv", "cannot be written: File name too long; give another name"),
        ("circle.csv", "is a link in a circle|Too many levels of symbolic links"),
        ("pipe.csv", "is a device or a pipe; give the name of a file, or - to print"),
    ],
)
def test_write_table_refuses_names_that_are_no_files(tmp_path, name, sentence):
    (tmp_path / "circle.csv").symlink_to(tmp_path / "circle.csv")
    os.mkfifo(tmp_path / "pipe.csv")

    with pytest.raises(TableRefused, match=sentence):
        write_table(FRAME, tmp_path / name)


class Full(io.BytesIO):
    def write(self, _):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_write_table_says_that_the_disk_is_full_where_it_prints(monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(Full()))

    with pytest.raises(TableRefused, match="The standard output: cannot be written: No space left on device"):
        write_table(FRAME, Path("-"))


def test_write_table_says_that_nobody_listens(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)

    with pytest.raises(TableRefused, match="is closed; name a file to write"):
        write_table(FRAME, Path("-"))


def test_write_table_says_that_the_disk_is_full_where_it_writes_parquet(tmp_path, monkeypatch):
    def full(*_):
        raise pl.exceptions.ComputeError("parquet: underlying IO error: No space left on device (os error 28)")

    monkeypatch.setattr(pl.DataFrame, "write_parquet", full)

    with pytest.raises(TableRefused, match=r"out.parquet: cannot be written: No space left on device"):
        write_table(FRAME, tmp_path / "out.parquet")
    assert list(tmp_path.iterdir()) == []
