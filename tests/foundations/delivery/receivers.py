"""A real mail server and a real webhook receiver on this machine, each of which can be told to misbehave."""

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.ports import free_port


@dataclass
class Postbox:
    """What a mail server took, and how it answers: yes, or with the words it was told."""

    answer: str = "250 taken"
    recipient_answer: str = "250 ok"
    taken: list[Envelope] = field(default_factory=list)
    greeted: int = 0
    letters_a_connection: int = 0
    port: int = 0

    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, name: str, said: list[str]):  # noqa: N802
        """Count who comes, once for each connection."""
        self.greeted += 1
        session.host_name = name
        return said

    async def handle_NOOP(self, server: SMTP, session: Session, envelope: Envelope, words: str) -> str:  # noqa: N802
        """Answer that it is there, or go as a server does that has had enough of a connection."""
        if self.letters_a_connection and len(self.taken) % self.letters_a_connection == 0:
            server.transport.close()
        return "250 here"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options) -> str:  # noqa: N802
        """Answer to a recipient."""
        if self.recipient_answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer to a letter."""
        if self.answer.startswith("2"):
            self.taken.append(envelope)
        return self.answer

    @property
    def address(self) -> str:
        """What TIDETURN_SMTP says to reach it."""
        return f"smtp://127.0.0.1:{self.port}?tls=none&from=tideturn@north.example"

    @property
    def letters(self) -> list[str]:
        """The letters as they came."""
        return [envelope.original_content.decode() for envelope in self.taken]


def only_ada(server, session, envelope, mechanism, data) -> AuthResult:
    """Let one user in."""
    return AuthResult(success=data.login == b"ada" and data.password == b"p@ss", handled=False)


@contextlib.contextmanager
def mail_server(**settings) -> Iterator[Postbox]:
    """Give a mail server for the time of a test."""
    postbox = Postbox(port=free_port())
    controller = Controller(postbox, hostname="127.0.0.1", port=postbox.port, **settings)
    controller.start()
    try:
        yield postbox
    finally:
        controller.stop()


@dataclass
class Receiver:
    """What a webhook receiver was handed, and how it answers."""

    status: int = 204
    location: str = ""
    says: str = ""
    confirms: bool = False
    seconds: float = 0.0
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    asked: int = 0
    port: int = 0
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        """Where it receives."""
        return f"http://127.0.0.1:{self.port}/hook?for=tideturn"

    def by_number(self) -> set[str]:
        """The messages it has, each once however often it came."""
        return {headers["webhook-id"] for headers, _ in self.taken}


def handler_for(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    """Return what answers in the name of a receiver."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            receiver.asked += 1
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.released.wait(receiver.seconds)
            if receiver.status < 300:
                receiver.taken.append(({name.lower(): value for name, value in self.headers.items()}, body))
            said = json.dumps({"received": self.headers["webhook-id"]}) if receiver.confirms else receiver.says
            self.send_response(receiver.status)
            if receiver.location:
                self.send_header("Location", receiver.location)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(said.encode())

        do_GET = do_POST  # noqa: N815

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    return Handler


@contextlib.contextmanager
def webhook_receiver(**settings) -> Iterator[Receiver]:
    """Give a webhook receiver for the time of a test."""
    receiver = Receiver(**settings)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(receiver))
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.released.set()
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def half_open() -> Iterator[int]:
    """Give the port of something that takes connections and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(50)
        yield listener.getsockname()[1]


@contextlib.contextmanager
def dripping() -> Iterator[int]:
    """Give the port of something that says one letter now and then, and never ends a line."""
    stop = threading.Event()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(5)

        def drip() -> None:
            with contextlib.suppress(OSError):
                opened, _ = listener.accept()
                while not stop.wait(0.05):
                    opened.sendall(b"H")

        threading.Thread(target=drip, daemon=True).start()
        try:
            yield listener.getsockname()[1]
        finally:
            stop.set()
