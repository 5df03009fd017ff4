"""Money across the register, in words: every sum as printed, what it is part of, and totals that count it once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.engines.plans.money import Amount, Totals
from tideturn.interfaces.design.moment import Moment, in_words
from tideturn.interfaces.website.presenters.commitment.money import amount_words


@dataclass(frozen=True)
class SumLine:
    """One sum, as printed."""

    as_written: str
    purpose: str
    period: str
    recipient: str
    recipient_href: str
    commitment: str
    href: str
    plan: str
    counted: str


def sum_lines(rows: Iterable[Any], moment: Moment) -> tuple[SumLine, ...]:
    """Return sums in words; what is not stated says so."""
    return tuple(_line(row, moment) for row in rows)


def _line(row: Any, moment: Moment) -> SumLine:
    return SumLine(
        as_written=row.as_written,
        purpose=row.purpose or _("not stated"),
        period=period_words(row.period_start, row.period_end),
        recipient=row.recipient.name if row.recipient else _("not stated"),
        recipient_href=moment.link(f"/owners/{row.recipient_id}/") if row.recipient else "",
        commitment=str(row.commitment),
        href=moment.link(row.commitment.get_absolute_url()) + "#money",
        plan=row.commitment.plan.short_title,
        counted=counted_words(row),
    )


def period_words(start: date | None, end: date | None) -> str:
    """Return a period as it is stated: from a day, to a day, both, or not at all."""
    if start and end:
        return _("%(start)s to %(end)s") % {"start": in_words(start), "end": in_words(end)}
    if start:
        return _("from %(start)s") % {"start": in_words(start)}
    return _("to %(end)s") % {"end": in_words(end)} if end else _("not stated")


def counted_words(row: Any) -> str:
    """Return whether totals add a sum, and why not."""
    if row.part_of:
        return _("part of %(whole)s, and counted there") % {"whole": row.part_of.as_written}
    if row.not_added:
        return _("not added: %(why)s") % {"why": row.not_added[:1].lower() + row.not_added[1:]}
    return _("counted")


@dataclass(frozen=True)
class TotalLine:
    """What the sums of one recipient, period or plan come to, a line for each kind of sum."""

    name: str
    href: str
    amounts: tuple[str, ...]
    sums: int


def recipient_lines(totals: Totals, names: Mapping[str, str], moment: Moment) -> tuple[TotalLine, ...]:
    """Return the totals by recipient, by name; what is not stated comes last."""
    stated = sorted((key for key in totals if key is not None), key=lambda key: names[str(key)].casefold())
    lines = [
        _total(names[str(key)], totals[key], moment.link(f"/owners/{key}/")) for key in stated
    ]  # fmt: skip
    return (*lines, *_not_stated(totals))


def period_lines(totals: Totals) -> tuple[TotalLine, ...]:
    """Return the totals by stated period, the earliest first; what is not stated comes last."""
    stated: list[Any] = [key for key in totals if key is not None]
    stated.sort(key=lambda key: (key[0] or date.min, key[1] or date.max))
    return (*(_total(period_words(*key), totals[key]) for key in stated), *_not_stated(totals))


def plan_lines(totals: Totals, plans: Iterable[Any], moment: Moment) -> tuple[TotalLine, ...]:
    """Return the totals by plan, the oldest first; a plan that names no sum says so."""
    return tuple(_total(plan.short_title, totals.get(plan.id, []), moment.link(f"/plans/{plan.id}/")) for plan in plans)


def _not_stated(totals: Totals) -> tuple[TotalLine, ...]:
    return (_total(_("not stated"), totals[None]),) if None in totals else ()


def _total(name: str, amounts: list[Amount], href: str = "") -> TotalLine:
    words = tuple(_amount(one) for one in amounts) or (_("no sum named"),)
    return TotalLine(name, href, words, sum(one.sums for one in amounts))


def _amount(one: Amount) -> str:
    words = amount_words(one.currency, one.per, one.amount)
    if not one.has_bounds:
        return words
    rough = _("%(sum)s, said only roughly") if one.sums == 1 else _("%(sum)s, some of it said only roughly")
    return rough % {"sum": words}


def known_words(named: int, asked: int) -> str:
    """Return for how much of what was asked any sum is named at all."""
    if not asked:
        return _("Nothing was asked or promised by then.")
    return ngettext(
        "A sum is named for %(named)s thing asked or promised, of %(asked)s. For the rest no money is named in the "
        "documents held: what it costs is missing, and is not nought.",
        "A sum is named for %(named)s things asked or promised, of %(asked)s. For the rest no money is named in the "
        "documents held: what it costs is missing, and is not nought.",
        named,
    ) % {"named": named, "asked": asked}
