"""People and bodies: everyone whom the plans name, and as what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from tideturn.engines.plans import queries
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.pages.downloads import table
from tideturn.interfaces.website.pages.page import page
from tideturn.interfaces.website.pages.paging import paged
from tideturn.interfaces.website.presenters.owners import kind_words


@dataclass(frozen=True)
class Body:
    """Somebody whom plans name, and how often as what."""

    id: str
    name: str
    kind: str
    href: str
    made: int
    asked: int
    owns: int
    named: int


@page
def bodies(request: HttpRequest) -> HttpResponse:
    """List everyone whom the plans name, by name."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    found = queries.bodies(moment.day)
    paging = paged(request, found.count())
    return render(
        request,
        "website/bodies.html",
        {
            "bodies": list(_lines(found[paging.start : paging.last], moment)),
            "paging": paging,
            "download": moment.link("/bodies/bodies.csv"),
        },
    )


@page
def bodies_table(request: HttpRequest) -> HttpResponseBase:
    """Give everyone whom the plans name as a download."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    heading = (
        _("organisation"), _("name"), _("kind"), _("asked or promised"), _("was asked"), _("answers for"),
        _("also named"), _("as at"),
    )  # fmt: skip
    lines = _lines(queries.bodies(moment.day), moment)
    rows = ((line.id, line.name, line.kind, line.made, line.asked, line.owns, line.named, moment.day) for line in lines)
    return table(f"bodies-{moment.day}", heading, rows)


def _lines(found: Iterable[Any], moment: Moment) -> Iterator[Body]:
    for one in found:
        yield Body(
            id=one.id,
            name=one.name,
            kind=kind_words(one),
            href=moment.link(f"/owners/{one.id}/"),
            made=one.named_made_by,
            asked=one.named_asked_of,
            owns=one.named_owner,
            named=one.named_other,
        )
