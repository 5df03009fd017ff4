"""Questions about people; nothing here writes.

Whoever asks must have the read audited in the same transaction, by the door or the joint write that asks: a name is
never read without a trace. Row security decides what is there to be found.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tideturn.engines.people.record.candidates import candidates
from tideturn.engines.people.record.details import PersonDetails
from tideturn.engines.people.record.errors import PersonNotFound
from tideturn.engines.people.record.history import Amendment, History, Telling
from tideturn.engines.people.record.identities import histories
from tideturn.engines.people.record.judging import Candidate, Certainty
from tideturn.engines.people.record.matching.traits import traits_of
from tideturn.engines.people.record.models import Joining

__all__ = [
    "Candidate",
    "Certainty",
    "Identity",
    "candidates",
    "corrections",
    "joinings",
    "people",
    "person",
    "statements",
]


@dataclass(frozen=True)
class Identity:
    """Who somebody is at present, and which persons of the record that is made of."""

    id: UUID
    details: PersonDetails
    is_unknown: bool
    created_at: datetime
    part_ids: tuple[UUID, ...]
    told_differently: tuple[str, ...]


@dataclass(frozen=True)
class StandingJoining:
    """A decision, still standing, that two persons are one."""

    id: UUID
    person_ids: tuple[UUID, UUID]
    by_name: str
    reason: str
    made_at: datetime


def person(person_id: UUID) -> Identity:
    """Return who somebody is; raise PersonNotFound where nobody is to be seen. Audit the read."""
    return identity_of(history(person_id))


def people(person_ids: Iterable[UUID]) -> dict[UUID, Identity]:
    """Return who each of some persons is, by the id asked for, without those not to be seen. Audit the read."""
    wanted = set(person_ids)
    found = [identity_of(one) for one in histories(wanted)]
    return {part: identity for identity in found for part in identity.part_ids if part in wanted}


def statements(person_id: UUID) -> tuple[Telling, ...]:
    """Return all that was told about somebody, as told, the earliest first. Audit the read."""
    return tuple(sorted(history(person_id).tellings, key=lambda telling: (telling.told_at, telling.id)))


def corrections(person_id: UUID) -> tuple[Amendment, ...]:
    """Return what was corrected about somebody, by whom and why, the earliest first. Audit the read."""
    return tuple(sorted(history(person_id).amendments, key=lambda amendment: (amendment.made_at, amendment.id)))


def joinings(person_id: UUID) -> tuple[StandingJoining, ...]:
    """Return the standing joinings that make somebody one person, the earliest first. Audit the read."""
    parts = history(person_id).part_ids
    rows = Joining.objects.filter(person_a__in=parts, person_b__in=parts, separation=None)
    return tuple(
        StandingJoining(row.pk, (row.person_a_id, row.person_b_id), row.by_name, row.reason, row.made_at)
        for row in rows.order_by("made_at", "id")
    )


def history(person_id: UUID) -> History:
    """Return all about somebody; raise PersonNotFound alike where they are hidden and where they are not."""
    found = histories([person_id])
    if not found or all(person_id not in one.part_ids for one in found):
        raise PersonNotFound
    return found[0]


def identity_of(found: History) -> Identity:
    """Return who somebody is, from their history."""
    details = found.present()
    return Identity(
        id=found.person_id,
        details=details,
        is_unknown=traits_of(details).is_unknown,
        created_at=found.created_at,
        part_ids=found.part_ids,
        told_differently=found.told_differently(),
    )
