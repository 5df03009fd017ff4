"""What the tests of `tideturn detect` share: a small table, and the command as a user runs it."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from tideturn.interfaces.cli.detecting.command import command

WEEKS = 60
MONDAY = date(2020, 1, 6)


def weekly(**series):
    """Return a table with one row a series and week, from the first Monday of 2020 on."""
    rows = [
        {"series": name, "date": MONDAY + timedelta(weeks=week), "observed": count}
        for name, counts in series.items()
        for week, count in enumerate(counts)
    ]
    return pl.DataFrame(rows, schema={"series": pl.String, "date": pl.Date, "observed": pl.Int64})


@pytest.fixture
def table():
    """Three series of sixty weeks; `south` is far above what it was in its last week."""
    counts = np.random.default_rng(3).poisson(4.0, (3, WEEKS))
    counts[1, -1] = 40
    return weekly(north=counts[0].tolist(), south=counts[1].tolist(), east=counts[2].tolist())


@pytest.fixture
def run(tmp_path):
    """Run the command on a table, or on text, and return click's result."""

    def running(content, *options, name="counts.csv", method="ears-c1"):
        file = tmp_path / name
        if isinstance(content, pl.DataFrame):
            content.write_csv(file)
        else:
            file.write_text(content)
        words = [str(file), *map(str, options), *(["--method", method] if method else [])]
        if "--out" not in words:
            words += ["--out", str(tmp_path / "out.csv")]
        return CliRunner().invoke(command, words)

    return running


@pytest.fixture
def judged(run, tmp_path):
    """Run the command and return the rows that it wrote."""

    def judging(content, *options, **asked):
        result = run(content, *options, **asked)
        assert result.exit_code == 0, result.output
        return pl.read_csv(tmp_path / "out.csv", try_parse_dates=True)

    return judging


@pytest.fixture
def refusal(run):
    """Run the command, which refuses, and return its sentence."""

    def refused(content, *options, **asked):
        result = run(content, *options, **asked)
        assert result.exit_code == 2, result.output
        assert result.stdout == ""
        assert "Traceback" not in result.stderr
        return result.stderr.strip()

    return refused
