"""Finding help: one box, what was found, the same as a table, and by which districts a browser knows where it is."""

from datetime import datetime

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _

from tideturn.engines.directory import queries
from tideturn.engines.directory.errors import ServiceNotFound
from tideturn.engines.directory.mapping import Point
from tideturn.interfaces.joint.helping.asked import Asked, asked_in
from tideturn.interfaces.joint.helping.asked_words import near_of
from tideturn.interfaces.joint.helping.cards import Card, card_of
from tideturn.interfaces.joint.helping.finding import Results, find
from tideturn.interfaces.joint.helping.lines import always_open, lines_before_all
from tideturn.interfaces.joint.helping.understanding import Understood, understand
from tideturn.interfaces.website.pages.downloads import table
from tideturn.interfaces.website.pages.lines_below import lines_below
from tideturn.interfaces.website.pages.page import timeless_page
from tideturn.interfaces.website.presenters.helping.form import form_words
from tideturn.interfaces.website.presenters.helping.found import PAGE_LENGTH, found_words
from tideturn.interfaces.website.presenters.helping.sketch import sketch
from tideturn.interfaces.website.presenters.paging import page_number
from tideturn.packs.loading import load_directory
from tideturn.packs.schema.gazetteer import PlaceKind

PERMISSIONS = "camera=(), geolocation=(self), microphone=(), interest-cohort=(), browsing-topics=()"
DISTRICTS_KEPT_FOR = 24 * 60 * 60
DECIMALS = 2  # about a kilometre: enough to tell one district from the next


@csp_update({"connect-src": ["'self'"]})
@timeless_page
def find_help(request: HttpRequest) -> HttpResponse:
    """Ask what is needed, where and when; show what was found where anything is asked."""
    asked, now = asked_in(request.GET), timezone.now()
    parts: dict[str, object] = {"asked": asked, "form": form_words(asked)}
    if not asked.is_anything:
        parts["lines_below"] = lines_below(now)
        return _private(render(request, "website/help/ask.html", parts), is_kept=True)
    page = page_number(request.GET)
    meant, results = _found(asked, now, page)
    words = found_words(asked, meant, results, page)
    parts["lines_below"] = lines_below(now, is_unfolded=not words.cards and not words.anywhere)
    template = "website/help/found_easy.html" if asked.is_easy else "website/help/found.html"
    return _private(render(request, template, {**parts, "found": words, "first": lines_before_all(asked.need)}))


@timeless_page
def help_table(request: HttpRequest) -> HttpResponseBase:
    """Give what was found as a table to download."""
    asked = asked_in(request.GET)
    meant = understand(asked, at=timezone.now())
    results, near = find(meant), near_of(meant)
    heading = (
        _("what it is called"), _("what it is"), _("who gives it"), _("how it stands"), _("where"), _("distance"),
        _("how to get in"), _("never asks"), _("telephone"), _("checked"), _("to bear in mind"), _("page"),
    )  # fmt: skip
    rows = (_cells(card_of(result, near=near)) for result in (*results.near, *results.anywhere))
    answer = table("help", heading, rows)
    add_never_cache_headers(answer)
    return answer


@timeless_page
def help_map(request: HttpRequest) -> HttpResponse:
    """Give a page of what was found as a sketch that a map can be made of, after somebody asked for one."""
    asked = asked_in(request.GET)
    page = page_number(request.GET)
    meant, results = _found(asked, timezone.now(), page)
    words = found_words(asked, meant, results, page)
    near = Point(meant.place.latitude, meant.place.longitude) if meant.place else None
    drawn = sketch(words.cards, near, load_directory().places.places)
    return _private(JsonResponse(drawn, json_dumps_params={"separators": (",", ":")}))


@timeless_page
def by_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a service that somebody read out, and lead to its page."""
    written = request.GET.get("code", "").strip()[:60]
    if written:
        try:
            return _private(HttpResponseRedirect(reverse("help-service", args=[queries.service(written).code])))
        except ServiceNotFound:
            pass
    parts = {"written": written, "lines": always_open()}
    return _private(render(request, "website/help/code.html", parts, status=404 if written else 200))


@timeless_page
def districts(request: HttpRequest) -> HttpResponse:
    """Give the districts of the country and their middles, so that a browser can tell which is nearest by itself."""
    places = (place for place in load_directory().places.places if place.kind is PlaceKind.DISTRICT)
    rows = [[place.name, round(place.latitude, DECIMALS), round(place.longitude, DECIMALS)] for place in places]
    answer = JsonResponse(rows, safe=False, json_dumps_params={"separators": (",", ":")})
    patch_cache_control(answer, public=True, max_age=DISTRICTS_KEPT_FOR)
    return answer


def _found(asked: Asked, now: datetime, page: int) -> tuple[Understood, Results]:
    """Return what is meant and what was found of it: enough for a page, and to know whether another follows."""
    meant = understand(asked, at=now)
    return meant, find(meant, wanted=page * PAGE_LENGTH + 1)


def _cells(card: Card) -> tuple[object, ...]:
    return (
        card.name, card.what, card.by, card.told.whole, card.place, card.distance,
        card.getting_in, card.never_asks, "; ".join(phone.written for phone in card.phones), card.checked,
        " ".join(filter(None, (card.told.caution, card.untold, card.full))), reverse("help-service", args=[card.code]),
    )  # fmt: skip


def _private(answer: HttpResponse, *, is_kept: bool = False) -> HttpResponse:
    """Let a page ask the browser where it is, after a click; keep what was found out of caches and search engines."""
    answer.headers["Permissions-Policy"] = PERMISSIONS
    if not is_kept:
        add_never_cache_headers(answer)
        answer.headers["X-Robots-Tag"] = "noindex"
    return answer
