"""`tideturn rates`: rates, ratios and proportions of a table, with their limits."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import click
import polars as pl
from click.core import ParameterSource

from tideturn.interfaces.cli.long_form import LongTable, read_long, refusing
from tideturn.interfaces.cli.rate_tables import (
    Options,
    crude_table,
    direct_table,
    funnel_table,
    indirect_table,
    moving_average_table,
    proportion_table,
    random_variation_table,
)
from tideturn.interfaces.cli.refusal import Refusal
from tideturn.methods.rates.count_limits import Limits
from tideturn.methods.rates.overdispersion import Overdispersion
from tideturn.sources.tabular.kinds import Kind
from tideturn.sources.tabular.writing import check_writable, write_table


@dataclass(frozen=True)
class Statistic:
    """One kind of rate: the columns it needs and may have, the usual multiplier, and what works it out."""

    work_out: Callable[[LongTable, Options], pl.DataFrame]
    required: dict[str, Kind]
    optional: dict[str, Kind] = field(default_factory=dict)
    filled: tuple[str, ...] = ()
    multiplier: float = 100_000
    uses: tuple[str, ...] = ("multiplier", "confidence")


OPTIONS = ("multiplier", "confidence", "limits", "ages", "both_sexes", "width", "target", "overdispersion")
SMALLEST, LARGEST = 1e-12, 1e12

EVENTS = {"events": Kind.COUNT}
PEOPLE = {"population": Kind.POSITIVE}
PERIODS = {"period": Kind.INTEGER, "date": Kind.DATE}
BANDS = {"age_band": Kind.TEXT, "population": Kind.NUMBER, "reference_events": Kind.COUNT}

STATISTICS = {
    "crude": Statistic(crude_table, EVENTS | PEOPLE, uses=("multiplier", "confidence", "limits")),
    "direct": Statistic(
        direct_table,
        {"age_band": Kind.TEXT, **EVENTS, "population": Kind.NUMBER},
        {"sex": Kind.TEXT},
        ("age_band",),
        uses=("multiplier", "confidence", "ages", "both_sexes"),
    ),
    "indirect": Statistic(
        indirect_table,
        EVENTS,
        {"expected": Kind.POSITIVE, **BANDS, "reference_population": Kind.POSITIVE},
        ("age_band",),
        multiplier=100,
        uses=("multiplier", "confidence", "limits"),
    ),
    "proportion": Statistic(proportion_table, {"numerator": Kind.COUNT, "denominator": Kind.POSITIVE}, multiplier=100),
    "random-variation": Statistic(random_variation_table, EVENTS, PERIODS, uses=("confidence", "width")),
    "funnel": Statistic(
        funnel_table,
        {},
        {**EVENTS, **PEOPLE, "expected": Kind.POSITIVE, "numerator": Kind.COUNT, "denominator": Kind.POSITIVE},
        uses=("multiplier", "target", "overdispersion"),
    ),
    "moving-average": Statistic(moving_average_table, EVENTS, PERIODS, uses=("width",)),
}


@click.command("rates")
@click.argument("file", metavar="INPUT", type=click.Path(path_type=Path))
@click.option("--kind", required=True, type=click.Choice(list(STATISTICS)), help="Which statistic.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A .csv or .parquet file; - is the screen.")
@click.option("--multiplier", type=float, help="Per so many people; 100000, or 100 for proportions and ratios.")
@click.option("--confidence", type=float, default=0.95, show_default=True, help="Of the limits.")
@click.option("--limits", type=click.Choice([one.value for one in Limits]), default="byar", show_default=True)
@click.option("--ages", metavar="FROM-TO", help="direct: only these ages of the standard, such as 15-64 or 15+.")
@click.option("--both-sexes", is_flag=True, help="direct: standardise by age and sex (column sex; total 200,000).")
@click.option("--width", type=int, help="Periods of a moving average; 3, or 5 for random variation.")
@click.option("--target", type=float, help="funnel: the target, per multiplier; that of all places when not given.")
@click.option(
    "--overdispersion", type=click.Choice([one.value for one in Overdispersion]), default="none", show_default=True
)
def command(
    file: Path,
    kind: str,
    out: Path,
    multiplier: float | None,
    confidence: float,
    limits: str,
    ages: str | None,
    both_sexes: bool,
    width: int | None,
    target: float | None,
    overdispersion: str,
) -> None:
    """Work out rates of a CSV or Parquet table in long form, with their limits.

    Columns, by kind: crude: events, population. direct: age_band, events, population, with --both-sexes also sex.
    indirect: events and expected; or age_band, events, population, reference_events, reference_population. proportion:
    numerator, denominator. random-variation and moving-average: events, and period or date. funnel: events with
    population or expected; or numerator with denominator. All other columns are keys, and are written again.
    """
    statistic = STATISTICS[kind]
    _check_used(kind, statistic)
    _check_numbers(multiplier=multiplier, target=target, width=width)
    if 0 < 1 - confidence < SMALLEST:
        raise Refusal("--confidence is so near to 1 that its limits have no end; write 0.999 or the like.")
    options = Options(
        multiplier=statistic.multiplier if multiplier is None else multiplier,
        is_multiplier_given=multiplier is not None,
        confidence=confidence,
        limits=Limits(limits),
        ages=ages,
        both_sexes=both_sexes,
        width=width,
        target=target,
        overdispersion=Overdispersion(overdispersion),
    )
    with refusing():
        check_writable(out, file)
        table = read_long(file, required=statistic.required, optional=statistic.optional, filled=statistic.filled)
        write_table(statistic.work_out(table, options), out)


def _check_used(kind: str, statistic: Statistic) -> None:
    """Refuse an option that this kind would pass over in silence."""
    context = click.get_current_context()
    given = [name for name in OPTIONS if context.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    unused = [name for name in given if name not in statistic.uses]
    if unused:
        used = ", ".join(f"--{name}" for name in statistic.uses).replace("_", "-")
        raise Refusal(f"--{unused[0].replace('_', '-')} is nothing to --kind {kind}; leave it out. It takes {used}.")


def _check_numbers(**given: float | None) -> None:
    """Refuse numbers that are slips of the pen, on which figures would leave their range; others the methods refuse."""
    for name, number in given.items():
        if number is not None and (LARGEST < abs(number) < math.inf or 0 < abs(number) < SMALLEST):
            raise Refusal(f"--{name} is {number:g}; write a number between {SMALLEST:g} and {LARGEST:g}.")
