"""Search over everything asked and promised."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.pages.downloads import commitments_table
from tideturn.interfaces.website.pages.listing import listing, offered
from tideturn.interfaces.website.pages.page import page
from tideturn.interfaces.website.presenters import filters
from tideturn.interfaces.website.presenters.search import found_words

FIELDS = ("plan", "owner", "kind", "acceptance", "status", "timing", "silent", "checked")


@page
def search(request: HttpRequest) -> HttpResponse:
    """Show what holds the words, or comes nearest to them, narrowed as asked."""
    found = listing(request, FIELDS, download="/search/results.csv")
    return render(
        request,
        "website/search.html",
        {"list": found, "found": found_words(found.asked, found.paging.total, is_near=found.is_near)},
    )


@page
def search_table(request: HttpRequest) -> HttpResponseBase:
    """Give all that a search finds as a download."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    asked = filters.asked(request.GET, offered(moment, FIELDS))
    return commitments_table("search", filters.found(asked, moment.day), moment)
