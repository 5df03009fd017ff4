"""Values that break careless programs, and ways to spoil an honest value."""

# ruff: noqa: E501 - oddities are read best one beside another

import random
import string
from typing import Any

TEXTS = (
    "", " ", "\x00", "a\x00b", "\ud800", "\udfff\ud800", "\ufeff", "\u202e", "\u0958" * 200, "\u0390" * 200, "\u0344" * 200,
    "é" * 200, "e\u0301" * 200, "😀" * 200, "x" * 199, "x" * 200, "x" * 201, "x" * 9_999, "x" * 10_001, "x" * 70_000,
    "null", "None", "NaN", "Infinity", "-0", "1e999", "0x10", "１２３", "٣", "true", "\u2028", "\r\n", "\t", "\x1b[2J", "\x7f",
    "'; drop table pathways_report; --", "' or '1'='1", "%s%s%n", "{{7*7}}", "${jndi:ldap://x}", "<script>alert(1)</script>",
    "=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "../../etc/passwd", "C:\\nul", "file:///etc/passwd", "\\u0000", '"', "'", ";", ",",
    "0000-00-00", "2026-02-30", "2026-11-21T02:14:00", "2026-11-21T02:14:00Z", "2026-11-21T25:00:00Z", "9999-12-31T23:59:59-23:59",
    "0001-01-01T00:00:00+23:59", "2026-10-25T01:30:00+01:00", "2126-01-01T00:00:00Z", "1700000000", "20261121", "2026-W47-6",
    "S12000042", "EM-A01", "EM-A99", "EM-A90", "ＥＭ-A01", "given", "GIVEN", "refused", "yes", "Yes", "police: 1", "police:", ":1", ":::",
    "2026-11-21T02:14:00+00:00:30", "2026-11-21T02:14:00+99:99", "2026-11-21T24:00:00Z", "2026-11-21T02:14:60Z", "0001-01-01", "9999-12-31",
    "9999-12-31T23:59", "0001-01-01T00:00", "２０２６-11-21T02:14:00Z", "-2026-11-21T02:14:00Z", "+002026-11-21", "2026-11-21T02:14:00.9999999Z",
    "CАS-7K3M-Q2XD", "ＣＡＳ-7K3M-Q2XD", "cas 7k3m q2xd", "CAS-OIL0-1100", "CAS\u200b-7K3M-Q2XD", "İ" * 200, "ﬃ" * 180, "ß" * 180, "ŉ" * 200,
    "İ" * 240 + "@example.org", "a@b", "a@b\r\nBcc: c@d", "a" * 250 + "@b.c", "@", "a@[::1]", "\u0130@i.example", "9" * 12, "9" * 400, "²", "1_000",
    "{3f2504e0-4f89-11d3-9a0c-0305e82c3301}", "3F2504E04F8911D39A0C0305E82C3301", "00000000-0000-0000-0000-000000000000", "urn:uuid:00000000-0000-0000-0000-000000000000", "{}", "[]", "()", "0101010101",
)  # fmt: skip
OTHERS: tuple[Any, ...] = (
    None, True, False, float("nan"), float("inf"), -float("inf"), 10**4_000, -(10**30), 0, -1, 1, 2**31, 2**63, 2**64, -(2**63) - 1, 10**19, 0.1, -0.0, 1e308, 5e-324, [], {}, [[]], [None], {"": ""},
    {"a": {"b": {"c": []}}}, [0] * 1_000, ["x"] * 51, [{"agency": "a", "reference": "b"}] * 21, [{"agency": "a"}],
)  # fmt: skip


def any_text(chance: random.Random) -> str:
    """Return a text that nobody would type, or a scramble of signs."""
    if chance.random() < 0.7:
        return chance.choice(TEXTS)
    length = chance.choice((1, 3, 17, 40, 100, 300))
    return "".join(chr(chance.choice((chance.randrange(1, 128), chance.randrange(0x110000)))) for _ in range(length))


def any_value(chance: random.Random) -> Any:
    """Return a value of any kind that JSON has."""
    return any_text(chance) if chance.random() < 0.6 else chance.choice(OTHERS)


def sendable(text: str) -> bytes:
    """Return a text as bytes, halves of characters too."""
    return text.encode("utf-8", "surrogatepass")


def spoiled(body: bytes, chance: random.Random) -> bytes:
    """Return bytes that were cut, flipped, doubled or put in anew."""
    place = chance.randrange(len(body) + 1)
    match chance.randrange(5):
        case 0:
            return body[:place]
        case 1:
            return body[:place] + bytes([chance.randrange(256)]) + body[place + 1 :]
        case 2:
            return body[:place] + body[: chance.randrange(200)] + body[place:]
        case 3:
            return (
                body[:place]
                + chance.choice((b"\x00", b"\xff", b"\xef\xbb\xbf", b'"', b"\r", b"{" * 500))
                + body[place:]
            )
        case _:
            return bytes(chance.choice(string.printable.encode()) for _ in range(chance.randrange(200)))
