"""Sums of money across the register, each counted once: by who receives them, by their period, by their plan."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from tideturn.engines.plans.models import Money

# What a total adds: no part, for its whole counts it; nothing that is counted elsewhere.
COUNTED_ONCE = Q(part_of__isnull=True, not_added="")
NOT_STATED = None


def sums(on: date) -> "QuerySet[Any]":
    """Return every sum that a plan published by a day names, in plan order, parts after their whole."""
    found: QuerySet[Any] = Money.objects.filter(commitment__plan__published__lte=on)
    found = found.select_related("commitment__plan", "recipient", "part_of", "document")
    return found.order_by("commitment__plan__published", "commitment__plan", "commitment__order", "id")


def totals(on: date, *, plan_id: str | None = None, commitment_id: int | None = None) -> list["Amount"]:
    """Return the totals of the money named by a day, of all commitments, one plan or one commitment.

    Parts of a sum, and what another plan counts, are left out, so that nothing is counted twice; sums of different
    currencies, and yearly sums and whole ones, are never added together.
    """
    asked = {"commitment__plan": plan_id, "commitment": commitment_id}
    narrowed = {name: value for name, value in asked.items() if value is not None}
    wholes = Money.objects.filter(COUNTED_ONCE, commitment__plan__published__lte=on, **narrowed)
    rows = wholes.values("currency", "per").annotate(
        total=Sum("amount"), sums=Count("pk"), bounded=Count("pk", filter=~Q(bound=""))
    )
    return [
        Amount(row["currency"], row["per"], int(row["total"]), row["sums"], row["bounded"] > 0)
        for row in rows.order_by("currency", "per")
    ]


@dataclass(frozen=True)
class Amount:
    """What some sums of one currency come to; `per` is empty for sums in all; `has_bounds` where one is rough."""

    currency: str
    per: str
    amount: int = 0
    sums: int = 0
    has_bounds: bool = False

    def with_more(self, amount: int, *, is_bounded: bool) -> "Amount":
        """Return the same with one more sum."""
        return replace(self, amount=self.amount + amount, sums=self.sums + 1, has_bounds=self.has_bounds or is_bounded)


Totals = dict[Hashable, list[Amount]]


def in_all(rows: Iterable[Any]) -> list[Amount]:
    """Return what some sums come to together, as `totals` does for those of the register."""
    return _added((NOT_STATED, row, row.amount) for row in rows if _is_counted(row)).get(NOT_STATED, [])


def by_plan(rows: Iterable[Any]) -> Totals:
    """Return the totals of each plan, by its id."""
    return _added((row.commitment.plan_id, row, row.amount) for row in rows if _is_counted(row))


def by_period(rows: Iterable[Any]) -> Totals:
    """Return the totals of each period as it is stated, by its first and last day; where none is stated, by None."""
    return _added((_period(row), row, row.amount) for row in rows if _is_counted(row))


def _period(row: Any) -> Hashable:
    stated = (row.period_start, row.period_end)
    return stated if any(stated) else NOT_STATED


def by_recipient(rows: Iterable[Any]) -> Totals:
    """Return the totals of each recipient, by its id; under None what no recipient is stated for.

    Where the parts of a sum name who receives them, they are counted instead of it, and under None what is left of it.
    So the totals of all recipients together are those of the sums.
    """
    held = list(rows)
    parts: dict[int, list[Any]] = {}
    for row in held:
        parts.setdefault(row.part_of_id or 0, []).append(row)
    found = [piece for row in held if _is_counted(row) for piece in _pieces(row, row, parts)]
    return _added(found)


def _pieces(row: Any, whole: Any, parts: dict[int, list[Any]]) -> list[tuple[Hashable, Any, int]]:
    """Return what a sum is made of by recipient, in amounts of the whole's kind; together they are the sum."""
    if row.recipient_id is not None:
        return [(row.recipient_id, whole, row.amount)]
    # A part of another kind, such as one year of a sum in all, says nothing of how the sum is divided.
    alike = [part for part in parts.get(row.pk, ()) if part.per in ("", whole.per)]
    pieces = [piece for part in alike for piece in _pieces(part, whole, parts)]
    named = [piece for piece in pieces if piece[0] is not NOT_STATED]
    left = row.amount - sum(amount for _recipient, _whole, amount in named)
    if left < 0:
        # Parts that come to more than their whole do not say how it is divided, and would be counted beyond it.
        return [(NOT_STATED, whole, row.amount)]
    return [*named, (NOT_STATED, whole, left)] if left else named


def _is_counted(row: Any) -> bool:
    return row.part_of_id is None and not row.not_added


def _added(found: Iterable[tuple[Hashable, Any, int]]) -> Totals:
    """Return the amounts of each key, sums of different currencies and kinds apart."""
    totals: dict[Hashable, dict[tuple[str, str], Amount]] = {}
    for key, row, amount in found:
        kind = (row.currency, row.per)
        before = totals.setdefault(key, {}).get(kind, Amount(*kind))
        totals[key][kind] = before.with_more(amount, is_bounded=bool(row.bound))
    return {key: list(amounts.values()) for key, amounts in totals.items()}
