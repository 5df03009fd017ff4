"""`tideturn detect`: which series counted more than was to be expected."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tideturn.interfaces.cli.detecting.methods import METHODS
from tideturn.interfaces.cli.refusal import Refusal

if TYPE_CHECKING:
    import polars as pl

    from tideturn.interfaces.cli.detecting.methods import Choice

ENGINES = ("local", "spark")


@click.command("detect")
@click.argument("file", metavar="INPUT", type=click.Path(path_type=Path))
@click.option("--method", type=click.Choice(list(METHODS)), help="Default: farrington-flexible.")
@click.option("--mode", type=click.Choice(["textbook", "compatible"]), help="Compatible gives what R gives.")
@click.option("--weeks", type=click.IntRange(1), metavar="N", help="Judge the last N weeks; else the last one.")
@click.option("--from", "since", metavar="T", help="Judge every week from a number t or a date on.")
@click.option(
    "--periods-per-year", "a_year", type=click.IntRange(1, 366), help="Of series without dates: 12 for months; else 52."
)
@click.option("--config", type=click.Path(path_type=Path), help="The method and its parameters, JSON or YAML.")
@click.option("--key", "keys", multiple=True, metavar="COLUMN", help="A further column that tells series apart.")
@click.option("--ignore", "ignored", multiple=True, metavar="COLUMN", help="A column that is not to be read.")
@click.option("--engine", type=click.Choice(ENGINES), default="local", show_default=True)
@click.option("--workers", type=click.IntRange(1), help="Processes; the answer does not depend on them.")
@click.option(
    "--explain", type=click.Path(path_type=Path), metavar="FOLDER", help="Explain every alarm in this folder."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A .csv or .parquet file, or - to print.")
def command(
    file: Path, method: str | None, mode: str | None, config: Path | None, engine: str, out: Path, **asked: Any
) -> None:
    """Find the series that counted more in a week than was to be expected.

    INPUT is CSV or Parquet with one row a series and week: series, date (on which the week begins) or t, observed,
    and if known population. OUT has one row a series and week judged.
    """
    from tideturn.interfaces.cli.detecting.configuration import choice_of
    from tideturn.methods.detection.errors import DetectionError
    from tideturn.sources.tabular.errors import TableRefused
    from tideturn.sources.tabular.writing import check_writable

    try:
        check_writable(out, file, config)
        choice = choice_of(config, method=method, mode=mode)
        {"local": _detect, "spark": _detect_by_spark}[engine](file, choice, out, asked)
    except (TableRefused, DetectionError) as refused:
        raise Refusal(str(refused)) from None
    except MemoryError:
        raise Refusal("There is too little memory; judge fewer weeks or series at once, or give --workers 1.") from None


def _detect(file: Path, choice: "Choice", out: Path, asked: Mapping[str, Any]) -> None:
    from tideturn.interfaces.cli.detecting.counts import read_counts
    from tideturn.interfaces.cli.detecting.explaining import folder_for
    from tideturn.interfaces.cli.detecting.judging import judged, task_of
    from tideturn.interfaces.cli.detecting.weeks import chosen_weeks
    from tideturn.interfaces.cli.waiting import waiting
    from tideturn.sources.tabular.writing import writing

    tally = Tally()
    with waiting() as step:
        counts = read_counts(file, keys=asked["keys"], ignored=asked["ignored"], a_year=asked["a_year"])
        weeks = chosen_weeks(counts.calendar, latest=asked["weeks"], since=asked["since"])
        task = task_of(
            choice, weeks, series=len(counts.names), has_population=counts.population is not None,
            a_year=counts.calendar.periods_per_year,
        )  # fmt: skip
        task = replace(task, explanations=asked["explain"])
        with folder_for(asked["explain"]), writing(out) as part:
            for rows in judged(counts, task, workers=asked["workers"]):
                part(rows)
                tally.add(rows)
                step("Judging", tally.judged / task.in_all)
    click.echo(tally.sentence(len(weeks)), err=True)


def _detect_by_spark(file: Path, choice: "Choice", out: Path, asked: Mapping[str, Any]) -> None:
    if asked["explain"] is not None:
        raise Refusal("--explain works with --engine local; judge the series that matter once more with it.")
    from tideturn.interfaces.cli.detecting.spark import judged_by_spark
    from tideturn.sources.tabular.writing import write_table

    rows, task = judged_by_spark(
        file, choice, keys=asked["keys"], ignored=asked["ignored"], a_year=asked["a_year"], latest=asked["weeks"],
        since=asked["since"], workers=asked["workers"],
    )  # fmt: skip
    write_table(rows, out)
    tally = Tally()
    tally.add(rows)
    click.echo(tally.sentence(len(task.weeks)), err=True)


class Tally:
    """What was found so far, for the sentence that ends a run."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.judged = self.alarms = 0
        self.statuses: Counter[str] = Counter()

    def add(self, rows: "pl.DataFrame") -> None:
        """Count the rows of one batch."""
        self.judged += rows.height
        self.alarms += int(rows["alarm"].sum())
        self.statuses.update(dict(rows["status"].value_counts().iter_rows()))

    def sentence(self, weeks: int) -> str:
        """Return what was found in one sentence."""
        series = self.judged // weeks
        others = [f"{number:,} {word}" for word, number in sorted(self.statuses.items()) if word != "ok"]
        apart = f" Not ok: {', '.join(others)}." if others else ""
        return f"{series:,} series, {_number(weeks, 'week')}: {_number(self.alarms, 'alarm')}.{apart}"


def _number(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
