"""The doors that reports come through, each with a way of spoiling what an honest sender would send."""

import copy
import gzip
import json
import random
import re
import sys
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import Client

from bench.bad_input.answers import BROKEN, REFUSED, TAKEN, Answer, fault_of, of_response
from bench.bad_input.values import any_text, any_value, sendable, spoiled
from tideturn.engines.directory.models import Service
from tideturn.foundations.access.acting import Actor
from tideturn.interfaces.joint.demonstration.directory import id_of
from tideturn.interfaces.joint.intake import csv_file, csv_import
from tideturn.interfaces.joint.intake.csv_columns import COLUMNS
from tideturn.interfaces.joint.intake.errors import ReportRefused

INTAKE, FORM = "/api/v1/intake/near-fatal-overdoses/", "/help-after-an-overdose/"
ASKED_FOR, ASKED = "Beacon Hill Recovery Team", "/help/asked/"
REPORT: dict[str, Any] = {
    "occurred_at": "2026-11-21T02:14:00Z",
    "source_reference": "EAS-2026-000123",
    "other_references": [{"agency": "police", "reference": "P-7"}],
    "place": {"area": "EM-A01", "description": "A stairwell (invented)"},
    "person": {
        "chi": None,
        "given_name": "Robin",
        "birth_date": "1984-05-19",
        "phone": "07700 900123",
        "area": "EM-A03",
    },
    "naloxone_given": True,
    "substances_suspected": ["heroin"],
    "conveyed_to": None,
    "contact": "not_asked",
    "notes": "Invented.",
}
CELLS = {
    "occurred_at": "2026-11-21T02:14:00Z", "source_reference": "EAS-1", "other_references": "police: P-7",
    "area": "EM-A01", "place": "A stair", "given_name": "Robin", "birth_date": "1984-05-19", "naloxone_given": "yes",
    "substances_suspected": "heroin; valium", "contact": "refused", "notes": "Invented.",
}  # fmt: skip
TOLD = {
    "contact": "yes", "name": "Robin", "phone": "07700 900123", "reach": "Text first", "area": "EM-A01",
    "when": "today", "more": "Invented.",
}  # fmt: skip
ASKS: dict[str, Any] = {
    "name": "Robin", "phone": "07700 900123", "reach": "Text first", "q-message": "none", "q-would-help": "talking",
    "q-when": "mornings", "more": "Invented.",
}  # fmt: skip
WRONG = {"wrong": "hours", "text": "It shuts at four (invented)."}
HOLDS = {"reference": "REF-7K3M-Q2XD", "code": "7K3MQ-2XD7K"}


@dataclass(frozen=True)
class PublicForm:
    """A form of the public pages: the name of its address, where it goes, and what somebody would fill in."""

    name: str
    address: str
    told: Mapping[str, Any]


@dataclass(frozen=True)
class Door:
    """A door, its share of all cases, and how one spoiled case is sent through it."""

    name: str
    share: float
    send: Callable[[random.Random], Answer]


def doors_of_reports(client: Client, token: str, sender: Actor, folder: Path) -> tuple[Door, ...]:
    """Return every door that reports come by."""
    public = public_forms()
    return (
        Door("intake over the API", 0.6, lambda chance: _to_api(client, token, chance)),
        Door("files of reports", 0.1, lambda chance: _as_file(sender, folder / "reports.csv", chance)),
        Door("the public forms", 0.1, lambda chance: _as_form(client, chance.choice(public), chance)),
    )


def public_forms() -> tuple[PublicForm, ...]:
    """Return the forms of the public pages that keep or show something of somebody."""
    service = f"/help/{code_of_service()}/"
    return (
        PublicForm("self-referral", FORM, TOLD),
        PublicForm("help-ask", f"{service}ask/", ASKS),
        PublicForm("help-wrong", f"{service}wrong/", WRONG),
        PublicForm("help-asked", ASKED, HOLDS),
    )


def code_of_service() -> str:
    """Return the code of a service that people ask for themselves."""
    return Service.objects.get(pk=id_of(ASKED_FOR)).code


def _to_api(client: Client, token: str, chance: random.Random) -> Answer:
    body = sendable(json.dumps(_spoiled_report(chance), ensure_ascii=chance.random() < 0.5))
    if chance.random() < 0.15:
        body = chance.choice(
            (spoiled(body, chance), body.replace(b"{", b'{"notes": 1, ', 1), b"[" * 30_000, _without_end(body))
        )
    client.cookies.clear()
    headers = {"Idempotency-Key": str(uuid.UUID(int=chance.getrandbits(128))), "Authorization": f"Bearer {token}"}
    for name in ("Idempotency-Key", "Authorization"):
        if chance.random() < 0.03:
            headers[name] = any_text(chance)[:5_000].encode("utf-8", "replace").decode("latin-1")
    kind = "application/json" if chance.random() < 0.97 else any_text(chance)[:60].encode("ascii", "replace").decode()
    if chance.random() < 0.06:
        return _elsewhere(client, body, headers, chance)
    return of_response(client.generic("POST", INTAKE, body, content_type=kind, headers=headers), "intake")


def _without_end(body: bytes) -> bytes:
    """Return a body with a number that no program can hold."""
    return body.replace(b"true", b"1" * 5_000, 1)


def _elsewhere(client: Client, body: bytes, headers: dict[str, str], chance: random.Random) -> Answer:
    """Ask an address that may not be there, by a method that may not be known."""
    some_id = uuid.UUID(int=chance.getrandbits(128))
    path = INTAKE + chance.choice(("", f"{some_id}/", "x/", "%00/", "%ff/", "a/b/", "é/"))
    method = chance.choice(("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "POST", "BREW"))
    answer = client.generic(method, path, body, content_type="application/json", headers=headers)
    return of_response(answer, "intake", method)


def _spoiled_report(chance: random.Random) -> Any:
    if chance.random() < 0.02:
        return any_value(chance)
    report = copy.deepcopy(REPORT)
    for _ in range(chance.choice((1, 1, 2, 4))):
        part = chance.choice((report, report, report.get("person"), report.get("place")))
        if isinstance(part, dict) and part:
            names = (*part, any_text(chance)[:80]) if chance.random() < 0.1 else tuple(part)
            name = chance.choice(names)
            if chance.random() < 0.1:
                part.pop(name, None)
            else:
                part[name] = any_value(chance)
    return report


def _as_file(sender: Actor, file: Path, chance: random.Random) -> Answer:
    file.write_bytes(_spoiled_file(chance))
    try:
        lines = csv_file.read(file, agency=str(sender.agency_id))
        with transaction.atomic():
            csv_import.take(lines, sender=sender)
    except ReportRefused:
        return Answer(REFUSED, "import")
    except Exception:
        return Answer(BROKEN, "import", fault=fault_of(sys.exc_info()))
    return Answer(TAKEN, "import")


def _spoiled_file(chance: random.Random) -> bytes:
    names = list(CELLS)
    if chance.random() < 0.1:
        names[chance.randrange(len(names))] = chance.choice((*COLUMNS, any_text(chance)[:40]))
    rows = [list(CELLS.values()) for _ in range(chance.choice((1, 2, 5)))]
    for row in rows:
        if chance.random() < 0.7:
            row[chance.randrange(len(row))] = any_text(chance)
        if chance.random() < 0.03:
            row += [""] * chance.choice((1, 500))
    quoted = ('"' + cell.replace('"', '""') + '"' if chance.random() < 0.9 else cell for row in rows for cell in row)
    lines = [",".join(names), *(",".join(next(quoted) for _ in row) for row in rows)]
    body = sendable("\n".join(lines) + "\n")
    if chance.random() < 0.2:
        body = spoiled(body, chance)
    return gzip.compress(body)[: chance.choice((None, 20))] if chance.random() < 0.05 else body


def _as_form(client: Client, form: PublicForm, chance: random.Random) -> Answer:
    client.cookies.clear()
    told: dict[str, Any] = {**form.told, "page": _page_key(client) if chance.random() < 0.05 else _key_of_ours()}
    for _ in range(chance.choice((1, 1, 2, 4))):
        name = chance.choice((*told, "website", any_text(chance)[:40]))
        match chance.randrange(5):
            case 0:
                told.pop(name, None)
            case 1:
                told[name] = [any_text(chance), any_text(chance)]
            case _:
                told[name] = any_text(chance)
    if chance.random() < 0.05:
        body = spoiled(sendable("&".join(f"{name}={value}" for name, value in told.items())), chance)
        kind = chance.choice(
            ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "x")
        )
        return of_response(client.generic("POST", form.address, body, content_type=kind), form.name)
    clean = {sendable(name).decode("utf-8", "replace"): _clean(value) for name, value in told.items()}
    return of_response(client.post(form.address, clean), form.name)


def _clean(value: Any) -> Any:
    """Return what a browser could send in place of what only a program of Python could hold."""
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return sendable(value).decode("utf-8", "replace")


def _page_key(client: Client) -> str:
    found = re.search(rb'name="page" value="([^"]+)"', client.get(FORM).content)
    return found[1].decode() if found else ""


def _key_of_ours() -> str:
    from tideturn.interfaces.website.page_keys import new_key

    return new_key()
