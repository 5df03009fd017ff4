"""Which part of a long list a request asks for."""

from django.http import HttpRequest

from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.presenters.paging import Paging, page_number, paging


def paged(request: HttpRequest, total: int, path: str = "", **asked: object) -> Paging:
    """Return which part of a list of so many is asked for, its pages at the page's own address or at `path`.

    Raise AskedBadly or NotHere for what is no page of it.
    """
    moment: Moment = request.moment  # type: ignore[attr-defined]
    at = path or request.path
    return paging(page_number(request.GET), total, lambda n: moment.link(at, **asked, page=n if n > 1 else ""))
