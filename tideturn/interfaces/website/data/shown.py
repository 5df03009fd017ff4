"""The files to take away, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tideturn.engines.plans.tables import TABLES, Column
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.data.writing import EVERYTHING, PACKAGE


@dataclass(frozen=True)
class TableFile:
    """One table of the whole register."""

    name: str
    title: str
    href: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class PlanFiles:
    """The files of one plan."""

    title: str
    href: str
    table: str
    everything: str
    package: str
    due_dates: str


def table_files(moment: Moment) -> tuple[TableFile, ...]:
    """Return the tables of the whole register, with what each column means."""
    return tuple(
        TableFile(one.name, one.title, moment.link(f"/data/register/{one.name}.csv"), one.columns) for one in TABLES
    )


def plan_files(plans: Iterable[Any], moment: Moment) -> tuple[PlanFiles, ...]:
    """Return the files of each plan."""
    return tuple(_files(plan, moment) for plan in plans)


def _files(plan: Any, moment: Moment) -> PlanFiles:
    folder = f"/data/plans/{plan.id}/"
    return PlanFiles(
        title=plan.short_title,
        href=moment.link(f"/plans/{plan.id}/"),
        table=moment.link(f"{folder}commitments.csv"),
        everything=moment.link(f"{folder}{EVERYTHING}"),
        package=moment.link(f"{folder}{PACKAGE}"),
        due_dates=moment.link(f"/plans/{plan.id}/due.ics"),
    )
