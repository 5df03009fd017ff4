"""Pages of the standard: counted from one, with an envelope that says where one is."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse

AT_ONCE = 500


def page_of(found: Any, present: Callable[[Any], Any], *, number: int, size: int) -> HttpResponse:
    """Return one page of a query; beyond its end an empty one, as the standard has it."""
    total = found.count()
    pages = max(1, -(-total // size))
    contents = [present(one) for one in found[(number - 1) * size : number * size]]
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


def lines_of(found: Any, present: Callable[[Any], Any]) -> StreamingHttpResponse:
    """Return everything, a line of JSON each, without pages."""

    def lines() -> Iterator[bytes]:
        for one in found.iterator(chunk_size=AT_ONCE):
            yield json.dumps(present(one), ensure_ascii=False).encode() + b"\n"

    return StreamingHttpResponse(lines(), content_type="application/x-ndjson")
