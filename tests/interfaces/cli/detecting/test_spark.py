"""The Spark engine gives the bytes of the local one, and says what is missing where it cannot run."""

import shutil
import sys

import polars as pl
import pytest

MISSING = "The Spark engine is not here. Install the extra: pip install tideturn[spark], and Java 17 or later."


@pytest.fixture
def spark():
    for package in ("pyspark", "pyarrow", "pandas"):
        pytest.importorskip(package, reason=f"{package} is not installed (the extra `spark`): Spark was not tried")
    if not shutil.which("java"):
        pytest.skip("Java is not installed: Spark was not tried")


def test_spark_gives_the_bytes_of_the_local_engine(spark, run, table, tmp_path):
    keyed = pl.concat([table.with_columns(area=pl.lit(area)) for area in ("fife", "lothian")]).sample(
        fraction=1.0, shuffle=True, seed=2
    )
    files = {engine: tmp_path / f"{engine}.csv" for engine in ("local", "spark")}

    for engine, file in files.items():
        result = run(keyed, "--engine", engine, "--weeks", 9, "--out", file)
        assert result.exit_code == 0, result.output

    assert files["spark"].read_bytes() == files["local"].read_bytes()


def test_spark_names_the_line_of_what_is_wrong(spark, refusal):
    content = "series,date,observed\na,2020-01-06,1\na,2020-01-13,x\n"

    assert "line 3, column observed: 'x' is not a number" in refusal(content, "--engine", "spark")


def test_spark_says_what_to_install_where_it_is_missing(refusal, table, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)

    assert refusal(table, "--engine", "spark") == MISSING


def test_spark_says_that_java_is_missing(refusal, table, monkeypatch):
    pytest.importorskip("pyspark", reason="pyspark is not installed (the extra `spark`)")
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)

    assert refusal(table, "--engine", "spark") == MISSING


def test_spark_explains_nothing(refusal, table, tmp_path):
    assert "--explain works with --engine local" in refusal(table, "--engine", "spark", "--explain", tmp_path / "why")
