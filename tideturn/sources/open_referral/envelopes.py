"""What stands around entities: the fields of a page, and what an address says of itself."""

from collections.abc import Iterator
from typing import Any

from tideturn.sources.open_referral.feed import Content, MemberForm, Shape
from tideturn.sources.open_referral.values import Fault, is_web_address
from tideturn.sources.tabular.errors import shown

COUNTS = ("total_items", "total_pages", "page_number", "size")
FLAGS = ("first_page", "last_page", "empty")


def faults_of_page(member: MemberForm, count: int) -> Iterator[tuple[str, Fault]]:
    """Yield what is wrong with the fields of a page that holds so many items."""
    if member.shape is not Shape.PAGE:
        return
    for name in (*COUNTS, *FLAGS):
        if name not in member.envelope:
            yield name, ("warning", f"{name} is missing; a page says how many items and pages there are.")
        elif not _is(name, member.envelope[name]):
            word = "a whole number" if name in COUNTS else "true or false"
            yield name, ("error", f"{name} is {shown(member.envelope[name])}; it must be {word}.")
    if member.list_key != "contents":
        yield member.list_key, ("warning", f"the items stand in {member.list_key}; since 3.0 they stand in contents.")
    yield from _disagreeing(member.envelope, count)


def faults_of_api(content: Content) -> Iterator[tuple[str, Fault]]:
    """Yield what is wrong with what an address says of itself; whether the addresses in it answer is not tried."""
    for name in ("version", "profile", "openapi_url"):
        value = content.get(name)
        if name not in content:
            yield name, ("error", f"{name} is missing; the root of an API must say it.")
        elif not isinstance(value, str):
            yield name, ("error", f"{name} is {shown(value)}; it must be text.")
        elif name != "version" and not is_web_address(value):
            yield name, ("error", f"{name} is {shown(value)}, which is no address; write it whole, from https:// on.")
        elif name != "version" and not value.startswith("https://"):
            yield name, ("warning", f"{name} is {shown(value)}; what says how to read a feed is served over https.")
    if isinstance(content.get("version"), str) and "3." not in content["version"]:
        yield "version", ("warning", f"version is {shown(content['version'])}; this product reads and writes 3.0.")


def _is(name: str, value: Any) -> bool:
    return isinstance(value, bool) if name in FLAGS else isinstance(value, int) and not isinstance(value, bool)


def _disagreeing(envelope: Content, count: int) -> Iterator[tuple[str, Fault]]:
    size = envelope.get("size")
    if isinstance(size, int) and size != count:
        yield "size", ("warning", f"size is {size} and the page holds {count}; count them anew.")
    if envelope.get("empty") is (count > 0):
        yield "empty", ("warning", f"empty is {shown(envelope['empty'])} and the page holds {count}; mend it.")
    number, pages = envelope.get("page_number"), envelope.get("total_pages")
    if isinstance(number, int) and isinstance(pages, int) and envelope.get("last_page") is (number < pages):
        yield "last_page", ("warning", f"last_page does not fit page {number} of {pages}; mend it.")
