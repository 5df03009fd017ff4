"""Faults planted on purpose: a campaign that does not see them proves nothing."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from bench.bad_input import campaign
from bench.bad_input.doors import Door
from tideturn.foundations.access.models import Agency, Membership
from tideturn.foundations.audit import actions as audit
from tideturn.interfaces.api.intake import body
from tideturn.interfaces.joint.intake import csv_columns
from tideturn.interfaces.website.pages import self_referral
from tideturn.interfaces.workspace.pages import asking, page

CASES = 200
# What is asked of any address meets the few that show a page less often than a form meets what takes it.
OF_ADDRESSES = 4
READ_REPORT, SHOWN, SHELL_OF = body.report_of, asking.shown, page.shell_of


class NotSeen(Exception):
    """A fault was planted and the campaign did not see it."""


def _careless_key(request: Any) -> Any:
    return int(request.headers.get("Idempotency-Key", ""), 16)


def _careless_phone(posted: Any) -> dict[str, str]:
    return {"phone": str(int(posted.one("phone")))}


def _leaving_a_row(told: Any) -> Any:
    Agency.objects.create(id=f"left-{Agency.objects.count()}", name="Left behind", kind="public")
    return READ_REPORT(told)


def _careless_entry(request: Any) -> uuid.UUID:
    return uuid.UUID(request.POST.get("entry", ""))


def _writing_when_refused(*given: Any) -> Any:
    Agency.objects.create(id=f"left-{Agency.objects.count()}", name="Left behind", kind="public")
    return SHOWN(*given)


def _writing_when_read(acts: Any, path: str) -> Any:
    Agency.objects.create(id=f"read-{Agency.objects.count()}", name="Left behind", kind="public")
    return SHELL_OF(acts, path)


def _breaking_at_commit(acts: Any, path: str) -> Any:
    Membership.objects.filter(user_id=acts.user_id).update(user_id=-1)
    return SHELL_OF(acts, path)


def _telling_nobody(**given: Any) -> None:
    """Take what the audit is told, and keep nothing of it."""


CARELESS_COLUMN = csv_columns.Column("substances_suspected", "", lambda cell: [int(cell)])
INTAKE, FILES, PUBLIC_FORM, WORKSPACE, ADDRESSES = range(5)
# Each fault in words, the door it stands behind, and how it is planted.
PLANTED: tuple[tuple[str, int, Callable[[], Any]], ...] = (
    ("`int()` of a header in intake", INTAKE, lambda: patch.object(body, "key_of", _careless_key)),
    ("a row written before a report is read", INTAKE, lambda: patch.object(body, "report_of", _leaving_a_row)),
    (
        "`int()` of a cell in a file", FILES,
        lambda: patch.dict(csv_columns.COLUMNS, {"substances_suspected": CARELESS_COLUMN}),
    ),
    (
        "`int()` of an answer in the public form", PUBLIC_FORM,
        lambda: patch.object(self_referral, "unreachable", _careless_phone),
    ),
    ("a hidden field taken at its word", WORKSPACE, lambda: patch.object(asking, "entry_of", _careless_entry)),
    ("a row kept of a refused form", WORKSPACE, lambda: patch.object(asking, "shown", _writing_when_refused)),
    ("an entry of which the audit is told nothing", WORKSPACE, lambda: patch.object(audit, "record", _telling_nobody)),
    ("a row written while a page is read", ADDRESSES, lambda: patch.object(page, "shell_of", _writing_when_read)),
    (
        "a row that the database refuses when it is committed", ADDRESSES,
        lambda: patch.object(page, "shell_of", _breaking_at_commit),
    ),
)  # fmt: skip


def seen(doors: Sequence[Door], *, seed: int, cases: int = CASES) -> list[tuple[str, str]]:
    """Return each planted fault, with in how many cases it was seen; raise NotSeen where one was not."""
    found = []
    for words, number, plant in PLANTED:
        sent = cases * (OF_ADDRESSES if number == ADDRESSES else 1)
        with plant():
            [tally] = campaign.run([replace(doors[number], share=1.0)], cases=sent, seed=seed)
        faults = tally.server_errors + tally.partial_writes
        if not faults:
            raise NotSeen(words)
        found.append((words, f"{faults} of {sent}"))
    return found
