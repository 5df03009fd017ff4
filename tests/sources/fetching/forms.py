"""The many ways to write an address that is no public machine's."""

import ipaddress
from collections.abc import Iterator

INSIDE = (
    "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104
    "224.0.0.1", "255.255.255.255", "192.0.0.8", "198.18.0.1", "192.88.99.1", "240.0.0.1",
)  # fmt: skip
INSIDE_6 = (
    "::", "::1", "fc00::1", "fd00::1", "fe80::1", "fec0::1", "ff02::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1",
)  # fmt: skip
NAMES = (
    "localhost", "LOCALHOST", "localhost.", "localhost.localdomain", "ip6-localhost", "metadata", "ｌｏｃａｌｈｏｓｔ",
    "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "①②⑦.⓪.⓪.①", "127。0。0。1", "127．0．0．1", "127.0.0.1%00.example.org", "xn--", "feeds.example.org.",
    "FEEDS..example.org", "feeds_inside.example.org", "-feeds.example.org", "feeds.example.0x7f", "feeds.example.1",
)  # fmt: skip


def written_4(number: str) -> Iterator[str]:
    """Yield the ways to write an address of version 4 that one resolver or another takes."""
    value = int(ipaddress.IPv4Address(number))
    parts = [int(part) for part in number.split(".")]
    yield number
    yield f"{number}."
    yield str(value)
    yield hex(value)
    yield f"0{value:o}"
    yield ".".join(f"0{part:o}" for part in parts)
    yield ".".join(hex(part) for part in parts)
    yield ".".join(f"{part:03}" for part in parts)
    yield f"{parts[0]}.{value & 0xFFFFFF}"
    yield f"{parts[0]}.{parts[1]}.{value & 0xFFFF}"
    yield str(value + 2**32)
    yield from (f"[{one}]" for one in within_6(number))


def within_6(number: str) -> Iterator[str]:
    """Yield the addresses of version 6 that lead to one of version 4."""
    value = int(ipaddress.IPv4Address(number))
    for prefix in ("::ffff:0:0", "::", "64:ff9b::", "64:ff9b:1::", "2001::", "::ffff:0:0:0"):
        yield str(ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) | value))
    yield str(ipaddress.IPv6Address((0x2002 << 112) | value << 80))


def hosts() -> list[str]:
    """Return every form, as it would stand in an address."""
    found = [form for number in INSIDE for form in written_4(number)]
    found += [f"[{number}]" for number in INSIDE_6] + [f"[{number}%25eth0]" for number in INSIDE_6]
    return [*dict.fromkeys(found), *NAMES]
