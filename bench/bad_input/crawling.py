"""Finding the forms of the workspace by going there: whatever a page offers is found, though nobody named it here."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from bench.bad_input import html
from bench.bad_input.html import Asked
from bench.bad_input.staff import Browser

START = ("/workspace/", "/workspace/sign-in/", "/workspace/sign-in/code/", "/workspace/account/invitation/")
Known = dict[str, list[Mapping[str, Any]]]
ROOT = "/workspace/"
# So often each browser goes to pages of one kind, to more of those that lead on, and so many forms of a kind are kept.
VISITS, KEPT = 2, 6
MORE = {"case": 6, "directory-service": 3, "directory-change": 3, "plans-statement": 3, "plans-reading": 4}


@dataclass(frozen=True)
class Found:
    """A form that somebody is shown: where it goes, what it asks, and who may send it."""

    name: str
    path: str
    method: str
    asked: tuple[Asked, ...]
    browser: Browser


@dataclass(frozen=True)
class Seen:
    """What was found: the forms, and with what the addresses that pages name are filled in."""

    forms: tuple[Found, ...]
    known: Mapping[str, Sequence[Mapping[str, Any]]]


def look_around(client: Client, browsers: Iterable[Browser], *, visits: int = VISITS) -> Seen:
    """Return what all these people are shown, who each go so often to pages of one kind."""
    kept: Counter[tuple[str, ...]] = Counter()
    found: list[Found] = []
    known: Known = {}
    for browser in browsers:
        for form in _shown_to(client, browser, known, visits):
            kind = (form.name, form.method, *(asked.name for asked in form.asked))
            kept[kind] += 1
            if kept[kind] <= KEPT:
                found.append(form)
    return Seen(tuple(found), known)


def name_of(path: str) -> str:
    """Return the name of an address, or nothing."""
    try:
        return resolve(urlsplit(path).path).url_name or ""
    except Resolver404:
        return ""


def _shown_to(client: Client, browser: Browser, known: Known, at_most: int) -> Iterator[Found]:
    waiting, seen, visits = deque(START), set(START), Counter[str]()
    while waiting:
        path = waiting.popleft()
        kind = _kind_of(path)
        visits[kind] += 1
        if visits[kind] > at_most * MORE.get(kind, 1):
            continue
        browser.put_into(client)
        answer = client.get(path, follow=True)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        page = html.read(answer.request["PATH_INFO"], answer.content.decode())
        for address in (*page.links, *(form.action for form in page.forms)):
            _note(address, known)
        for form in page.forms:
            yield Found(name_of(form.action), urlsplit(form.action).path, form.method, form.asked, browser)
        for link in page.links:
            if link.startswith(ROOT) and link not in seen:
                seen.add(link)
                waiting.append(link)


def _note(address: str, known: Known) -> None:
    """Keep with what an address of the product was filled in."""
    with suppress(Resolver404):
        found = resolve(urlsplit(address).path)
        filled = known.setdefault(found.url_name or "", [])
        if len(filled) < KEPT:
            filled.append(found.kwargs)


def _kind_of(path: str) -> str:
    """Return what a page is about: its name, and which of several steps, clocks or details it is for."""
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return ""
    steps = sorted(str(value) for value in found.kwargs.values() if isinstance(value, str))
    return " ".join((found.url_name or "", *steps))
