"""An invented publisher's API on sockets of this machine: what it answers is a function of what is asked."""

import json
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

HOST = "feeds.example.org"
ADDRESS = f"https://{HOST}/o"


def services(count: int, **more: Any) -> list[dict[str, Any]]:
    """Return invented services."""
    return [{"id": f"s{n}", "name": f"Door {n}", "status": "active", **more} for n in range(count)]


@dataclass
class Publisher:
    """Answers with a status, headers and a body; `asked` are the paths that it was asked for."""

    answer: Callable[[str, Mapping[str, str]], tuple[int, Mapping[str, str], bytes]]
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)

    def connect(self, host: str, seconds: float) -> socket.socket:
        """Return a connection to it."""
        assert host == HOST
        ours, theirs = socket.socketpair()
        threading.Thread(target=self._serve, args=(theirs,), daemon=True).start()
        return ours

    def _serve(self, peer: socket.socket) -> None:
        with peer:
            first, *lines = peer.recv(65536).decode().split("\r\n")
            path = first.split()[1]
            told = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines if line)}
            self.asked.append(path)
            self.headers.append(told)
            status, headers, body = self.answer(path, told)
            more = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            peer.sendall(f"HTTP/1.1 {status} -\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body)


def api(
    items: list[dict[str, Any]], *, whole: Mapping[str, Any] | None = None, lies: Mapping[str, Any] | None = None
) -> Publisher:
    """Return an API of services that pages as the standard has it, but for the fields in which it lies."""

    def answer(path: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        parts = urlsplit(path)
        if parts.path == "/o":
            return 200, {}, json.dumps({"version": "3.0", "profile": "p", "openapi_url": "u"}).encode()
        if parts.path == "/o/services":
            return 200, {}, json.dumps(page(items, parse_qs(parts.query), lies or {})).encode()
        found = (whole or {}).get(unquote(parts.path.removeprefix("/o/services/")))
        return (404, {}, b"{}") if found is None else (200, {}, json.dumps(found, indent=1).encode())

    return Publisher(answer)


def page(items: list[dict[str, Any]], asked: Mapping[str, list[str]], lies: Mapping[str, Any]) -> dict[str, Any]:
    """Return one page of some items."""
    number, size = int(asked.get("page", ["1"])[0]), int(asked.get("per_page", ["50"])[0])
    pages = max(1, -(-len(items) // size))
    here = items[(number - 1) * size : number * size]
    said = {"total_items": len(items), "total_pages": pages, "page_number": number, "size": len(here)}
    return {**said, "first_page": number == 1, "last_page": number >= pages, "contents": here, **lies}
