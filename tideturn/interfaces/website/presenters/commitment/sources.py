"""Where something is said: a document, its date and its address."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tideturn.interfaces.design.moment import in_words


@dataclass(frozen=True)
class Source:
    """What a reader can go and read: a title, and an address where one is known."""

    title: str
    address: str = ""
    dated: str = ""


def stated_words(day: date, document: Any) -> str:
    """Return the day of a statement, no more exactly than the document it stands in is dated."""
    if document is not None and document.published == day:
        return in_words(day, document.published_precision)
    return in_words(day)


def source_of(document: Any, *, said: str = "", address: str = "") -> Source:
    """Return the source of a row: what it says itself, then the document it stands in."""
    if document is None:
        return Source(said, address)
    published = in_words(document.published, document.published_precision) if document.published else ""
    return Source(said or document.title, address or document.address, published)
