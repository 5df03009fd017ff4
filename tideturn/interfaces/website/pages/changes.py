"""What changed in the register: a page, a table to take away, and a feed to follow."""

import re
from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from tideturn.engines.plans.happenings import happenings, told
from tideturn.engines.plans.version import version
from tideturn.interfaces.design.country import country
from tideturn.interfaces.design.moment import Moment, NotADay, moment_of
from tideturn.interfaces.website.errors import AskedBadly
from tideturn.interfaces.website.pages.addresses import site_address
from tideturn.interfaces.website.pages.data import marked, unchanged
from tideturn.interfaces.website.pages.downloads import table
from tideturn.interfaces.website.pages.page import page
from tideturn.interfaces.website.pages.paging import paged
from tideturn.interfaces.website.presenters.happenings import HappeningLine, happening_lines, since_words
from tideturn.interfaces.website.presenters.paging import PAGE_LENGTH

FEED_LENGTH = 50
# XML has no way to write these, and a program that reads a feed with one of them reads none of it.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@page
def changes(request: HttpRequest) -> HttpResponse:
    """List what changed, the latest first, since a day where one is given."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    since = since_of(request)
    asked = since.isoformat() if since else ""
    found = happenings(moment.day, since)
    paging = paged(request, found.count(), since=asked)
    return render(
        request,
        "website/changes.html",
        {
            "lines": happening_lines(told(found[paging.start : paging.last]), moment),
            "paging": paging,
            "since": asked,
            "said": since_words(since, moment),
            "download": moment.link("/changes/changes.csv", since=asked),
        },
    )


def since_of(request: HttpRequest) -> date | None:
    """Return the day from which changes are asked for, or nothing; raise AskedBadly for what is no day."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    written = request.GET.get("since", "").strip()
    if not written:
        return None
    try:
        return moment_of({"as_of": written}, moment.today).day
    except NotADay as error:
        raise AskedBadly(str(error).replace("as_of=", "since=")) from None


@page
def changes_table(request: HttpRequest) -> HttpResponseBase:
    """Give everything that changed as a download."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    heading = (_("recorded on"), _("what happened"), _("what is said"), _("of what"), _("plan"), _("page"))
    rows = (
        (line.at.isoformat(timespec="seconds"), line.words, line.detail, line.title, line.plan, line.href)
        for line in every_line(moment, since_of(request))
    )
    return table(f"changes-{moment.day}", heading, rows)


def every_line(moment: Moment, since: date | None) -> Iterator[HappeningLine]:
    """Yield every line, a page of them at a time."""
    found, start = happenings(moment.day, since), 0
    while lines := happening_lines(told(found[start : start + PAGE_LENGTH]), moment):
        yield from lines
        start += PAGE_LENGTH


@page
def changes_feed(request: HttpRequest) -> HttpResponseBase:
    """Give the latest changes as an Atom feed."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    known = version(moment.today)
    answer = unchanged(request, known)
    if answer is None:
        lines = happening_lines(told(happenings(moment.day)[:FEED_LENGTH]), moment)
        answer = HttpResponse(feed_of(lines, site_address(request)), content_type="application/atom+xml; charset=utf-8")
    return marked(answer, known)


def feed_of(lines: tuple[HappeningLine, ...], site: str) -> str:
    """Return the feed of some lines."""
    title = _("What changed in the register of promises, %(country)s") % {"country": country().title}
    feed = Atom1Feed(
        title=title,
        link=f"{site}/changes/",
        description="",
        feed_url=f"{site}/changes/feed.atom",
        author_name="Tideturn",
        language=country().language,
    )
    for line in lines:
        feed.add_item(
            title=_of_xml(f"{line.words.rstrip('.')}: {line.title}"),
            link=f"{site}{line.href}",
            # A summary is read as HTML, so that what somebody wrote is said to be text by its signs.
            description=escape(_of_xml(line.detail or line.words)),
            unique_id=line.id,
            updateddate=line.at,
            pubdate=line.at,
        )
    return str(feed.writeString("utf-8"))


def _of_xml(text: str) -> str:
    return NOT_IN_XML.sub("", text)
