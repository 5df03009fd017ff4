"""Keep what was told about a person."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tideturn.engines.people.record.details import PersonDetails
from tideturn.engines.people.record.errors import PersonNotFound
from tideturn.engines.people.record.matching.keys import kept_under
from tideturn.engines.people.record.matching.traits import Traits, traits_of
from tideturn.engines.people.record.models import Key, Person, Statement
from tideturn.engines.people.record.models.made import made_by
from tideturn.foundations.access.acting import Actor


@transaction.atomic(savepoint=False)
def keep_person(
    details: PersonDetails,
    *,
    told_by: str,
    report_id: UUID | None,
    by: Actor,
    occurred_at: datetime | None = None,
) -> Person:
    """Keep a new person with what a report tells of them.

    Every report keeps a person of its own, also where the person is known already: that they are one is a decision
    beside (`join`), so that undoing it gives each report its own again.
    """
    person = Person.objects.create(**made_by(by))
    _state(person.pk, details, told_by=told_by, report_id=report_id, by=by, occurred_at=occurred_at)
    return person


@transaction.atomic
def add_statement(
    person_id: UUID,
    details: PersonDetails,
    *,
    told_by: str,
    by: Actor,
    report_id: UUID | None = None,
    occurred_at: datetime | None = None,
) -> Statement:
    """Keep something further that was told about a person, beside what was told before; a report states once."""
    check_is_there(person_id)
    return _state(person_id, details, told_by=told_by, report_id=report_id, by=by, occurred_at=occurred_at)


def _state(
    person_id: UUID,
    details: PersonDetails,
    *,
    told_by: str,
    report_id: UUID | None,
    by: Actor,
    occurred_at: datetime | None,
) -> Statement:
    statement = Statement.objects.create(
        person_id=person_id,
        told_by=told_by,
        report_id=report_id,
        occurred_at=occurred_at,
        **details.as_columns(),
        **made_by(by),
    )
    keep_keys(person_id, traits_of(details, occurred_at))
    return statement


def check_is_there(person_id: UUID) -> None:
    """Raise PersonNotFound where whoever acts does not see this person."""
    if not Person.objects.filter(pk=person_id).exists():
        raise PersonNotFound


def keep_keys(person_id: UUID, traits: Traits) -> None:
    """Keep the marks by which somebody of these traits is found."""
    keys: Iterable[Key] = (Key(value=value, person_id=person_id) for value in sorted(kept_under(traits)))
    Key.objects.bulk_create(keys, ignore_conflicts=True)
