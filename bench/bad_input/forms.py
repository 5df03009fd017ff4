"""The forms of the workspace as doors: each filled in as somebody would, and then spoiled."""

import random
import uuid
from collections.abc import Callable, Sequence, Set
from urllib.parse import quote_from_bytes

from django.test import Client

from bench.bad_input.answers import BROKEN, Answer, of_response
from bench.bad_input.crawling import Found
from bench.bad_input.html import CHOSEN_FROM, Asked
from bench.bad_input.values import any_text, sendable, spoiled

Pair = tuple[str, str]
PLAIN, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
KINDS = (PLAIN, PARTS, "multipart/form-data", "multipart/form-data; boundary=" + "x" * 300, "application/json", "x", "")
WORDS = ("Invented words", "invented@northmark-outreach.example", "CAS-7K3M-Q2XD", "14:05", "123456", "07700 900123")
# What stands in files that are sent, before it is spoiled, and what they are called.
CONTENTS = (
    "# Plan\n\n- The Harbour Board should mend every lamp by June 2031. It should count them.\n- Open a door.\n",
    "<html><body><table><tr><th>Ref</th><th>Action</th><th>Lead</th></tr><tr><td>1</td><td>Mend lamps</td><td>Us</td>"
    "</tr></table></body></html>",
    "plan,commitment,status,note\nanswer-2023,EA-01,complete,Done\n",
    "%PDF-1.7\n1 0 obj\n",
    "PK\x03\x04",
    "",
)
FILE_NAMES = ("plan.md", "plan.html", "plan.txt", "plan.docx", "plan.pdf", "table.csv")
# A value that was made long before would else grow to hundreds of megabytes here, and be weighed as the product's.
LONGEST = 300_000
DAY = {"day": "27", "month": "3", "year": "2026"}


def sender(client: Client, found: Sequence[Found]) -> Callable[[random.Random], Answer]:
    """Return what sends one spoiled form, each kind of form as often as every other."""
    kinds: dict[tuple[str, str], list[Found]] = {}
    for form in found:
        kinds.setdefault((form.name, form.method), []).append(form)
    in_turn = sorted(kinds)

    def send(chance: random.Random) -> Answer:
        form = chance.choice(kinds[chance.choice(in_turn)])
        form.browser.put_into(client)
        return _asked(client, form, chance) if form.method == "GET" else _sent(client, form, chance)

    return send


def filled_in(asked: Sequence[Asked], chance: random.Random) -> list[Pair]:
    """Return what somebody sends who fills a form in."""
    pairs = []
    for one in asked:
        if one.kind == "checkbox":
            pairs += [(one.name, option) for option in one.options if chance.random() < 0.5]
        elif one.kind in CHOSEN_FROM or one.kind == "select":
            pairs += [(one.name, chance.choice(one.options))] if one.options else []
        else:
            pairs.append((one.name, _typed(one, chance)))
    return pairs


def spoil(pairs: list[Pair], chance: random.Random) -> list[Pair]:
    """Return what is sent with one or several things wrong about it."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        at = chance.randrange(len(pairs)) if pairs else 0
        name, value = pairs[at] if pairs else ("x", "")
        match chance.randrange(9):
            case 0:
                del pairs[at : at + 1]
            case 1:
                pairs.append((name, any_text(chance)))
            case 2:
                pairs.append((any_text(chance)[:60], any_text(chance)))
            case 3:
                pairs[at : at + 1] = [(name, chance.choice(oddities(pairs, value)))]
            case _:
                pairs[at : at + 1] = [(name, any_text(chance))]
    return pairs


def encoded(pairs: Sequence[Pair]) -> bytes:
    """Return what a form sends, as bytes, halves of characters too."""
    parts = (f"{quote_from_bytes(sendable(name))}={quote_from_bytes(sendable(value))}" for name, value in pairs)
    return "&".join(parts).encode()


def in_parts(pairs: Sequence[Pair], chance: random.Random, files: Set[str] = frozenset()) -> bytes:
    """Return what a form sends in several parts: what it asks as a file mostly as one, all else now and then."""
    body = b""
    for name, value in pairs:
        is_file = chance.random() < (0.95 if name in files else 0.05)
        called = chance.choice(FILE_NAMES) if chance.random() < 0.8 else any_text(chance)[:30]
        file = b'; filename="' + sendable(called) + b'"' if is_file else b""
        head = b'--x\r\nContent-Disposition: form-data; name="' + sendable(name) + b'"' + file
        body += head + b"\r\n\r\n" + sendable(value) + b"\r\n"
    return body + b"--x--\r\n"


def _typed(one: Asked, chance: random.Random) -> str:
    if one.kind == "file":
        return chance.choice(CONTENTS)
    if one.kind == "hidden":
        return str(uuid.UUID(int=chance.getrandbits(128))) if one.name == "entry" else one.value
    return one.value or DAY.get(one.name.rpartition("-")[2]) or chance.choice(WORDS)


def oddities(pairs: Sequence[Pair], value: str) -> tuple[str, ...]:
    """Return values that are nearly right: of another box, with a sign more or a digit turned, doubled, very long."""
    others = tuple(other for _name, other in pairs)
    very_long = value * min(4_000, LONGEST // max(len(value), 1))
    return (*others, value + " ", value.upper(), value + "\x00", value[::-1], value * 2, very_long, f"{value},1")


def _sent(client: Client, form: Found, chance: random.Random) -> Answer:
    pairs = filled_in(form.asked, chance)
    pairs = spoil(pairs, chance) if chance.random() < 0.9 else pairs
    files = {one.name for one in form.asked if one.kind == "file"}
    is_parted = bool(files) or chance.random() < 0.15
    body, kind = (in_parts(pairs, chance, files), PARTS) if is_parted else (encoded(pairs), PLAIN)
    if chance.random() < 0.08:
        body, kind = spoiled(body, chance), chance.choice((kind, kind, *KINDS))
    answers = []
    for _ in range(2 if chance.random() < 0.03 else 1):
        form.browser.put_into(client)
        answers.append(of_response(client.generic("POST", form.path, body, content_type=kind), form.name))
    return next((answer for answer in answers if answer.status >= BROKEN), answers[0])


def _asked(client: Client, form: Found, chance: random.Random) -> Answer:
    pairs = spoil(filled_in(form.asked, chance), chance)
    query = encoded(pairs).decode()
    answer = client.generic("GET", form.path, QUERY_STRING=query)
    return of_response(answer, form.name, "GET")
