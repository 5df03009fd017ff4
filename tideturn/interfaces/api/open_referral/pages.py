"""Pages of the standard: counted from one, with an envelope that says where one is. Or everything, line by line."""

import json
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from django.db import connection
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse

AT_ONCE = 200
LINES = "application/x-ndjson"
# The key of our own under which the last line says that it is the last.
END = "tideturn"
Present = Callable[[Any], Any]


def page_of(found: Any, present: Present, *, number: int, size: int) -> HttpResponse:
    """Return one page of a query; beyond its end an empty one, as the standard has it."""
    total = found.count()
    pages = max(1, -(-total // size))
    contents = [present(one) for one in between(found, (number - 1) * size, number * size, total)]
    envelope = {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }
    return JsonResponse(envelope, json_dumps_params={"ensure_ascii": False})


def between(found: Any, start: int, end: int, total: int) -> list[Any]:
    """Return some rows of a query by their keys, so that those before a deep page are counted and never read."""
    if start >= total:
        return []
    keys = list(found.values_list("pk", flat=True)[start:end])
    rows = {one.pk: one for one in found.order_by().filter(pk__in=keys)}
    return [rows[key] for key in keys if key in rows]


def lines_of(found: Any, present: Present, *, is_ended: bool) -> StreamingHttpResponse:
    """Return everything, a line of JSON each, by id; where `is_ended`, and at last how many there were.

    What breaks off has no such line: the server cannot tell whoever reads it in any other way. What is looked up first
    fails while it can still be said.
    """
    return StreamingHttpResponse(lines(each(found), present, is_ended=is_ended), content_type=LINES)


def lines(rows: Iterator[Any], present: Present, *, is_ended: bool = False) -> Iterator[bytes]:
    """Return rows as lines, the first of them found already."""
    first = next(rows, None)
    return _lines(rows if first is None else chain([first], rows), present, is_ended)


def _lines(rows: Iterator[Any], present: Present, is_ended: bool) -> Iterator[bytes]:
    number = 0
    for number, one in enumerate(rows, 1):  # noqa: B007 - how many there were is told after the last
        yield _line(present(one))
    if is_ended:
        yield _line({END: {"is_end": True, "lines": number}})


def _line(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"


def each(found: Any) -> Iterator[Any]:
    """Yield all rows of a query by their keys, some at a time; meanwhile no connection is held for a slow reader."""
    rest = found.order_by("pk")
    while rows := list(rest[:AT_ONCE]):
        if not connection.in_atomic_block:
            connection.close()
        yield from rows
        rest = found.order_by("pk").filter(pk__gt=rows[-1].pk)
