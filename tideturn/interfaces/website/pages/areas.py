"""Areas: what each partnership is to deliver, and the evidence there is."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from tideturn.engines.plans.areas import duties_of, latest_deliveries
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.errors import NotHere
from tideturn.interfaces.website.pages.downloads import table
from tideturn.interfaces.website.pages.page import page
from tideturn.interfaces.website.pages.paging import paged
from tideturn.interfaces.website.presenters.areas import AreaLine, area_line, duty_words, known_words
from tideturn.packs.loading import load_directory
from tideturn.packs.schema.partnership import Partnership


@page
def areas(request: HttpRequest) -> HttpResponse:
    """List the areas, with how much each is to deliver and how much is known of it."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    bodies = load_directory().partnerships
    every = bodies.partnerships
    paging = paged(request, len(every))
    return render(
        request,
        "website/areas.html",
        {
            "areas": list(_lines(every[paging.start : paging.last], moment)),
            "bodies": bodies,
            "paging": paging,
            "download": moment.link("/areas/areas.csv"),
        },
    )


def _lines(every: Iterable[Partnership], moment: Moment) -> Iterator[AreaLine]:
    for one in every:
        duties = set(duties_of(one, moment.day).order_by().values_list("pk", flat=True))
        reported = [row for number, row in _reported(one, moment).items() if number in duties]
        yield area_line(one, len(duties), reported, moment)


def _reported(one: Partnership, moment: Moment) -> dict[int, object]:
    return latest_deliveries(moment.day, (*one.areas, *one.codes))


@page
def areas_table(request: HttpRequest) -> HttpResponseBase:
    """Give the areas as a download."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    heading = (
        _("area"), _("name"), _("is to deliver"), _("reports held for"), _("of these reported complete"), _("as at"),
    )  # fmt: skip
    lines = _lines(load_directory().partnerships.partnerships, moment)
    rows = ((line.id, line.name, line.duties, line.reported, line.complete, moment.day) for line in lines)
    return table(f"areas-{moment.day}", heading, rows)


@page
def area(request: HttpRequest, partnership_id: str) -> HttpResponse:
    """Show what one area is to deliver, and what was reported of each."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    one = _held(partnership_id)
    found, reported = duties_of(one, moment.day), _reported(one, moment)
    paging = paged(request, found.count())
    return render(
        request,
        "website/area.html",
        {
            "area": one,
            "bodies": load_directory().partnerships,
            "known": known_words(paging.total, found.filter(pk__in=list(reported)).count()),
            "duties": duty_words(found[paging.start : paging.last], reported, moment),
            "paging": paging,
            "download": moment.link(f"/areas/{partnership_id}/duties.csv"),
            "trail": ({"label": _("Areas"), "href": moment.link("/areas/")},),
        },
    )


@page
def area_table(request: HttpRequest, partnership_id: str) -> HttpResponseBase:
    """Give what one area is to deliver as a download."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    one = _held(partnership_id)
    heading = (
        _("id"), _("plan"), _("title"), _("due"), _("answer"), _("how far, as reported of this area"), _("said"),
        _("source"), _("as at"), _("page"),
    )  # fmt: skip
    rows = (
        (duty.id, duty.plan, duty.title, duty.due, duty.answer, duty.status, duty.said, duty.source, moment.day,
         duty.href)
        for duty in duty_words(duties_of(one, moment.day), _reported(one, moment), moment)
    )  # fmt: skip
    return table(f"area-{partnership_id}-{moment.day}", heading, rows)


def _held(partnership_id: str) -> Partnership:
    every = load_directory().partnerships.partnerships
    found = next((one for one in every if one.id == partnership_id), None)
    if found is None:
        raise NotHere(_("There is no area called %(area)s.") % {"area": partnership_id})
    return found
