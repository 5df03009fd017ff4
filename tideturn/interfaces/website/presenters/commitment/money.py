"""Sums of money named in a commitment: parts under their whole, and a total that counts no pound twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.plans.money import in_all
from tideturn.interfaces.design.moment import in_words

SIGNS = {"GBP": "£", "EUR": "€"}


@dataclass(frozen=True)
class Sum:
    """One sum as printed, how deep it lies inside others, and what it is for."""

    as_written: str
    depth: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Total:
    """The whole of one currency and period."""

    words: str
    is_bounded: bool


def sums_of(rows: Iterable[Any]) -> tuple[Sum, ...]:
    """Return the sums, each part directly under the whole that already counts it."""
    by_whole: dict[int | None, list[Any]] = {}
    for row in sorted(rows, key=lambda row: row.pk):
        by_whole.setdefault(row.part_of_id, []).append(row)
    return tuple(_under(None, 0, by_whole))


def _under(whole: int | None, depth: int, by_whole: dict[int | None, list[Any]]) -> Iterable[Sum]:
    for row in by_whole.get(whole, ()):
        yield Sum(row.as_written, depth, _notes(row, depth))
        yield from _under(row.pk, depth + 1, by_whole)


def _notes(row: Any, depth: int) -> tuple[str, ...]:
    # What was printed beside the figure, without which “£5 million” is another promise than “up to £5 million a year”.
    beside = (
        str(row.get_bound_display()) if row.bound else "",
        _("a %(period)s") % {"period": row.per} if row.per else "",
    )
    notes = [part for part in (*beside, row.purpose) if part]
    if row.period_start and row.period_end:
        notes.append(_("%(start)s to %(end)s") % {"start": in_words(row.period_start), "end": in_words(row.period_end)})
    if row.recipient:
        notes.append(_("to %(recipient)s") % {"recipient": row.recipient.name})
    if row.not_added:
        notes.append(_("not added to any total: %(why)s") % {"why": row.not_added[:1].lower() + row.not_added[1:]})
    if depth:
        notes.append(_("part of the sum above, and counted there"))
    return tuple(notes)


def totals_of(rows: Iterable[Any]) -> tuple[Total, ...]:
    """Return the total of each currency and period: wholes only, because parts are counted in them."""
    return tuple(Total(amount_words(one.currency, one.per, one.amount), one.has_bounds) for one in in_all(rows))


def amount_words(currency: str, per: str, amount: int) -> str:
    """Return a sum in the way of its currency, and for which stretch of time it is."""
    sign = SIGNS.get(currency)
    words = f"{sign}{amount:,}" if sign else f"{amount:,} {currency}"
    return _("%(sum)s a %(period)s") % {"sum": words, "period": per} if per else words
