"""What somebody tells of their own overdose on the website: few questions, no account, and a case all the same."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from tideturn.engines.people.record.errors import DetailsRefused
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.models import Agency, Team
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.access.words import PUBLIC
from tideturn.interfaces.joint.intake import receiving
from tideturn.interfaces.joint.intake.errors import AnswersRefused, DoorClosed
from tideturn.interfaces.joint.intake.report import PATHWAY, NearFatalOverdose, digest_of
from tideturn.packs.areas import load_areas
from tideturn.packs.pathways import load_pathway

AGENCY, NAME, DOOR = "public", "The public form", "self"
SENDER = Actor(
    agency_id=AGENCY, user_id=None, name=NAME, permissions=frozenset({Permission.INTAKE_NEAR_FATAL_OVERDOSES})
)


class When(StrEnum):
    """How long ago it was, no more exactly than anybody wants to say."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    THIS_WEEK = "this-week"
    LONGER_AGO = "longer-ago"


DAYS_AGO = {When.YESTERDAY: 1, When.THIS_WEEK: 4, When.LONGER_AGO: 14}
SAID = {
    When.TODAY: "today",
    When.YESTERDAY: "yesterday",
    When.THIS_WEEK: "in the last week",
    When.LONGER_AGO: "longer ago than a week",
}


@dataclass(frozen=True)
class Telling:
    """What somebody wrote; only whether they may be contacted must be said."""

    may_contact: bool
    name: str = ""
    phone: str = ""
    reach: str = ""
    area: str = ""
    when: str = ""
    more: str = ""


def ensure_agency(*, by: Actor) -> Agency:
    """Return the agency under which the public writes, made where it is not there yet; nobody works in it."""
    with acting(by):
        found, _ = Agency.objects.get_or_create(pk=AGENCY, defaults={"name": NAME, "kind": PUBLIC})
        return found


def is_open() -> bool:
    """Return whether somebody would answer: the pathway takes people's own word, and set-up has made who answers."""
    if not load_pathway(PATHWAY).may_start.self:
        return False
    with acting(system_actor("intake")):
        return Agency.objects.filter(pk=AGENCY).exists() and Team.objects.filter(is_national_queue=True).exists()


def receive(telling: Telling, *, key: uuid.UUID) -> Mapping[str, Any]:
    """Return the receipt of what somebody told, once it is kept for good; the same again for the same page.

    Raise DoorClosed where nobody would answer, AnswersRefused for what cannot be kept, and KeyUsedForAnother where the
    same page was sent before with other words.
    """
    if not is_open():
        raise DoorClosed
    sending = receiving.Sending(as_report(telling), key, digest_of(asdict(telling)), DOOR)
    try:
        kept: dict[str, Any] = json.loads(receiving.receive(sending, sender=SENDER))
        return kept
    except DetailsRefused as error:
        raise AnswersRefused(error.reasons) from None


def as_report(telling: Telling) -> NearFatalOverdose:
    """Return what was told as a report: how to reach the person stands in the notes, in their own words."""
    person = {"given_name": telling.name, "phone": telling.phone, "area": telling.area}
    return NearFatalOverdose.model_validate(
        {
            "occurred_at": occurred(telling.when, timezone.now()).isoformat(),
            "person": {field: value for field, value in person.items() if value} or None,
            "contact": "given" if telling.may_contact else "refused",
            "notes": notes(telling) or None,
        }
    )


def occurred(when: str, now: datetime) -> datetime:
    """Return a moment for what was said: now for today or nothing, else noon of such a day as it may have been."""
    days = DAYS_AGO.get(When(when)) if when else None
    if days is None:
        return now
    zone = ZoneInfo(load_areas().national_calendar.time_zone)
    day = now.astimezone(zone).date() - timedelta(days=days)
    return datetime.combine(day, time(12), zone)


def notes(telling: Telling) -> str:
    """Return what the person wrote, with what each part answers."""
    parts = (
        ("When", SAID[When(telling.when)] + " (as the person said)" if telling.when else ""),
        ("How and when to reach me", telling.reach),
        ("More", telling.more),
    )
    return "\n".join(f"{label}: {text}" for label, text in parts if text)
