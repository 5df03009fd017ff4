"""The mail server that TIDETURN_SMTP names, and handing a letter to it within bounded time.

`smtp://user:password@host:port?tls=starttls&from=tideturn@example.org`; `tls` is `starttls` (as without a word),
`implicit`, or `none` for a server on this very machine.
"""

import contextlib
import os
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

from tideturn.foundations.delivery.errors import SendFailed
from tideturn.sources.documents.fetching import cut_off_after

SETTING = "TIDETURN_SMTP"
SECONDS_TO_ANSWER = 10
SECONDS_IN_ALL = 15
TLS = ("starttls", "implicit", "none")
NOT_AVAILABLE = 421


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
    """Hand a letter to the mail server, or raise with what kept it; never longer than some twenty seconds."""
    try:
        send(connect(server), letter)
    except smtplib.SMTPRecipientsRefused as refused:
        [(code, said)] = refused.recipients.values()
        raise failure("The mail server refused the recipient", code, said) from None
    except smtplib.SMTPResponseException as answer:
        raise failure("The mail server refused the message", answer.smtp_code, answer.smtp_error) from None
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise SendFailed(f"The mail server did not answer ({printable(error)}).", is_road_closed=True) from None


def send(opened: smtplib.SMTP, letter: EmailMessage) -> None:
    """Send a letter through a connection and close that; how the goodbye went does not matter any more."""
    try:
        if opened.sock is None:
            raise smtplib.SMTPServerDisconnected("it closed the connection")
        with cut_off_after(SECONDS_IN_ALL, opened.sock):
            opened.send_message(letter)
            with contextlib.suppress(OSError, smtplib.SMTPException):
                opened.quit()
    finally:
        opened.close()


def connect(server: MailServer) -> smtplib.SMTP:
    """Return a connection to the mail server, secret and signed in where it is to be."""
    secrecy = ssl.create_default_context()
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
