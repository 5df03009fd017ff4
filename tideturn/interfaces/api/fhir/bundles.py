"""What a search finds, a page at a time, with the addresses of the pages around it."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from tideturn.interfaces.api.fhir.searching import Asked
from tideturn.interfaces.api.open_referral.pages import between

Resource = dict[str, Any]


def bundle(found: Any, present: Callable[[Any], Resource], asked: Asked, *, address: str) -> Resource:
    """Return one page of a search; `address` is that of the kind that is searched."""
    total = found.count()
    size, page = asked.count, asked.page
    rows = between(found, (page - 1) * size, page * size, total) if size else []
    entries = [_entry(present(one), address) for one in rows]
    said = {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": total,
        "link": list(_links(asked, address, page, last=max(1, -(-total // size)) if size else 1)),
    }
    return said | ({"entry": entries} if entries else {})


def _entry(resource: Resource, address: str) -> Resource:
    return {"fullUrl": f"{address}/{resource['id']}", "resource": resource, "search": {"mode": "match"}}


def _links(asked: Asked, address: str, page: int, *, last: int) -> Iterator[dict[str, str]]:
    pages = {"self": page, "first": 1, "last": last}
    pages |= {"previous": min(page - 1, last)} if page > 1 else {}
    pages |= {"next": page + 1} if page < last else {}
    for relation, number in pages.items():
        yield {"relation": relation, "url": f"{address}?{urlencode([*asked.used, ('_page', str(number))])}"}
