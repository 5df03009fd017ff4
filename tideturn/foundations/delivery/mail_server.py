"""The mail server that TIDETURN_SMTP names, and handing a letter to it within bounded time.

`smtp://user:password@host:port?tls=starttls&from=tideturn@example.org`; `tls` is `starttls` (as without a word),
`implicit`, or `none` for a server on this very machine.
"""

import contextlib
import os
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

from tideturn.foundations.delivery.errors import SendFailed
from tideturn.sources.fetching.connecting import cut_off_after

SETTING = "TIDETURN_SMTP"
SECONDS_TO_ANSWER = 10
SECONDS_IN_ALL = 15
TLS = ("starttls", "implicit", "none")
FINE, NOT_AVAILABLE = 250, 421


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed over, and as whom."""

    host: str
    port: int
    tls: str
    sender: str
    user: str = ""
    password: str = ""


def mail_server() -> MailServer | None:
    """Return the mail server that the environment names, or null where it names none."""
    given = os.environ.get(SETTING, "").strip()
    return parse(given) if given else None


def parse(address: str) -> MailServer:
    """Return the parts of a mail server's address, or raise with what it should look like."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
        options = {name: values[-1] for name, values in parse_qs(parts.query, strict_parsing=bool(parts.query)).items()}
        tls = options.pop("tls", "implicit" if parts.scheme == "smtps" else "starttls")
    except ValueError:
        host, port, options, tls = None, None, {}, ""
    if not host or tls not in TLS or set(options) - {"from"} or parts.scheme not in ("smtp", "smtps"):
        raise SendFailed(
            f"{SETTING} is not a mail server's address. Give smtp://user:password@host:587?from=tideturn@example.org, "
            f"where needed with &tls= and one of {', '.join(TLS)}.",
            is_road_closed=True,
        )
    user = unquote(parts.username or "")
    sender = options.get("from") or (user if "@" in user else f"tideturn@{host}")
    return MailServer(
        host, port or (465 if tls == "implicit" else 587), tls, sender, user, unquote(parts.password or "")
    )


def hand_over(letter: EmailMessage, server: MailServer) -> None:
    """Hand one letter to the mail server, or raise with what kept it; never longer than some twenty seconds."""
    with contextlib.closing(Road()) as road:
        road.hand_over(letter, server)


class Road:
    """The way to the mail server for a round of letters: opened for the first, and for one after it broke."""

    def __init__(self) -> None:
        self.opened: smtplib.SMTP | None = None
        self.server: MailServer | None = None

    def hand_over(self, letter: EmailMessage, server: MailServer) -> None:
        """Hand a letter over, or raise with what kept it; never longer than some thirty seconds."""
        try:
            send(self.to(server), letter)
        except smtplib.SMTPRecipientsRefused as refused:
            [(code, said)] = refused.recipients.values()
            raise failure("The mail server refused the recipient", code, said) from None
        except smtplib.SMTPResponseException as answer:
            raise failure("The mail server refused the message", answer.smtp_code, answer.smtp_error) from None
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self.close()
            raise SendFailed(f"The mail server did not answer ({printable(error)}).", is_road_closed=True) from None

    def to(self, server: MailServer) -> smtplib.SMTP:
        """Return a connection to a server that answers now: a letter lost on a dead one might have gone out twice."""
        if self.opened is None or self.server != server or not answers(self.opened):
            self.close()
            self.opened, self.server = connect(server), server
        return self.opened

    def close(self) -> None:
        """Close the connection, if there is one; how the goodbye went does not matter any more."""
        opened, self.opened = self.opened, None
        if opened is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException), in_time(opened):
                opened.quit()
            opened.close()


def send(opened: smtplib.SMTP, letter: EmailMessage) -> None:
    """Send a letter through a connection."""
    with in_time(opened):
        opened.send_message(letter)


def answers(opened: smtplib.SMTP) -> bool:
    """Tell whether the server at the other end is still there."""
    try:
        with in_time(opened):
            return opened.noop()[0] == FINE
    except (OSError, smtplib.SMTPException):
        return False


@contextlib.contextmanager
def in_time(opened: smtplib.SMTP) -> Iterator[None]:
    """Cut a connection off when what is done with it takes too long, also where a byte comes now and then."""
    if opened.sock is None:
        raise smtplib.SMTPServerDisconnected("it closed the connection")
    with cut_off_after(SECONDS_IN_ALL, opened.sock):
        yield


def connect(server: MailServer) -> smtplib.SMTP:
    """Return a connection to the mail server, secret and signed in where it is to be."""
    # Reading whom the machine trusts costs more than a letter, so that it is done only where it is asked for.
    secrecy = None if server.tls == "none" else ssl.create_default_context()
    if server.tls == "implicit":
        opened: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS_TO_ANSWER, context=secrecy)
    else:
        opened = smtplib.SMTP(server.host, server.port, timeout=SECONDS_TO_ANSWER)
    try:
        if server.tls == "starttls":
            opened.starttls(context=secrecy)
        if server.user:
            sign_in(opened, server)
    except BaseException:
        opened.close()
        raise
    return opened


def sign_in(opened: smtplib.SMTP, server: MailServer) -> None:
    """Sign in; a refusal closes the road for every letter, not for this one."""
    try:
        opened.login(server.user, server.password)
    except smtplib.SMTPResponseException as refused:
        sentence = f"The mail server refused our user or password ({refused.smtp_code}). Mend {SETTING}."
        raise SendFailed(sentence, is_road_closed=True) from None


def failure(sentence: str, code: int, said: bytes | str) -> SendFailed:
    """Return a refusal with the code and the words of the server."""
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    return SendFailed(f"{sentence} ({code} {printable(words)}).", is_road_closed=code == NOT_AVAILABLE)


def printable(said: object) -> str:
    """Return what somebody else's program said, so that neither terminal nor database stumbles over it."""
    words = str(said).strip() or type(said).__name__
    return "".join(letter if letter.isprintable() else " " for letter in words)[:150]
