"""Pages of the register, kept as they were made for as long as the register does not change.

They lie in the memory of the process, packed, and the longest unasked for makes room. What a page depends on beside its
address is the state of the register on a day, and the name by which the site was asked for, which stands in some links.
"""

import copy
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeGuard

from django.http import HttpRequest, HttpResponse, HttpResponseBase

Key = tuple[str, str, str, str]
BYTES_AT_MOST, PAGE_AT_MOST = 12_000_000, 400_000
# What is held of a page beside its content and its key, as measured.
BESIDE = 1_300
OK = 200


class KeptPages:
    """The pages asked for last, each without its content, and the content beside it."""

    def __init__(self, bytes_at_most: int = BYTES_AT_MOST) -> None:
        """Begin with none."""
        self._pages: OrderedDict[Key, tuple[HttpResponse, bytes]] = OrderedDict()
        self._room = bytes_at_most
        self._lock = threading.Lock()

    def answer(self, key: Key, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        """Return the page of a key as it was kept, else as it is made, which keeps it."""
        with self._lock:
            kept = self._pages.get(key)
            if kept:
                self._pages.move_to_end(key)
        if kept:
            return _filled(*kept)
        made = make()
        if can_be_kept(made):
            self._keep(key, made)
        return made

    def forget(self) -> None:
        """Keep none any more."""
        with self._lock:
            self._room += sum(_size(key, content) for key, (_, content) in self._pages.items())
            self._pages.clear()

    def _keep(self, key: Key, made: HttpResponse) -> None:
        content = zlib.compress(made.content, 1)
        empty = copy.copy(made)
        empty.content = b""
        with self._lock:
            if before := self._pages.pop(key, None):
                self._room += _size(key, before[1])
            self._pages[key] = (copy.deepcopy(empty), content)
            self._room -= _size(key, content)
            while self._room < 0:
                oldest, (_, gone) = self._pages.popitem(last=False)
                self._room += _size(oldest, gone)


def can_be_kept(made: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Return whether an answer is a page that the next who asks may get too."""
    if not isinstance(made, HttpResponse) or made.status_code != OK or made.cookies:
        return False
    return made.headers.get("Content-Type", "").startswith("text/html") and len(made.content) <= PAGE_AT_MOST


def key_of(request: HttpRequest, mark: str) -> Key:
    """Return what a page is kept under, for a mark of the register."""
    return mark, f"{request.scheme}://{request.get_host()}", request.method or "", request.get_full_path()


def _size(key: Key, content: bytes) -> int:
    """Return how many bytes a page takes; an address can be longer than what stands there."""
    return len(content) + sum(len(part) for part in key) + BESIDE


def _filled(empty: HttpResponse, content: bytes) -> HttpResponse:
    answer = copy.deepcopy(empty)
    answer.content = zlib.decompress(content)
    return answer


kept_pages = KeptPages()
