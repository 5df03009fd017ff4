"""A long list of the site, a page at a time; what cannot be meant is answered in the site's own pages."""

from collections.abc import Callable, Mapping

from tideturn.interfaces.design import paging as pages
from tideturn.interfaces.design.paging import PAGE_LENGTH, PageLink, Paging
from tideturn.interfaces.website.errors import AskedBadly, NotHere

__all__ = ["PAGE_LENGTH", "PageLink", "Paging", "page_number", "paging"]


def page_number(parameters: Mapping[str, str]) -> int:
    """Return the page asked for, or raise AskedBadly."""
    try:
        return pages.page_number(parameters)
    except pages.NotAPage as error:
        raise AskedBadly(str(error)) from None


def paging(number: int, total: int, address: Callable[[int], str], length: int = PAGE_LENGTH) -> Paging:
    """Return the paging of a list of so many, or raise NotHere beyond its end."""
    try:
        return pages.paging(number, total, address, length)
    except pages.NoSuchPage as error:
        raise NotHere(str(error)) from None
