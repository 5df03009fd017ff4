"""Which addresses may be asked at all: https, on a host that somebody named, and of that host's public machines."""

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from tideturn.sources.fetching.errors import FetchRefused

HTTPS = 443
# A name of the public internet: parts with a dot between, the last of which begins with a letter. A number is none,
# however it is written, nor is a name of one part, nor one with letters that look like others.
HOST = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
# What already stands in an address by its own rights; all else is written as %.. .
PLAIN_IN_ADDRESS = "/%:@!$&'()*+,;=?~"
# Ranges whose addresses are public by name and may lead to any other address within, or to none at all.
LEADING_INSIDE = tuple(
    ipaddress.ip_network(name)
    for name in (
        *("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10"),
        "::ffff:0:0:0/96",
        *("192.88.99.0/24", "192.31.196.0/24", "192.0.0.0/24", "192.52.193.0/24", "192.175.48.0/24"),
    )
)


def is_public(number: str) -> bool:
    """Return whether an internet address is one single public machine's, whichever way it is written."""
    try:
        address = ipaddress.ip_address(number)
    except ValueError:
        return False
    if getattr(address, "scope_id", None) or getattr(address, "ipv4_mapped", None):
        return False
    return address.is_global and not address.is_multicast and not any(address in inside for inside in LEADING_INSIDE)


def is_host(name: str) -> bool:
    """Return whether a name is that of a host on the public internet, in small letters."""
    return HOST.fullmatch(name) is not None


def host_of(address: str) -> str:
    """Return the host of an address that may be asked; raise FetchRefused where it is of no such kind."""
    return str(checked(address, None).hostname)


def checked(address: str, hosts: Collection[str] | None) -> SplitResult:
    """Return the parts of an address on one of some hosts; raise FetchRefused. Without hosts, any may be named."""
    try:
        parts = urlsplit(address)
        is_plain = parts.scheme == "https" and parts.port in (None, HTTPS) and "@" not in parts.netloc
    except ValueError:
        raise FetchRefused(address, "this is not an address. Give one that begins with https://.") from None
    if not is_plain or not address.isprintable() or "\\" in address:
        raise FetchRefused(address, "only plain https addresses are fetched.")
    host = parts.hostname or ""
    if hosts is not None and host not in hosts:
        known = ", ".join(hosts) or "none"
        raise FetchRefused(address, f"only the publishers' own sites are fetched ({known}).")
    if not is_host(host):
        raise FetchRefused(address, "only hosts with a public name are asked, such as feeds.example.org.")
    return parts


def moved(address: str, place: str) -> str:
    """Return where an answer passes on to."""
    try:
        return urljoin(address, place)
    except ValueError:
        raise FetchRefused(address, "it was passed on to what is no address.") from None


def path_of(parts: SplitResult) -> str:
    """Return what is asked of a host, as the wire wants it."""
    whole = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return quote(whole, safe=PLAIN_IN_ADDRESS, errors="replace")
