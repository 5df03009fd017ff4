"""A feed fetched by its address into a folder: one file, or the pages of an API and what they tell of in brief."""

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from tideturn.sources.feeds.asking import Asking, Say
from tideturn.sources.feeds.pages import Page, below, is_root, numbered, object_in, page_in, page_of
from tideturn.sources.feeds.task import Fetched
from tideturn.sources.fetching.errors import FetchRefused

FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}\.(?:json|jsonl|ndjson|csv|zip|xlsx)")
GONE = (404, 410)
WHOLE = "service_full.jsonl"
MOST_NOTES = 50


class Walk:
    """The way through one feed; what is found is written into the folder."""

    def __init__(self, asking: Asking, folder: Path, say: Say) -> None:
        self.asking, self.folder, self.say = asking, folder, say
        self.notes: list[str] = []
        self._bounds = asking.task.bounds

    def fetch(self) -> Fetched:
        """Return what came of it; raise FetchRefused where the feed is not to be had whole."""
        if self._is_same():
            return Fetched(is_new=False, marks=self.asking.task.marks)
        address = self.asking.task.address
        self.say("Asking the address", 0.0)
        first = self.folder / _name_of(address)
        self.asking.file(address, first)
        if _begins_with(first, b"{"):
            self._json(address, first)
        if first.exists() and not _is_named(first):
            raise FetchRefused(address, "it answered with what is no feed: neither JSON nor CSV nor a zip.")
        marks = self.asking.marks if self.asking.is_marked else {}
        return Fetched(True, marks, tuple(self.notes[:MOST_NOTES]))

    def _is_same(self) -> bool:
        """Return whether every address that was asked last time says that nothing has changed."""
        marks = self.asking.task.marks
        return bool(marks) and all(self.asking.is_same(address, mark) for address, mark in marks.items())

    def _json(self, address: str, first: Path) -> None:
        if first.stat().st_size > self._bounds.largest_page:
            return
        body = first.read_bytes()
        said = _first_object(body)
        if is_root(said):
            first.replace(self.folder / "base.json")
            self._services(below(address, "services"))
        elif (page := page_of(said, body)) is not None:
            first.unlink()
            self._services(address, page, body)

    def _services(self, address: str, first: Page | None = None, body: bytes = b"") -> None:
        """Fetch a list of services, and each of them whole where the list is in brief."""
        if first is not None and first.says_last and first.number("total_items") == len(first.items):
            self._keep(1, body)
            pages_items = list(first.items)
            is_brief = first.is_brief
        else:
            pages_items, is_brief = self._pages(address)
        if is_brief:
            self._whole(address, pages_items)

    def _pages(self, address: str) -> tuple[list[Any], bool]:
        """Fetch page after page until one is empty or says that it is the last and is not as long as could be."""
        found: list[Any] = []
        is_brief, before, said = True, b"", None
        for number in range(1, self._bounds.pages + 1):
            asked = numbered(address, number, self._bounds.page_size)
            body = self.asking.page(asked)
            page = page_in(asked, body)
            said = page.number("total_items") if number == 1 else said
            if not page.items or page.digest == before:
                break
            self._keep(number, body)
            self._note_progress(page, number)
            found += [{"id": item.get("id")} if isinstance(item, Mapping) else item for item in page.items]
            is_brief, before = is_brief and page.is_brief, page.digest
            if page.says_last and len(page.items) != self._bounds.page_size:
                break
        else:
            raise FetchRefused(address, f"it has more than {self._bounds.pages:,} pages, or does not end at all.")
        self._check_count(address, len(found), said)
        return found, is_brief and bool(found)

    def _note_progress(self, page: Page, number: int) -> None:
        pages = page.number("total_pages") or 0
        self.say(f"Page {number}", min(number / pages, 1.0) / 2 if pages else 0.0)

    def _check_count(self, address: str, found: int, said: int | None) -> None:
        if said is not None and found < said:
            raise FetchRefused(
                address, f"it says that it holds {said:,} services and gives {found:,}; half a feed is not taken."
            )
        if said is not None and found > said:
            self.notes.append(f"It says that it holds {said:,} services and gives {found:,}.")

    def _whole(self, address: str, items: list[Any]) -> None:
        """Ask for each service by itself; one that is listed and not there stays as the list has it."""
        named = list(dict.fromkeys(str(item["id"]) for item in items if isinstance(item, Mapping) and item.get("id")))
        if len(named) > self._bounds.items:
            raise FetchRefused(address, f"it lists more than {self._bounds.items:,} services in brief.")
        with (self.folder / WHOLE).open("wb") as lines:
            for number, name in enumerate(named, start=1):
                asked = below(address, name)
                self.say(f"Service {number} of {len(named)}", 0.5 + number / len(named) / 2)
                try:
                    body = self.asking.page(asked)
                except FetchRefused as refused:
                    if refused.status not in GONE:
                        raise
                    self.notes.append(f"{name}: is listed, and its own address answered {refused.status}.")
                    continue
                lines.write(_as_line(asked, body, name))
        if not (self.folder / WHOLE).stat().st_size:
            (self.folder / WHOLE).unlink()

    def _keep(self, number: int, body: bytes) -> None:
        (self.folder / f"services_{number:05}.json").write_bytes(body)


def _as_line(address: str, body: bytes, name: str) -> bytes:
    """Return a service as one line; between the signs of JSON an end of a line says no more than a space."""
    said = object_in(address, body)
    if not isinstance(said, Mapping) or str(said.get("id")) != name:
        raise FetchRefused(address, "it answered with another service than was asked for.")
    return body.replace(b"\r", b" ").replace(b"\n", b" ").strip() + b"\n"


def _first_object(body: bytes) -> Any:
    try:
        return object_in("", body)
    except FetchRefused:
        return None  # lines of JSON, or broken: whoever reads the file says so with its place


def _name_of(address: str) -> str:
    name = PurePosixPath(urlsplit(address).path).name
    return name if FILE.fullmatch(name) else "feed"


def _begins_with(file: Path, sign: bytes) -> bool:
    with file.open("rb") as opened:
        return opened.read(1024).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(sign)


def _is_named(file: Path) -> bool:
    """Give a file without a name the name of what it holds; return whether it may be a feed at all."""
    for sign, suffix in ((b"{", ".json"), (b"[", ".json"), (b"PK\x03\x04", ".zip")):
        if _begins_with(file, sign):
            if not file.suffix:
                file.rename(file.with_suffix(suffix))
            return True
    return file.suffix == ".csv" and not _begins_with(file, b"<")
