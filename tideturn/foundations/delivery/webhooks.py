"""Handing a message to another system's address, signed so that it knows the message for ours and for whole.

The scheme is that of Standard Webhooks (https://www.standardwebhooks.com): the receiver checks `webhook-signature`,
refuses an old `webhook-timestamp`, and knows a second copy by `webhook-id`.
"""

import base64
import hashlib
import hmac
import http.client
import ipaddress
import json
import os
import socket
import time
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import SplitResult, urlsplit

from django.utils.crypto import salted_hmac

from tideturn.foundations.delivery.errors import SendFailed
from tideturn.foundations.delivery.mail_server import printable
from tideturn.sources.fetching.connecting import connect_publicly, cut_off_after

SECONDS_TO_ANSWER = 5
SECONDS_IN_ALL = 10
LARGEST_ANSWER = 64 * 1024
SECRET_PREFIX = "whsec_"  # noqa: S105 - the scheme's own mark of a secret, not one
# For tests and trials on one machine; without it, nothing inside any network is reached.
LOOPBACK_SETTING = "TIDETURN_LOOPBACK_WEBHOOKS"


@dataclass(frozen=True)
class Post:
    """What is handed over: its number, and the body that is signed."""

    number: str
    body: bytes


def secret_of(address: str) -> str:
    """Return the secret that the receiver at an address checks signatures with; give it to its administrator.

    It follows from the product's own secret key and the address: no table holds it, and no two receivers share one.
    """
    digest = salted_hmac("tideturn.foundations.delivery.webhooks", address, algorithm="sha256").digest()
    return SECRET_PREFIX + base64.b64encode(digest).decode()


def write_post(*, number: str, kind: str, sentence: str, link: str) -> Post:
    """Return what a webhook says: the same fixed words as an e-mail."""
    said = {"type": kind, "id": number, "data": {"sentence": sentence, "link": link}}
    return Post(number, json.dumps(said, separators=(",", ":")).encode())


def signed_headers(post: Post, *, secret: str, at: int) -> dict[str, str]:
    """Return the headers of the scheme: number, time and signature of number, time and body."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    signature = hmac.new(key, f"{post.number}.{at}.".encode() + post.body, hashlib.sha256).digest()
    return {
        "webhook-id": post.number,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(signature).decode()}",
    }


def hand_over(post: Post, address: str) -> bool:
    """Hand a message over; return whether the receiver confirmed its number, or raise with what kept it."""
    parts = checked(address)
    headers = signed_headers(post, secret=secret_of(address), at=int(time.time()))
    try:
        status, said = ask(parts, post, headers)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise SendFailed(f"The receiver did not answer ({printable(error)}).", is_road_closed=True) from None
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise SendFailed(f"The receiver answered {status}, which is not yes.")
    return is_receipt(said, post.number)


def checked(address: str) -> SplitResult:
    """Return the parts of a receiver's address, or raise where nothing may be sent."""
    try:
        parts = urlsplit(address)
        is_plain = parts.scheme == "https" and parts.port in (None, 443) and not parts.username and parts.hostname
    except ValueError:
        raise SendFailed("The receiver's address is not one. Give one that begins with https://.") from None
    if not (is_plain or is_loopback(parts)):
        raise SendFailed("Webhooks go to plain https addresses only. Give the receiver's https address.")
    return parts


def is_loopback(parts: SplitResult) -> bool:
    """Tell whether an address is this machine's own, where a trial allows that."""
    if os.environ.get(LOOPBACK_SETTING) != "yes" or parts.scheme != "http":
        return False
    try:
        return ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


def ask(parts: SplitResult, post: Post, headers: dict[str, str]) -> tuple[int, bytes]:
    """Return the status and body of one answer, cut off when the time is over; no redirect is followed."""
    host = parts.hostname or ""
    connection = http.client.HTTPConnection(host, parts.port, timeout=SECONDS_TO_ANSWER)
    # Looked up once; the connection goes to exactly the address that was checked.
    opened: socket.socket = (
        socket.create_connection((host, parts.port or 80), timeout=SECONDS_TO_ANSWER)
        if is_loopback(parts)
        else connect_publicly(host, SECONDS_TO_ANSWER)
    )
    connection.sock = opened
    try:
        with cut_off_after(SECONDS_IN_ALL, opened):
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            own = {"Content-Type": "application/json", "User-Agent": "Tideturn", "Connection": "close"}
            connection.request("POST", path, body=post.body, headers={**own, **headers})
            answer = connection.getresponse()
            return answer.status, answer.read(LARGEST_ANSWER)
    finally:
        opened.close()


def is_receipt(said: bytes, number: str) -> bool:
    """Tell whether an answer confirms the very message: `{"received": "<webhook-id>"}`."""
    try:
        answer = json.loads(said)
    except (ValueError, RecursionError):
        return False
    return isinstance(answer, dict) and answer.get("received") == number
