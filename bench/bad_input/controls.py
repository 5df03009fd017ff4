"""Faults planted on purpose: a campaign that does not see them proves nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from bench.bad_input import campaign
from bench.bad_input.doors import Door
from tideturn.foundations.access.models import Agency
from tideturn.interfaces.api.intake import body
from tideturn.interfaces.joint.intake import csv_columns
from tideturn.interfaces.website.pages import self_referral

CASES = 200
READ_REPORT = body.report_of


class NotSeen(Exception):
    """A fault was planted and the campaign did not see it."""


def _careless_key(request: Any) -> Any:
    return int(request.headers.get("Idempotency-Key", ""), 16)


def _careless_phone(posted: Any) -> dict[str, str]:
    return {"phone": str(int(posted.one("phone")))}


def _leaving_a_row(told: Any) -> Any:
    Agency.objects.create(id=f"left-{Agency.objects.count()}", name="Left behind", kind="public")
    return READ_REPORT(told)


CARELESS_COLUMN = csv_columns.Column("substances_suspected", "", lambda cell: [int(cell)])


def seen(doors: Sequence[Door], *, seed: int) -> list[tuple[str, str]]:
    """Return each planted fault, with in how many cases it was seen; raise NotSeen where one was not."""
    api, files, form = doors[:3]
    column = patch.dict(csv_columns.COLUMNS, {"substances_suspected": CARELESS_COLUMN})
    careless_form = patch.object(self_referral, "unreachable", _careless_phone)
    return [
        _seen("`int()` of a header in intake", api, patch.object(body, "key_of", _careless_key), seed),
        _seen("a row written before a report is read", api, patch.object(body, "report_of", _leaving_a_row), seed),
        _seen("`int()` of a cell in a file", files, column, seed),
        _seen("`int()` of an answer in the form", form, careless_form, seed),
    ]


def _seen(words: str, door: Door, planted: Any, seed: int) -> tuple[str, str]:
    with planted:
        [tally] = campaign.run([replace(door, share=1.0)], cases=CASES, seed=seed)
    found = tally.server_errors + tally.partial_writes
    if not found:
        raise NotSeen(words)
    return words, f"{found} of {CASES}"
