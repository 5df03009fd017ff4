"""Pages of a list, each beginning after the last item of the one before, so that new rows shift nothing."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet

from tideturn.interfaces.api.refusals import CursorLeadsNowhere

MATCHES = "matches"


@dataclass(frozen=True)
class Page:
    """The items of one page, the cursor of the next one, and how many items the whole list holds."""

    items: list[Any]
    next: str | None
    total: int


def page_in_order(found: "QuerySet[Any]", order: tuple[str, ...], *, cursor: str | None, limit: int) -> Page:
    """Return the page of a list that is sorted by columns without gaps, all upward, the last of them unique."""
    of = ",".join(order)
    total = found.count()
    rest = found.order_by(*order)
    if cursor is not None:
        rest = rest.filter(_after(order, _opened(cursor, of)))
    items = list(rest[: limit + 1])
    more = len(items) > limit
    last = [_plain(_value(items[limit - 1], column)) for column in order] if more else None
    return Page(items[:limit], _sealed(last, of) if more else None, total)


def page_of_matches(found: "QuerySet[Any]", *, cursor: str | None, limit: int) -> Page:
    """Return the page of a search, which is sorted by how well each item matches.

    A rank is no place to begin after, so the cursor counts. New rows may shift a search by their number.
    """
    total = found.count()
    start = _opened(cursor, MATCHES) if cursor is not None else 0
    items = list(found[start : start + limit])
    end = start + limit
    return Page(items, _sealed(end, MATCHES) if end < total else None, total)


def _after(order: tuple[str, ...], values: list[Any]) -> Q:
    """Return the condition of standing after a row: a later first column, or the same and a later second, and so on."""
    steps = []
    for index, column in enumerate(order):
        same = {name: values[place] for place, name in enumerate(order[:index])}
        steps.append(Q(**same, **{f"{column}__gt": values[index]}))
    return reduce(Q.__or__, steps)


def _value(item: Model, column: str) -> Any:
    return reduce(getattr, column.split("__"), item)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _sealed(place: Any, of: str) -> str:
    return _signer(of).sign_object(place)


def _opened(cursor: str, of: str) -> Any:
    try:
        return _signer(of).unsign_object(cursor)
    except BadSignature:
        raise CursorLeadsNowhere from None


def _signer(of: str) -> Signer:
    """Return the signer of one kind of list, so that the cursor of another is not taken for one of its own."""
    return Signer(salt=f"tideturn.api.cursor.{of}")
