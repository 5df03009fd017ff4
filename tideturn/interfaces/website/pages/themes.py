"""Themes: what is asked and promised about one thing, across plans and years."""

from collections.abc import Iterator

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from tideturn.engines.plans import queries
from tideturn.engines.plans.themes import of_theme
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.errors import NotHere
from tideturn.interfaces.website.pages.downloads import commitments_table, links_table, table
from tideturn.interfaces.website.pages.listing import listing, offered
from tideturn.interfaces.website.pages.page import page
from tideturn.interfaces.website.pages.paging import paged
from tideturn.interfaces.website.presenters import filters
from tideturn.interfaces.website.presenters.theme_story import ThemeStory, theme_story
from tideturn.interfaces.website.presenters.themes import ThemeLine, theme_line
from tideturn.packs.schema.theme import Theme
from tideturn.packs.themes import load_themes

FIELDS = ("plan", "owner", "acceptance", "status", "timing", "silent", "checked")


@page
def themes(request: HttpRequest) -> HttpResponse:
    """List the themes, with how far each has come."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    every = load_themes()
    paging = paged(request, len(every))
    return render(
        request,
        "website/themes.html",
        {
            "themes": list(_lines(every[paging.start : paging.last], moment)),
            "paging": paging,
            "download": moment.link("/themes/themes.csv"),
        },
    )


def _lines(every: tuple[Theme, ...], moment: Moment) -> Iterator[ThemeLine]:
    for one in every:
        yield theme_line(one, *queries.counts_of(queries.register(moment.day).filter(within(one))), moment)


def within(one: Theme) -> Q:
    """Return the condition of being of a theme."""
    return of_theme(one.words, [(named.plan, named.section) for named in one.sections])


@page
def themes_table(request: HttpRequest) -> HttpResponseBase:
    """Give the themes with their counts as a download."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    heading = (
        _("theme"), _("title"), _("asked or promised"), _("accepted"), _("reported complete"),
        _("checked by someone else"), _("nothing heard since made"), _("as at"),
    )  # fmt: skip
    rows = (
        (line.id, line.title, line.asked, line.accepted, line.claimed, line.checked, line.silent, moment.day)
        for line in _lines(load_themes(), moment)
    )
    return table(f"themes-{moment.day}", heading, rows)


@page
def theme(request: HttpRequest, theme_id: str) -> HttpResponse:
    """Show one theme: what it is about, its numbers, and all that is of it, to be narrowed."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    one = _held(theme_id)
    return render(
        request,
        "website/theme.html",
        {
            "theme": next(_lines((one,), moment)),
            "story": _story(one, moment),
            "story_download": moment.link(f"/themes/{theme_id}/story.csv"),
            "list": listing(request, FIELDS, download=f"/themes/{theme_id}/commitments.csv", within=within(one)),
            "trail": ({"label": _("Themes"), "href": moment.link("/themes/")},),
        },
    )


def _story(one: Theme, moment: Moment) -> ThemeStory:
    numbers = list(queries.register(moment.day).filter(within(one)).order_by().values_list("pk", flat=True))
    links = list(queries.links_of(numbers, moment.day))
    ends = {end for link in links for end in (link.later_id, link.earlier_id)}
    return theme_story(numbers, links, queries.last_heard(ends, moment.day), moment)


@page
def story_table(request: HttpRequest, theme_id: str) -> HttpResponseBase:
    """Give the links of a theme's story as a download."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    return links_table(theme_id, _story(_held(theme_id), moment).telling, moment)


@page
def theme_table(request: HttpRequest, theme_id: str) -> HttpResponseBase:
    """Give all that is of a theme as a download, narrowed as the page was."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    one = _held(theme_id)
    asked = filters.asked(request.GET, offered(moment, FIELDS))
    return commitments_table(theme_id, filters.found(asked, moment.day).filter(within(one)), moment)


def _held(theme_id: str) -> Theme:
    found = next((one for one in load_themes() if one.id == theme_id), None)
    if found is None:
        raise NotHere(_("There is no theme called %(theme)s.") % {"theme": theme_id})
    return found
