"""Whether a form was sent from a page of ours, as far as a browser tells."""

from urllib.parse import urlsplit

from django.http import HttpRequest

# A browser that is asked for no referrer names no origin either, and says so by this word.
UNNAMED = ("", "null")
OURS = ("", "same-origin", "none")


def is_ours(request: HttpRequest) -> bool:
    """Return whether nothing says that a form was sent from elsewhere; browsers since 2023 would say so."""
    if request.headers.get("Sec-Fetch-Site", "") not in OURS:
        return False
    origin = request.headers.get("Origin", "")
    return origin in UNNAMED or _host_of(origin) == request.get_host()


def _host_of(origin: str) -> str:
    """Return the host and port of an origin; of one that is no address, nothing, which is nobody's host."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
