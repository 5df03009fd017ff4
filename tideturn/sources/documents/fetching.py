"""Fetch a published document from its publisher's own https address: named hosts only, bounded in size and time."""

from io import BytesIO

from tideturn.sources.documents.errors import DocumentRefused
from tideturn.sources.documents.limits import LARGEST_FILE
from tideturn.sources.fetching.asking import Limits, ask
from tideturn.sources.fetching.connecting import Connect
from tideturn.sources.fetching.errors import FetchRefused

SECONDS_IN_ALL = 60
ATTACH_A_FILE = "Save the document with a browser, and attach the file."


def fetch_document(address: str, *, hosts: tuple[str, ...], connect: Connect | None = None) -> bytes:
    """Return the bytes at a publisher's address, or raise DocumentRefused with what to do instead.

    `hosts` are the publisher's own; a redirect to any other is refused. The name is looked up once and the connection
    goes to exactly the address that was checked, which must be a public one (no server inside a network is reached).
    """
    body = BytesIO()
    limits = Limits(LARGEST_FILE, SECONDS_IN_ALL)
    try:
        ask(address, body, hosts=hosts, limits=limits, connect=connect)
    except FetchRefused as refused:
        raise DocumentRefused(refused.address, f"{refused.reason} {ATTACH_A_FILE}") from None
    return body.getvalue()
