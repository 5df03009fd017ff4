"""Taking a file of reports: all of them in one transaction, or none; a report that came before adds nothing."""

import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tideturn.engines.pathways.errors import KeyUsedForAnother
from tideturn.engines.pathways.models import Receipt
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.errors import AgencyUnknown
from tideturn.foundations.access.models import Agency, Credential
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit
from tideturn.interfaces.joint.intake import receiving
from tideturn.interfaces.joint.intake.csv_file import FileRefused, Line
from tideturn.interfaces.joint.intake.errors import SenderNotSaid

DOOR = "csv"


@dataclass(frozen=True)
class Taken:
    """What became of one line: its receipt, and whether it had been received before."""

    line: Line
    receipt: Mapping[str, Any]
    is_known: bool


def only_sender() -> str:
    """Return the one agency whose programs may send reports; raise SenderNotSaid where none or several may."""
    with acting(system_actor("set-up")):
        issued = Credential.objects.filter(
            revoked_at=None, permissions__contains=[Permission.INTAKE_NEAR_FATAL_OVERDOSES]
        )
        senders = sorted(set(issued.values_list("agency_id", flat=True)))
    if len(senders) != 1:
        raise SenderNotSaid(senders)
    return str(senders[0])


def sender_of(agency_id: str) -> Actor:
    """Return an agency as it hands over a file; raise AgencyUnknown."""
    with acting(system_actor("set-up")):
        agency = Agency.objects.filter(pk=agency_id).first()
    if agency is None:
        raise AgencyUnknown(agency_id)
    may = frozenset({Permission.INTAKE_NEAR_FATAL_OVERDOSES})
    return Actor(agency_id=agency.pk, user_id=None, name=f"{agency.name} (file of reports)", permissions=may)


def take(
    lines: Sequence[Line], *, sender: Actor, only_try: bool = False, step: Callable[[int], None] = lambda done: None
) -> list[Taken]:
    """Return what became of each line, once all are kept for good; with `only_try` nothing is kept in the end."""
    with acting(sender):
        with _undone(only_try):
            known = _known(lines, sender)
            taken = []
            for line in lines:
                taken.append(_taken(line, sender, is_known=line.key in known))
                known.add(line.key)
                step(len(taken))
        detail = {"reports": len(taken), "new": sum(not one.is_known for one in taken), "only tried": only_try}
        audit.record(actor=sender, action="import reports", kind="file", subject=None, detail=detail)
    return taken


@contextmanager
def _undone(is_undone: bool) -> Iterator[None]:
    """Take back in the end what was written within, where it was only tried."""
    with transaction.atomic():
        yield
        if is_undone:
            transaction.set_rollback(True)


def _known(lines: Sequence[Line], sender: Actor) -> set[uuid.UUID]:
    keys = {line.key for line in lines}
    rows = Receipt.objects.filter(agency=sender.agency_id, idempotency_key__in=keys)
    return set(rows.values_list("idempotency_key", flat=True))


def _taken(line: Line, sender: Actor, *, is_known: bool) -> Taken:
    try:
        receipt = receiving.receive(receiving.Sending(line.report, line.key, line.digest, DOOR), sender=sender)
    except KeyUsedForAnother:
        raise FileRefused(
            [f"Line {line.number}, column key: was used before for another report; write another."]
        ) from None
    return Taken(line, json.loads(receipt), is_known)
