"""A long list, a page at a time."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

PAGE_LENGTH = 50
WHOLE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


class NotAPage(ValueError):
    """What was given as the number of a page is none; the message says how pages are counted."""


class NoSuchPage(ValueError):
    """A list ends before the page asked for; the message says where."""


@dataclass(frozen=True)
class PageLink:
    """One number of the pages' navigation; without an address it is a gap."""

    number: int
    href: str
    is_current: bool = False


@dataclass(frozen=True)
class Paging:
    """Which part of a list a page shows and how to reach the rest."""

    number: int
    pages: int
    total: int
    first: int
    last: int
    previous: str
    next: str
    links: tuple[PageLink, ...]

    @property
    def start(self) -> int:
        """Return how many of the list come before the page."""
        return max(0, self.first - 1)

    @property
    def words(self) -> str:
        """Return which part of the list this is: “51 to 100 of 139”."""
        if self.pages <= 1:
            return ngettext("%(total)s in all", "%(total)s in all", self.total) % {"total": self.total}
        return _("%(first)s to %(last)s of %(total)s") % {
            "first": self.first,
            "last": self.last,
            "total": self.total,
        }


def page_number(parameters: Mapping[str, str]) -> int:
    """Return the page asked for, or raise NotAPage."""
    written = parameters.get("page", "").strip()
    if not written:
        return 1
    if not WHOLE_NUMBER.fullmatch(written):
        raise NotAPage(
            _("“%(written)s” is not the number of a page. Pages are counted 1, 2, 3 and so on.")
            % {"written": written[:40]}
        )
    return int(written)


def paging(number: int, total: int, address: Callable[[int], str], length: int = PAGE_LENGTH) -> Paging:
    """Return the paging of a list of so many, or raise NoSuchPage beyond its end."""
    pages = max(1, -(-total // length))
    if number > pages:
        raise NoSuchPage(
            _("There is no page %(number)s: this list ends with page %(pages)s.")
            % {
                "number": number,
                "pages": pages,
            }
        )
    return Paging(
        number=number,
        pages=pages,
        total=total,
        first=min(total, (number - 1) * length + 1),
        last=min(total, number * length),
        previous=address(number - 1) if number > 1 else "",
        next=address(number + 1) if number < pages else "",
        links=_links(number, pages, address),
    )


def _links(number: int, pages: int, address: Callable[[int], str]) -> tuple[PageLink, ...]:
    shown = sorted({1, pages, *(n for n in range(number - 1, number + 2) if 1 <= n <= pages)})
    links: list[PageLink] = []
    for each in shown:
        if links and each - links[-1].number > 1:
            links.append(PageLink(each - 1, ""))
        links.append(PageLink(each, address(each), each == number))
    return tuple(links)
