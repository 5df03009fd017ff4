"""`tideturn estimate naloxone`: kits in circulation, reach, and kits for each death."""

from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np
import polars as pl
from numpy.typing import NDArray

from tideturn.interfaces.cli.estimating import confidence_option, file_argument, out_option
from tideturn.interfaces.cli.long_form import LongTable, read_long, refusing
from tideturn.interfaces.cli.refusal import Refusal
from tideturn.methods.estimates.naloxone.circulation import Circulation, Wear, kits_in_circulation
from tideturn.methods.estimates.naloxone.kits_per_death import kits_per_death
from tideturn.methods.estimates.naloxone.reach import reach
from tideturn.methods.estimates.naloxone.supply import Supply
from tideturn.methods.estimates.naloxone.uncertain import UncertainCount, UncertainShare
from tideturn.sources.tabular.errors import TableRefused
from tideturn.sources.tabular.kinds import COUNT_AT_MOST, Kind
from tideturn.sources.tabular.writing import check_writable, write_table

Triple = tuple[float, float, float]
Floats = NDArray[np.float64]

REQUIRED = {"period": Kind.TEXT, "first": Kind.COUNT, "repeat": Kind.COUNT, "used": Kind.COUNT}
OPTIONAL = {"lost": Kind.COUNT, "expired": Kind.COUNT, "first_at_risk": Kind.COUNT, "deaths": Kind.COUNT}

PERIODS_AT_MOST = 5200  # a hundred years of weeks

OK, OVERDRAWN, BEYOND = "ok", "overdrawn", "reach_beyond_all"
REASONS = {
    OK: "",
    OVERDRAWN: "More kits would have been used or lost than were in circulation: a share, or the start, is wrong.",
    BEYOND: "More people have a first supply than are thought to be at risk: one of the two figures is wrong.",
}


@dataclass(frozen=True)
class Assumptions:
    """What the command was told beside the table."""

    wear: Wear
    at_risk: UncertainCount | None
    over_count: UncertainShare | None
    reached_before: int
    confidence: float


@click.command("naloxone")
@file_argument
@out_option
@click.option(
    "--reported-share",
    nargs=3,
    type=float,
    required=True,
    metavar="CENTRAL LOWER UPPER",
    help="The share of used kits (and lost ones, with a column lost) that services hear of, such as 0.5 0.3 0.7.",
)
@click.option(
    "--lost-yearly",
    nargs=3,
    type=float,
    default=(0.0, 0.0, 0.0),
    metavar="CENTRAL LOWER UPPER",
    help="The share of kits lost in a year, where there is no column lost.",
)
@click.option("--shelf-life", type=int, required=True, metavar="PERIODS", help="Periods until a kit expires.")
@click.option("--periods-per-year", type=int, default=12, show_default=True)
@click.option(
    "--at-risk",
    nargs=3,
    type=float,
    metavar="CENTRAL LOWER UPPER",
    help="People at risk, such as 47100 45700 48600; gives the reach (column first_at_risk, else first).",
)
@click.option(
    "--over-count",
    nargs=3,
    type=float,
    metavar="CENTRAL LOWER UPPER",
    help="The share of first supplies to people supplied before, or no longer at risk.",
)
@click.option(
    "--reached-before", type=int, default=0, show_default=True, help="First supplies before the table begins."
)
@confidence_option
def command(
    file: Path,
    out: Path,
    reported_share: Triple,
    lost_yearly: Triple,
    shelf_life: int,
    periods_per_year: int,
    at_risk: Triple | None,
    over_count: Triple | None,
    reached_before: int,
    confidence: float,
) -> None:
    """Estimate naloxone kits in circulation after each period, with limits.

    Columns: period (in the order of time), first, repeat, used; optional lost, expired, first_at_risk, deaths (opioid
    related, gives kits for each death; sensible for years). All other columns are keys, such as an area.
    """
    with refusing():
        check_writable(out, file)
        _check_options(shelf_life, at_risk, over_count=over_count, reached_before=reached_before)
        assumptions = Assumptions(
            Wear(UncertainShare(*reported_share), UncertainShare(*lost_yearly), shelf_life, periods_per_year),
            UncertainCount(*at_risk) if at_risk else None,
            UncertainShare(*over_count) if over_count else None,
            reached_before,
            confidence,
        )
        table = read_long(file, required=REQUIRED, optional=OPTIONAL, filled=list(REQUIRED))
        table.check_once(["period"], "this period")
        _check_one_group(table, assumptions)
        write_table(pl.concat([_rows(group, assumptions) for _, group in table.groups()]), out)


def _check_options(shelf_life: int, at_risk: Triple | None, *, over_count: Triple | None, reached_before: int) -> None:
    """Refuse what would be passed over in silence, and figures that are slips of the pen."""
    if shelf_life > PERIODS_AT_MOST:
        raise Refusal(f"--shelf-life is {PERIODS_AT_MOST} periods at the most.")
    if not 0 <= reached_before <= COUNT_AT_MOST or (at_risk and max(at_risk) > COUNT_AT_MOST):
        raise Refusal(f"--reached-before and --at-risk count people, from 0 to {COUNT_AT_MOST:,}.")
    if at_risk is None and (over_count or reached_before):
        raise Refusal("--over-count and --reached-before need --at-risk, without which no reach is worked out.")


def _check_one_group(table: LongTable, assumptions: Assumptions) -> None:
    groups = len(table.groups())
    if groups > 1 and (assumptions.at_risk or assumptions.reached_before):
        raise TableRefused(
            str(table.file),
            f"holds {groups} series by {', '.join(table.keys)}, and the people at risk are those of one; "
            "give the series of one area at a time.",
        )


def _rows(group: LongTable, assumptions: Assumptions) -> pl.DataFrame:
    for name in OPTIONAL:
        if group.has(name) and group.frame[name].null_count():
            record = int(group.frame[name].is_null().arg_true()[0])
            raise group.refuse(record, f"column {name} is empty; fill it in, with 0 for none, or remove the column.")
    supply = Supply(*(group.numbers(name) for name in ("first", "repeat", "used")))
    supply = replace(supply, **{name: group.numbers(name) for name in ("lost", "expired") if group.has(name)})
    found = kits_in_circulation(supply, assumptions.wear, confidence=assumptions.confidence)
    columns: dict[str, pl.Series] = {
        "supplied": pl.Series(supply.supplied),
        "used": pl.Series(found.account.used),
        "lost": pl.Series(found.account.lost),
        "expired": pl.Series(found.account.expired),
        "in_circulation": pl.Series(found.in_circulation),
        "lower": pl.Series(found.lower),
        "upper": pl.Series(found.upper),
    }
    is_beyond = np.zeros(len(supply.first), dtype=bool)
    if assumptions.at_risk:
        reached, is_beyond = _reach(group, assumptions.at_risk, assumptions)
        columns |= reached
    columns |= _deaths(group, supply, assumptions.confidence)
    return _set_out(group, columns, _status(found, is_beyond), assumptions.confidence)


def _reach(
    group: LongTable, at_risk: UncertainCount, assumptions: Assumptions
) -> tuple[dict[str, pl.Series], NDArray[np.bool_]]:
    column = "first_at_risk" if group.has("first_at_risk") else "first"
    supplies = assumptions.reached_before + np.cumsum(group.numbers(column))
    found = reach(supplies, at_risk=at_risk, over_count=assumptions.over_count)
    columns = {
        "people_reached": pl.Series(found.people),
        "reach_per_1000": pl.Series(found.per_1000),
        "reach_lower": pl.Series(found.lower),
        "reach_upper": pl.Series(found.upper),
    }
    return columns, found.is_beyond_all


def _deaths(group: LongTable, supply: Supply, confidence: float) -> dict[str, pl.Series]:
    if not group.has("deaths"):
        return {}
    found = kits_per_death(supply.supplied, group.numbers("deaths"), confidence=confidence)
    return {
        "kits_per_death": pl.Series(found.ratio),
        "kits_per_death_lower": pl.Series(found.lower),
        "kits_per_death_upper": pl.Series(np.where(np.isinf(found.upper), np.nan, found.upper)),
        "kits_per_death_standing": pl.Series([one.value for one in found.standing]),
    }


def _status(found: Circulation, is_beyond: NDArray[np.bool_]) -> list[str]:
    words = np.where(is_beyond, BEYOND, OK)
    return [str(word) for word in np.where(found.is_overdrawn, OVERDRAWN, words)]


def _set_out(group: LongTable, columns: dict[str, pl.Series], status: list[str], confidence: float) -> pl.DataFrame:
    figures = pl.DataFrame(columns).with_columns(
        status=pl.Series(status),
        reason=pl.Series([REASONS[one] for one in status]),
        confidence=pl.lit(confidence),
    )
    return group.beside(group.frame.select(*group.keys, "period"), figures)
