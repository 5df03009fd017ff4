"""Who answers for what: the list of owners and the page of each."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from tideturn.engines.plans import queries
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.errors import NotHere
from tideturn.interfaces.website.pages.addresses import lasting_address
from tideturn.interfaces.website.pages.downloads import commitments_table
from tideturn.interfaces.website.pages.listing import listing, offered
from tideturn.interfaces.website.pages.page import page
from tideturn.interfaces.website.presenters import filters
from tideturn.interfaces.website.presenters.owners import owner_lines, owner_words

FIELDS = ("plan", "acceptance", "status", "timing", "silent", "checked")


@page
def owners(request: HttpRequest) -> HttpResponse:
    """List everyone who answers for something, with how their commitments stand."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    lines = owner_lines(queries.owners(), queries.standing_by_owner(moment.day), moment)
    return render(request, "website/owners.html", {"owners": lines})


@page
def owner(request: HttpRequest, owner_id: str) -> HttpResponse:
    """Show one owner: what it is, what it answers for by date, and what it took over."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    held = held_owner(owner_id)
    timings = queries.timings_of(queries.standing(moment.day).owned_by(owner_id))
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
    held_owner(owner_id)
    asked = filters.asked(request.GET, offered(moment, FIELDS))
    found = filters.found(filters.narrowed_to(asked, {"owner": owner_id}), moment.day)
    return commitments_table(owner_id, found, moment)


def held_owner(owner_id: str) -> Any:
    """Return one who is named in the plans held, or raise NotHere."""
    held = queries.organisation(owner_id)
    if held is None:
        raise NotHere(_("Nobody called %(owner)s is named in the plans held.") % {"owner": owner_id})
    return held
