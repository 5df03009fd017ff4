"""Pages of an Open Referral API, as they are and whatever they say of themselves."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from tideturn.sources.fetching.errors import FetchRefused

LISTS = ("contents", "content")
# A service that has any of these is told of whole; a list in brief has none of them in any of its services.
OF_THE_WHOLE = ("service_at_locations", "schedules", "phones", "contacts", "eligibility", "service_areas", "attributes")


@dataclass(frozen=True)
class Page:
    """One page: its items, what it says of the whole, and what it is known by."""

    items: tuple[Any, ...]
    envelope: Mapping[str, Any]
    digest: bytes

    @property
    def says_last(self) -> bool:
        """Whether it says that no page comes after it."""
        number, pages = self.number("page_number"), self.number("total_pages")
        return self.envelope.get("last_page") is True or (pages is not None and (number or 1) >= pages)

    @property
    def is_brief(self) -> bool:
        """Whether nothing in it is told of whole."""
        return bool(self.items) and not any(
            isinstance(item, Mapping) and any(item.get(name) for name in OF_THE_WHOLE) for item in self.items
        )

    def number(self, name: str) -> int | None:
        """Return what it says of the whole in a field; nothing where that is no number."""
        said = self.envelope.get(name)
        return said if isinstance(said, int) and not isinstance(said, bool) and said >= 0 else None


def object_in(address: str, body: bytes) -> Any:
    """Return what JSON an answer holds; raise FetchRefused where it is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise FetchRefused(address, "it answered with what is no JSON.") from None


def page_in(address: str, body: bytes) -> Page:
    """Return the page that an answer is; raise FetchRefused where it is none."""
    page = page_of(object_in(address, body), body)
    if page is None:
        raise FetchRefused(address, "it answered with what is no page of services.")
    return page


def page_of(said: Any, body: bytes) -> Page | None:
    """Return the page that an object of JSON is, or nothing."""
    if not isinstance(said, Mapping):
        return None
    name = next((name for name in LISTS if isinstance(said.get(name), list)), None)
    if name is None:
        return None
    envelope = {key: value for key, value in said.items() if key != name}
    return Page(tuple(said[name]), envelope, hashlib.sha256(json.dumps(said[name]).encode()).digest())


def is_root(said: Any) -> bool:
    """Return whether an object is what an API says of itself at its own address."""
    return isinstance(said, Mapping) and bool({"openapi_url", "profile"} & said.keys()) and "id" not in said


def numbered(address: str, number: int, size: int) -> str:
    """Return the address of a page."""
    parts = urlsplit(address)
    asked = [(name, value) for name, value in parse_qsl(parts.query) if name not in ("page", "per_page")]
    query = urlencode([*asked, ("page", number), ("per_page", size)])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def below(address: str, name: str) -> str:
    """Return the address of something below another, whatever signs its name has."""
    parts = urlsplit(address)
    path = f"{parts.path.rstrip('/')}/{quote(name, safe='')}"
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))
