"""The Spark engine gives the bytes of the local one, and says what is missing where it cannot run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

REPOSITORY = Path(__file__).resolve().parents[4]

MISSING = "The Spark engine is not here. Install the extra: pip install tideturn[spark], and Java 17 or later."


PROGRAM = "from tideturn.interfaces.cli.command import main; main()"
# Half the work of so short a run is Java's: to compile, a second time and better, what is over before that pays.
QUICK_TO_BEGIN = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


@pytest.fixture
def spark():
    """Run the command with Spark in a process of its own, with Spark as `make test SPARK=1` fetches it or installed."""
    fetched = os.environ.get("TIDETURN_SPARK_PACKAGES")
    if not fetched:
        for package in ("pyspark", "pyarrow", "pandas"):
            pytest.importorskip(package, reason=f"{package} is not installed (the extra `spark`): Spark was not tried")
    if not shutil.which("java"):
        pytest.skip("Java is not installed: Spark was not tried")
    # What is fetched comes after this environment's own packages, also for the workers that Spark starts.
    paths = [str(REPOSITORY), *([fetched] if fetched else [])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "JAVA_TOOL_OPTIONS": QUICK_TO_BEGIN}

    def running(file, *options):
        words = [sys.executable, "-c", PROGRAM, "detect", str(file), *map(str, options), "--engine", "spark"]
        return subprocess.run(words, env=environment, capture_output=True, text=True, check=False, timeout=300)

    return running


@pytest.mark.parametrize("method", ["ears-c1", "farrington-flexible"])
def test_spark_gives_the_bytes_of_the_local_engine(spark, run, tmp_path, method):
    counts = np.random.default_rng(5).poisson(4.0, 12 * 320)
    table = pl.DataFrame(
        {"series": np.repeat([*"abcdefghijkl"], 320), "t": np.tile(np.arange(320), 12), "observed": counts}
    )
    keyed = table.with_columns(area=pl.lit("fife")).sample(fraction=1.0, shuffle=True, seed=2)
    assert run(keyed, "--weeks", 3, "--out", tmp_path / "local.csv", method=method).exit_code == 0

    answer = spark(tmp_path / "counts.csv", "--weeks", 3, "--out", tmp_path / "spark.csv", "--method", method)

    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "spark.csv").read_bytes() == (tmp_path / "local.csv").read_bytes()


def test_spark_names_the_line_of_what_is_wrong(spark, tmp_path):
    file = tmp_path / "counts.csv"
    file.write_text("series,date,observed\na,2020-01-06,1\na,2020-01-13,x\n")

    answer = spark(file, "--out", tmp_path / "out.csv")

    assert answer.returncode == 2
    assert "line 3, column observed: 'x' is not a number" in answer.stderr
    assert "Traceback" not in answer.stderr


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
