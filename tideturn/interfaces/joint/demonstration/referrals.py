"""A few invented referrals from listings, at different standings; agencies answer for their partnership's entries."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from tideturn.engines.directory.models import Service, Steward
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Receipt, Report
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.interfaces.joint.demonstration import staff
from tideturn.interfaces.joint.demonstration.courses import INVENTED, write
from tideturn.interfaces.joint.demonstration.directory import id_of
from tideturn.interfaces.joint.demonstration.guard import SEED
from tideturn.interfaces.joint.referring import answering, sending
from tideturn.interfaces.joint.referring.sending import Agreed, Sent, Telling, Who

KEEPERS = (
    ("Northmark Partnership", staff.NORTH),
    ("Midvale Partnership", staff.MID),
    ("Southhaven Partnership", staff.SOUTH),
)
SOURCE = "Demonstration"
YES: Mapping[str, Any] = {"move": "say-yes"}
MEETING: Mapping[str, Any] = {"move": "meeting-agreed"}


@dataclass(frozen=True)
class Invented:
    """One referral: which service is asked, by whom, who answers, and the moves that it has made since."""

    service: str
    keeper: str
    name: str
    by: tuple[str, str] | None = None
    is_told: bool = True
    moves: tuple[Mapping[str, Any], ...] = ()


def _ended(move: str, outcome: str, reason: str, words: str) -> Mapping[str, Any]:
    return {"move": move, "outcome": outcome, "reason": reason, "answers": {"told-back": f"{words} {INVENTED}"}}


STARTED = _ended("close", "started", "begun", "You came on Monday, and we go on every Monday at ten.")
NO_ROOM = _ended("say-no", "no-room", "cannot-now", "We have no room before May. Ask Walking Beside, who have.")
REFERRALS = (
    Invented("Beacon Hill Recovery Team", staff.NORTH, "Fenna"),
    Invented("Coldwater Recovery Team", staff.NORTH, "Stig", moves=(YES, MEETING)),
    Invented("Lanternbridge Recovery Team", staff.MID, "Oda", moves=(YES,)),
    Invented("Beacon Hill Recovery Team", staff.NORTH, "Runa", (staff.POLICE, "meeting-member"), moves=(YES, STARTED)),
    Invented("Lanternbridge Recovery Team", staff.MID, "Nils", (staff.NORTH, "outreach-worker"), moves=(NO_ROOM,)),
    Invented("Southhaven Recovery Team", staff.SOUTH, "Kelda", (staff.NORTH, "duty-lead")),
    Invented("Coldwater Recovery Team", staff.NORTH, "Ulf", (staff.HOUSING, "outreach-worker"), False, (YES, STARTED)),
)


def fill_referrals() -> None:
    """Send the invented referrals to the agencies that keep the entries; twice is once."""
    let_agencies_keep()
    for number, one in enumerate(REFERRALS):
        _send(uuid.uuid5(uuid.NAMESPACE_URL, f"{SEED}:referral:{number}"), number, one)


def let_agencies_keep() -> None:
    """Let each agency keep the entries of its partnership, so that somebody answers for them."""
    with acting(system_actor("directory")):
        for body, agency in KEEPERS:
            words = {"contact": f"desk@{agency}.example", "set_by": SOURCE}
            organisation = id_of("organisation", body)
            Steward.objects.get_or_create(organisation_id=organisation, agency_id=agency, defaults=words)


@transaction.atomic
def _send(key: uuid.UUID, number: int, one: Invented) -> None:
    with acting(system_actor("intake")):
        if Receipt.objects.filter(idempotency_key=key).exists():
            return
    service = Service.objects.select_related("organisation").get(pk=id_of(one.service))
    sent = _sent(service, key, number, one)
    with acting(system_actor("intake")):
        case = Report.objects.select_related("case").get(pk=sent.report_id).case
    by = _for_pathway(staff.acts(one.keeper, "duty-lead"))
    for move in one.moves:
        write(case, Kind.MOVED, by=by, **move)


def _sent(service: Service, key: uuid.UUID, number: int, one: Invented) -> Sent:
    who = Who(f"{one.name} {INVENTED}", phone=f"01632 960{800 + number}", reach=f"Mornings, text first {INVENTED}")
    answers = {"would-help": ["talking", "not-sure"], "message": "name-only"}
    telling = Telling(who, answers, f"Wants to begin again {INVENTED}")
    if one.by is None:
        return sending.ask(service, telling, key=key)
    by = _for_pathway(staff.acts(*one.by))
    with acting(by):
        agreed = Agreed(has_agreed=True, is_told=one.is_told, own_reference=f"INV-R{number}")
        return sending.refer(service, telling, agreed, key=key, by=by)


def _for_pathway(by: Actor) -> Actor:
    pathway = answering.pathway_of_listings()
    return replace(by, purpose=pathway.purpose if pathway else None)
