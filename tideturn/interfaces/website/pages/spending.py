"""Money: every sum that the plans name, for what, when and to whom, and totals that count each pound once."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from tideturn.engines.plans import money, queries
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.pages.downloads import table
from tideturn.interfaces.website.pages.page import page
from tideturn.interfaces.website.pages.paging import paged
from tideturn.interfaces.website.presenters import spending as words


@page
def spending(request: HttpRequest) -> HttpResponse:
    """Show what was said of money, by plan, by recipient, by period, and every sum with its purpose."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    rows = list(money.sums(moment.day))
    paging = paged(request, len(rows), "/money/#sums")
    return render(
        request,
        "website/money.html",
        {
            "known": words.known_words(len({row.commitment_id for row in rows}), queries.counts(moment.day).asked),
            "by_plan": words.plan_lines(money.by_plan(rows), queries.plans(moment.day), moment),
            "by_recipient": words.recipient_lines(money.by_recipient(rows), _recipients(rows), moment),
            "by_period": words.period_lines(money.by_period(rows)),
            "sums": words.sum_lines(rows[paging.start : paging.last], moment),
            "paging": paging,
            "download": moment.link("/money/sums.csv"),
            "totals_download": moment.link("/money/totals.csv"),
        },
    )


def _recipients(rows: Iterable[Any]) -> dict[str, str]:
    """Return the names of those who receive any of some sums, by their ids."""
    return {row.recipient_id: row.recipient.name for row in rows if row.recipient}


@page
def sums_table(request: HttpRequest) -> HttpResponseBase:
    """Give every sum as a download."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    heading = (
        _("sum as printed"), _("amount"), _("currency"), _("a"), _("purpose"), _("period"), _("to"), _("of what"),
        _("plan"), _("in totals"), _("page"), _("as at"),
    )  # fmt: skip
    found = money.sums(moment.day)
    rows = (
        (row.as_written, row.amount, row.currency, row.per, line.purpose, line.period, line.recipient, line.commitment,
         line.plan, line.counted, line.href, moment.day)
        for row in found
        for line in words.sum_lines((row,), moment)
    )  # fmt: skip
    return table(f"money-{moment.day}", heading, rows)


@page
def totals_table(request: HttpRequest) -> HttpResponseBase:
    """Give the totals by plan, by recipient and by period as a download: the same money three times divided."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    rows = list(money.sums(moment.day))
    names = _recipients(rows)
    lines = [
        *((_("plan"), line) for line in words.plan_lines(money.by_plan(rows), queries.plans(moment.day), moment)),
        *((_("recipient"), line) for line in words.recipient_lines(money.by_recipient(rows), names, moment)),
        *((_("period"), line) for line in words.period_lines(money.by_period(rows))),
    ]
    heading = (_("by"), _("which"), _("in all"), _("sums"), _("as at"))
    cells = ((by, line.name, "; ".join(line.amounts), line.sums, moment.day) for by, line in lines)
    return table(f"money-totals-{moment.day}", heading, cells)
