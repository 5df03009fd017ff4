"""What a draft says of one year: the register as it stood at its end, and what happened in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tideturn.engines.plans import money, queries
from tideturn.engines.plans.models import Acceptance, DueDateRevision, Position, Verdict
from tideturn.engines.plans.money import Totals
from tideturn.engines.plans.queries import Counts, Coverage

SILENT_NAMED = 10


class NoSuchYear(ValueError):
    """A report was asked for of a year in which there was nothing to report."""

    def __init__(self, year: int, first: int | None, last: int) -> None:
        known = f"Ask for a year from {first} to {last}." if first else "Load a plan first."
        super().__init__(f"There is nothing to report of {year}. {known}")


@dataclass(frozen=True)
class PlanYear:
    """How one plan stood at the end of the year."""

    plan: Any
    counts: Counts
    coverage: Coverage
    money: tuple[money.Amount, ...]


@dataclass(frozen=True)
class Year:
    """All that the draft says, before it is put in words."""

    year: int
    day: date
    is_over: bool
    plans: tuple[PlanYear, ...]
    due: tuple[Any, ...]
    positions: tuple[Any, ...]
    answers: tuple[Any, ...]
    verdicts: tuple[Any, ...]
    postponed: tuple[Any, ...]
    silent: tuple[Any, ...]

    @property
    def counts(self) -> Counts:
        """Return the counts of all plans together."""
        return Counts(*(sum(values) for values in zip(*(_values(one.counts) for one in self.plans), strict=True)))

    @property
    def coverage(self) -> Coverage:
        """Return for how many of them anything is known."""
        return Coverage(
            sum(one.coverage.answered for one in self.plans), sum(one.coverage.with_a_status for one in self.plans)
        )


def _values(counts: Counts) -> Iterable[int]:
    return vars(counts).values()


def years(today: date) -> range:
    """Return the years of which there is something to report, from the first plan to this one."""
    first = queries.plans(today).values_list("published", flat=True).first()
    return range(first.year, today.year + 1) if first else range(0)


def year_of(year: int, today: date) -> Year:
    """Return what there is to report of a year, as known at its end or, in a year that goes on, today.

    Raise NoSuchYear for a year before the first plan or after this one.
    """
    known = years(today)
    if year not in known:
        raise NoSuchYear(year, known.start if known else None, today.year)
    begins, ends = date(year, 1, 1), date(year, 12, 31)
    day = min(ends, today)
    found = queries.register(day)
    return Year(
        year=year,
        day=day,
        is_over=ends < today,
        plans=_plans(day),
        due=tuple(found.filter(current_due_date__range=(begins, ends)).order_by("current_due_date", "pk")),
        positions=_said(Position, "stated_on", begins, day),
        # What a maker promises in its own plan was answered by being made.
        answers=tuple(
            one for one in _said(Acceptance, "stated_on", begins, day) if one.stated_on != one.commitment.plan.published
        ),
        verdicts=_said(Verdict, "stated_on", begins, day),
        postponed=_said(DueDateRevision, "decided_on", begins, day),
        silent=tuple(queries.longest_silent(day, SILENT_NAMED)),
    )  # fmt: skip


def _plans(day: date) -> tuple[PlanYear, ...]:
    by_plan, sums = queries.counts_by_plan(day), money.by_plan(list(money.sums(day)))
    return tuple(
        PlanYear(plan, *by_plan[plan.pk], money=_amounts(sums, plan.pk))
        for plan in queries.plans(day)
        if plan.pk in by_plan
    )


def _amounts(sums: Totals, plan_id: str) -> tuple[money.Amount, ...]:
    return tuple(sums.get(plan_id, ()))


def _said(model: Any, day: str, begins: date, ends: date) -> tuple[Any, ...]:
    """Return what was said of commitments in some days, in the order in which it was said."""
    found = model.objects.filter(**{f"{day}__gte": begins, f"{day}__lte": ends}, commitment__plan__published__lte=ends)
    return tuple(found.select_related("commitment__plan").order_by(day, "pk"))


def owners_of(commitment: Any) -> str:
    """Return who answers for a commitment, by name."""
    return ", ".join(owner.name for owner in commitment.owners)
