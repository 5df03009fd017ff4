"""Who answers for what: the list of owners and the page of each."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from tideturn.engines.plans import queries
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.errors import NotHere
from tideturn.interfaces.website.pages.addresses import lasting_address
from tideturn.interfaces.website.pages.downloads import commitments_table, table
from tideturn.interfaces.website.pages.listing import listing, offered
from tideturn.interfaces.website.pages.page import page
from tideturn.interfaces.website.presenters import filters
from tideturn.interfaces.website.presenters.owners import OwnerLine, owner_lines, owner_words

FIELDS = ("plan", "acceptance", "status", "timing", "silent", "checked")


@page
def owners(request: HttpRequest) -> HttpResponse:
    """List everyone who answers for something, with how their commitments stand."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    lines = _lines(moment)
    parts = {
        "owners": lines,
        "counted": _("%(count)s in all") % {"count": len(lines)},
        "download": moment.link("/owners/owners.csv"),
    }
    return render(request, "website/owners.html", parts)


def _lines(moment: Moment) -> tuple[OwnerLine, ...]:
    return owner_lines(queries.owners(moment.day), queries.standing_by_owner(moment.day), moment)


@page
def owners_table(request: HttpRequest) -> HttpResponseBase:
    """Give everyone who answers for something as a download."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    heading = (
        _("owner"), _("what it is"), _("answers for"), _("due within 90 days"), _("accepted, date passed"),
        _("not accepted, date passed"), _("nothing heard since made"), _("page"), _("as at"),
    )  # fmt: skip
    rows = (
        (line.name, line.kind, line.count, line.due_soon, line.overdue, line.window_passed, line.silent, line.href,
         moment.day.isoformat())
        for line in _lines(moment)
    )  # fmt: skip
    return table(f"owners-{moment.day}", heading, rows)


@page
def owner(request: HttpRequest, owner_id: str) -> HttpResponse:
    """Show one owner: what it is, what it answers for by date, and what it took over."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    held = held_owner(owner_id, moment.day)
    timings = queries.timings_of(queries.standing(moment.day).owned_by(owner_id, moment.day))
    return render(
        request,
        "website/owner.html",
        {
            "owner": owner_words(held, timings, moment),
            "list": listing(request, FIELDS, download=f"/owners/{owner_id}/commitments.csv", owner=owner_id),
            "lasting_address": lasting_address(request, moment),
            "due_dates": moment.link(f"/owners/{owner_id}/due.ics"),
            "trail": ({"label": _("Who answers"), "href": moment.link("/owners/")},),
        },
    )


@page
def owner_table(request: HttpRequest, owner_id: str) -> HttpResponseBase:
    """Give an owner's commitments as a download, narrowed as the page was."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    held_owner(owner_id, moment.day)
    asked = filters.asked(request.GET, offered(moment, FIELDS))
    found = filters.found(filters.narrowed_to(asked, {"owner": owner_id}), moment.day)
    return commitments_table(owner_id, found, moment)


def held_owner(owner_id: str, on: date) -> Any:
    """Return one who is named in the plans held, or raise NotHere."""
    held = queries.organisation(owner_id, on)
    if held is None:
        raise NotHere(_("Nobody called %(owner)s is named in the plans held.") % {"owner": owner_id})
    return held
