"""A list of commitments that a reader narrows, turns the pages of, and downloads: the same on three pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest

from tideturn.engines.plans import queries
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.pages.paging import paged
from tideturn.interfaces.website.presenters import filters
from tideturn.interfaces.website.presenters.paging import Paging
from tideturn.interfaces.website.presenters.rows import Row, rows_of


@dataclass(frozen=True)
class Listing:
    """One page of a list, with the form that narrows it and the link that downloads it."""

    asked: filters.Asked
    fields: tuple[filters.Field, ...]
    narrowed: tuple[str, ...]
    rows: tuple[Row, ...]
    paging: Paging
    download: str
    is_near: bool


def offered(moment: Moment, names: Iterable[str], plan: str = "") -> dict[str, filters.Choices]:
    """Return the choices of the fields that a page offers; a plan's page offers its sections."""
    everything = {name: filters.choices(name, on=moment.day, plan=plan) for name in names}
    return {name: choices for name, choices in everything.items() if choices}


def listing(
    request: HttpRequest, names: tuple[str, ...], *, download: str, within: Q | None = None, **fixed: str
) -> Listing:
    """Return the list that a request asks for; what is fixed, or lies without, cannot be asked for."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    choices = offered(moment, names, fixed.get("plan", ""))
    asked = filters.asked(request.GET, choices)
    found = filters.found(filters.narrowed_to(asked, fixed), moment.day).filter(within or Q())
    paging = paged(request, found.count(), **asked.parameters())
    return Listing(
        asked=asked,
        fields=filters.form(asked, choices),
        narrowed=filters.narrowed_words(asked, choices),
        rows=rows_of(found[paging.start : paging.last], moment),
        paging=paging,
        download=moment.link(download, **asked.parameters()),
        is_near=queries.is_near_match(found),
    )
