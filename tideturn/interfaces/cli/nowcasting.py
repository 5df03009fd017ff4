"""`tideturn nowcast`: how many events there were, told from those reported so far."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tideturn.interfaces.cli.refusal import Refusal
from tideturn.interfaces.cli.waiting import waiting

if TYPE_CHECKING:
    from datetime import date

    from tideturn.interfaces.cli.nowcasting_settings import Settings
    from tideturn.methods.detection.nowcasting.nowcast import Nowcast
    from tideturn.methods.detection.nowcasting.reports import LeftOut


@click.command("nowcast")
@click.argument("file", metavar="INPUT", type=click.Path(path_type=Path))
@click.option("--now", required=True, metavar="DATE", help="The last day whose reports are known; later ones are not.")
@click.option("--max-delay", type=click.IntRange(0), metavar="N", help="Periods waited for. Else 12 weeks, 28 days.")
@click.option("--step", type=click.Choice(["day", "week"]), help="How long a period is. Default: week.")
@click.option("--level", "levels", multiple=True, type=float, help="Of an interval; again for more. Else 0.5, 0.95.")
@click.option("--config", type=click.Path(path_type=Path), help="All that can be chosen, as JSON or YAML.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A .csv or .parquet file, or - to print.")
def command(
    file: Path,
    now: str,
    max_delay: int | None,
    step: str | None,
    levels: tuple[float, ...],
    config: Path | None,
    out: Path,
) -> None:
    """Tell how many events each period will have had once all are reported.

    INPUT is CSV or Parquet with one row a report: event_date, report_date, if wanted series, and count where a row
    stands for more than one event; equal rows add up. Weeks begin on Monday, unless all dates fall on one weekday. OUT
    has one row a series and event period.
    """
    from tideturn.interfaces.cli.nowcasting_settings import settings_of
    from tideturn.methods.detection.errors import DetectionError
    from tideturn.sources.tabular.errors import TableRefused
    from tideturn.sources.tabular.writing import check_writable

    try:
        check_writable(out, file, config)
        settings = settings_of(config, {"max_delay": max_delay, "step": step, "levels": levels})
        found, left = _nowcast(file, _day(now), settings, out)
    except (TableRefused, DetectionError) as error:
        raise Refusal(str(error)) from None
    click.echo(_summary(found, settings), err=True)
    for sentence in _left_out(left, settings):
        click.echo(sentence, err=True)


def _nowcast(file: Path, now: "date", settings: "Settings", out: Path) -> tuple["Nowcast", "LeftOut"]:
    import numpy as np

    from tideturn.interfaces.cli.nowcasting_tables import read_reports, rows_of
    from tideturn.methods.detection.nowcasting.nowcast import nowcast
    from tideturn.methods.detection.nowcasting.reports import triangle_of_reports
    from tideturn.sources.tabular.writing import write_table

    with waiting() as step:
        reports, names = read_reports(file)
        step("Laying out by delay", 1 / 4)
        triangle, left = triangle_of_reports(
            reports,
            names=names,
            now=np.datetime64(now, "D"),
            max_delay=settings.delay,
            step=settings.step,
            periods_at_most=settings.periods_at_most,
            missing_reports=[np.datetime64(day, "D") for day in settings.missing_reports],
        )
        step("Nowcasting", 1 / 2)
        found = nowcast(triangle, settings.parameters)
        step("Writing", 3 / 4)
        write_table(rows_of(found, triangle, levels=settings.levels), out)
    return found, left


def _day(now: str) -> "date":
    from tideturn.sources.tabular.dates import read_day
    from tideturn.sources.tabular.errors import ValueFault, shown

    try:
        return read_day(now.strip())
    except ValueFault as fault:
        raise Refusal(f"--now {shown(now)} {fault}.") from None


def _summary(found: "Nowcast", settings: "Settings") -> str:
    import numpy as np

    from tideturn.methods.detection.outcome import Status

    series, periods = found.share.shape
    unfinished = int(((found.share < 1) & (found.status == Status.OK)).sum())
    numbers = {status: int(np.sum(found.status == status)) for status in (Status.NO_DATA, Status.SHORT_HISTORY)}
    others = [f"{number:,} {status.word}" for status, number in numbers.items() if number]
    apart = f" Not ok: {', '.join(others)}." if others else ""
    span = f"{periods:,} {settings.step}{'' if periods == 1 else 's'}"
    counts = "1 count is" if unfinished == 1 else f"{unfinished:,} counts are"
    return f"{series:,} series, {span}; {counts} not wholly reported.{apart}"


def _left_out(left: "LeftOut", settings: "Settings") -> list[str]:
    """Return a sentence for each kind of events that are not in the result."""
    kinds = (
        (
            left.too_late,
            f"reported more than {settings.delay} {settings.step}s later; a longer --max-delay takes them in",
        ),
        (left.after_now, f"reported after the last {settings.step} that --now ends"),
        (left.before_window, "before the window; a longer window in --config takes them in"),
    )
    return [
        f"Left out: {number:,} {'event' if number == 1 else 'events'} {words}." for number, words in kinds if number
    ]
