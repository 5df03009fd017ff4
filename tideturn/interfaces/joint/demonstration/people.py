"""Invented people and what is reported of them: drawn by a seed, the same at every demonstration."""

import random
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tideturn.interfaces.joint.demonstration.guard import SEED
from tideturn.interfaces.joint.demonstration.staff import AMBULANCE, POLICE

GIVEN = (
    "Aldo", "Bria", "Corin", "Delta", "Eskil", "Fenna", "Gorm", "Hanne", "Ivo", "Jorun", "Kelda", "Linus", "Marit",
    "Nils", "Oda", "Perrin", "Quill", "Runa", "Stig", "Tova", "Ulf", "Vigdis", "Wilf", "Ylva",
)  # fmt: skip
FAMILY = (
    "Inventedsson", "Notareal", "Madeup", "Nobodysen", "Fictiveld", "Nowhereby", "Imaginet", "Examplund", "Placehold",
)  # fmt: skip
STREETS = ("Invented Street", "Nowhere Lane", "Made-up Row", "Example Close")
AREAS = ("EM-A01", "EM-A02", "EM-A03")
PLACES = ("a stairwell (invented)", "a park bench (invented)", "at home (invented)", "a hostel room (invented)")
SUBSTANCES = ("heroin", "street benzodiazepines", "cocaine", "not known")
PEOPLE = 60


@dataclass(frozen=True)
class Draft:
    """A report to come: who sends it, how long ago it was received, and what it says."""

    key: uuid.UUID
    sender: str
    age: timedelta
    body: dict[str, Any]

    def said(self, received_at: datetime) -> dict[str, Any]:
        """Return what the report says when it is received at a moment: the overdose was an hour before."""
        return {**self.body, "occurred_at": (received_at - timedelta(hours=1)).isoformat()}


def people() -> list[dict[str, Any]]:
    """Return the invented people."""
    chance = random.Random(SEED)  # noqa: S311 - the same people each time, and no secret
    return [_person(number, chance) for number in range(PEOPLE)]


def _person(number: int, chance: random.Random) -> dict[str, Any]:
    born = date(1958, 1, 1) + timedelta(days=chance.randrange(16_500))
    return {
        "given_name": GIVEN[number % len(GIVEN)],
        "family_name": f"{FAMILY[number % len(FAMILY)]}-{number} (invented)",
        "birth_date": born.isoformat(),
        "phone": f"01632 960{number:03}",
        "address": f"{number + 1} {chance.choice(STREETS)} (invented)",
        "area": AREAS[number % len(AREAS)],
    }


def draft(number: int, age: timedelta, person: dict[str, Any] | None, **more: Any) -> Draft:
    """Return one report, its chances drawn by its number."""
    chance = random.Random(f"{SEED}:{number}")  # noqa: S311
    sender = AMBULANCE if chance.random() < 0.7 else POLICE
    area = more.pop("area", person["area"] if person else chance.choice(AREAS))
    body = {
        "source_reference": f"INV-{number:05}",
        "place": {"area": area, "description": chance.choice(PLACES)},
        "person": person,
        "naloxone_given": chance.random() < 0.5,
        "substances_suspected": [chance.choice(SUBSTANCES)],
        "contact": "not_asked" if chance.random() < 0.6 else "given",
        "notes": "Nothing of this happened (invented).",
        **more,
    }
    return Draft(uuid.uuid5(uuid.NAMESPACE_URL, f"{SEED}:{number}"), sender, age, body)
