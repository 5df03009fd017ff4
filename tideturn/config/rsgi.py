"""The entry of the web server: each request is read whole, within bounds, before a thread is spent on it.

Five hundred clients that send a byte every few seconds would otherwise hold every thread, and a report of an overdose
would wait behind them. Here they hold nothing but a place in memory, and not for long.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from io import BytesIO
from typing import Any, Protocol, cast

from tideturn.config.kinds import can_be_read
from tideturn.config.streaming import Headers, Parts, Reader, Slots, Streams, TooMany
from tideturn.config.wsgi import application as django_application

THREADS = 8
# So many requests may wait for a thread; what comes beyond is asked to come again.
WAITING_AT_MOST = 200
LARGEST_BODY = 1_000_000
BODY_SECONDS = 20.0
# Documents, evidence and tables that staff hand in are longer, from a browser that has been let in somewhere. Few are
# held at once, for anybody can send to them and say so.
UPLOADS, SIGNED_IN = "/workspace/plans/", "workspace="
LARGEST_UPLOAD = 16_000_000
UPLOAD_SECONDS = 90.0
UPLOADS_AT_ONCE = 4
PLAIN = ("content-type", "text/plain; charset=utf-8")
Answer = tuple[int, Headers, bytes]


class Connection(Streams, Protocol):
    """What the server gives to read a request from and to answer it with."""

    def __aiter__(self) -> Any:
        """Yield the parts of the body as they come."""

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None:
        """Send a whole answer."""


class Refused(Exception):
    """A request that is not taken: the status, and a sentence for whoever sent it."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status


class Whole:
    """The application as the server calls it."""

    def __init__(self) -> None:
        """Begin with no request waiting."""
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="request")
        self.slots = Slots()
        self.uploads = Slots(UPLOADS_AT_ONCE)
        self.waiting = 0

    async def __rsgi__(self, scope: Any, connection: Connection) -> None:
        """Answer one request."""
        try:
            with ExitStack() as held:
                body = await within(seconds_for(scope), read(scope, connection, lambda: self.hold_one(held)))
                answer = await self.answered(scope, body, connection)
        except Refused as refusal:
            headers = [PLAIN, ("retry-after", "5"), ("cache-control", "no-store"), ("connection", "close")]
            answer = refusal.status, headers, str(refusal).encode()
        if answer is not None:
            connection.response_bytes(*answer)

    def hold_one(self, held: ExitStack) -> None:
        """Count a request as long until it is answered; refuse it where too many are held."""
        try:
            held.enter_context(self.uploads.one())
        except TooMany:
            raise Refused(503, "Too many files are coming in at the moment; nothing was kept. Send it again.") from None

    async def answered(self, scope: Any, body: bytes, connection: Connection) -> Answer | None:
        """Return Django's answer, worked out on a thread; nothing where it was too long to be held, and was sent.

        Refuse when too many wait for a thread.
        """
        if self.waiting >= THREADS + WAITING_AT_MOST:
            raise Refused(503, "Too many requests wait at the moment; nothing of this one was kept. Come again.")
        self.waiting += 1
        try:
            loop = asyncio.get_running_loop()
            reader = Reader(connection, loop)
            return await loop.run_in_executor(self.threads, respond, environment(scope, body), reader, self.slots)
        finally:
            self.waiting -= 1


async def within(seconds: float, reading: Awaitable[bytes]) -> bytes:
    """Return what is read, unless the sender takes too long over it."""
    try:
        async with asyncio.timeout(seconds):
            return await reading
    except TimeoutError:
        raise Refused(408, "The request did not arrive whole in time; nothing of it was kept. Send it again.") from None


def seconds_for(scope: Any) -> float:
    """Return how long a request may take to arrive."""
    return UPLOAD_SECONDS if is_upload(scope) else BODY_SECONDS


def is_upload(scope: Any) -> bool:
    """Return whether a request may bring a file, from a browser with the cookie of the workspace."""
    has_cookie = any(SIGNED_IN in cookie for cookie in scope.headers.get_all("cookie"))
    return scope.method == "POST" and scope.path.startswith(UPLOADS) and has_cookie


async def read(scope: Any, connection: Connection, becomes_long: Callable[[], None] = lambda: None) -> bytes:
    """Return the whole body of a request; refuse one that is too long or broke off.

    `becomes_long` is called once, when a body turns out to be longer than most.
    """
    promised, largest = scope.headers.get("content-length"), LARGEST_UPLOAD if is_upload(scope) else LARGEST_BODY
    parts, length, is_long = [], 0, False
    async for part in connection:
        parts.append(part)
        length += len(part)
        if length > largest:
            longest = "one megabyte" if largest == LARGEST_BODY else f"{largest // 1_000_000} megabytes"
            raise Refused(413, f"The request is longer than {longest}; nothing of it was kept.")
        if length > LARGEST_BODY and not is_long:
            becomes_long()
            is_long = True
    if promised is not None and promised.isdigit() and int(promised) != length:
        raise Refused(400, "The request broke off on its way; nothing of it was kept. Send it again.")
    return b"".join(parts)


def environment(scope: Any, body: bytes) -> dict[str, Any]:
    """Return a request as Django reads it (PEP 3333)."""
    server_name, _, server_port = scope.server.rpartition(":")
    found = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": as_latin(scope.path),
        "QUERY_STRING": as_latin(scope.query_string),
        "SERVER_NAME": server_name,
        "SERVER_PORT": server_port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    found.update(told(scope))
    if not can_be_read(found.get("CONTENT_TYPE", "")):
        raise Refused(415, "Send text as UTF-8, and say so in a Content-Type that can be read; nothing of it was kept.")
    return {**found, "CONTENT_LENGTH": str(len(body))}


def as_latin(text: str) -> str:
    """Return a text as an environment holds it: each of its bytes in UTF-8 as one character."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def told(scope: Any) -> dict[str, str]:
    """Return the headers of a request by their names in its environment."""
    names = {name.lower() for name in scope.headers}
    # A name with an underscore would be taken for one with a hyphen, which a proxy before us may have set.
    found = {variable(name): joint(name).join(scope.headers.get_all(name)) for name in names if "_" not in name}
    return {"HTTP_HOST": scope.authority or "", **found}


def joint(name: str) -> str:
    """Return what stands between the values of a header that came more than once."""
    return "; " if name == "cookie" else ","


def variable(name: str) -> str:
    """Return what a header is called in the environment of a request."""
    plain = name.upper().replace("-", "_")
    return plain if plain in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{plain}"


def respond(environ: dict[str, Any], reader: Reader, slots: Slots) -> Answer | None:
    """Return the status, headers and body of Django's answer; of a long one nothing, once it was sent."""
    started: list[tuple[int, Headers]] = []

    def start(status: str, headers: Headers, _failure: Any = None, /) -> Any:
        started.append((int(status[:3]), [(name.lower(), value) for name, value in headers]))

    with closing(cast("Any", django_application(environ, start))) as answer:
        parts = Parts(answer)
        body = parts.whole()
        if body is not None:
            return (*started[-1], body)
        try:
            with slots.one():
                reader.send(*started[-1], parts)
        except TooMany:
            raise Refused(503, "Too many long answers are being sent at the moment. Come again in a minute.") from None
    return None


application = Whole()
