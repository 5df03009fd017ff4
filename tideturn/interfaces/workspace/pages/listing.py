"""A list of cases, a page at a time: its rows, and what was read to show them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from tideturn.engines.pathways.models import Case
from tideturn.engines.pathways.models.case import CaseQuerySet
from tideturn.engines.pathways.moments import database_now
from tideturn.engines.people.record import queries as record
from tideturn.foundations.access.acting import Actor
from tideturn.interfaces.design import paging as pages
from tideturn.interfaces.design.paging import Paging
from tideturn.interfaces.workspace.errors import AskedBadly
from tideturn.interfaces.workspace.presenters.rows import CaseRow, rows_of
from tideturn.interfaces.workspace.reading import write_down_list

# A list is read on a phone, and every row of it is written down as read.
PAGE_LENGTH = 25


@dataclass(frozen=True)
class Listing:
    """One page of a list of cases."""

    rows: tuple[CaseRow, ...]
    paging: Paging

    def write_down(self, by: Actor, page: str) -> None:
        """Write down what the page shows as read: each case, and each person whom it names."""
        people = dict.fromkeys(row.person_id for row in self.rows if row.person_id)
        write_down_list(by, page, [row.id for row in self.rows], people)


def listing(request: HttpRequest, cases: CaseQuerySet, by: Actor, asked: Mapping[str, str] | None = None) -> Listing:
    """Return the page of a list that a request asks for; raise AskedBadly where there is none."""
    paging = paged(request, cases.count(), asked or {})
    return Listing(shown(cases[paging.start : paging.last], by), paging)


def shown(cases: Iterable[Case], by: Actor) -> tuple[CaseRow, ...]:
    """Return cases as rows, with the names of those whom the reader may know."""
    in_order = list(cases)
    people = record.people(case.person for case in in_order if case.person)
    return rows_of(in_order, people, database_now(), by.user_id)


def paged(request: HttpRequest, total: int, asked: Mapping[str, str], length: int = PAGE_LENGTH) -> Paging:
    """Return which part of a list of so many is asked for; raise AskedBadly for what is no page of it."""
    number = page_asked_for(request)
    try:
        return pages.paging(number, total, _address(request.path, asked), length)
    except pages.NoSuchPage as error:
        raise AskedBadly(str(error)) from None


def page_asked_for(request: HttpRequest) -> int:
    """Return the number of the page that is asked for; raise AskedBadly for what is none."""
    try:
        return pages.page_number(request.GET)
    except pages.NotAPage as error:
        raise AskedBadly(str(error)) from None


def _address(path: str, asked: Mapping[str, str]) -> Callable[[int], str]:
    def address(number: int) -> str:
        parameters = {**asked, **({"page": number} if number > 1 else {})}
        return f"{path}?{urlencode(parameters)}" if parameters else path

    return address
