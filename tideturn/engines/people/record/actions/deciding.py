"""What people decide about who somebody is: always with a reason, and only undone by a decision."""

from datetime import date
from uuid import UUID

from django.db import transaction

from tideturn.engines.people.record import queries
from tideturn.engines.people.record.actions.keeping import check_is_there, keep_keys
from tideturn.engines.people.record.cleaning import cleaned, why_not_kept
from tideturn.engines.people.record.details import FIELDS, PersonDetails
from tideturn.engines.people.record.errors import (
    DetailsRefused,
    JoiningNotFound,
    NothingToJoin,
    PersonMustDecide,
    ReasonMissing,
)
from tideturn.engines.people.record.matching.traits import traits_of
from tideturn.engines.people.record.models import Correction, Joining, Separation
from tideturn.engines.people.record.models.decision import REASON_AT_MOST
from tideturn.engines.people.record.models.made import made_by
from tideturn.engines.people.record.values import text_of
from tideturn.foundations.access.acting import Actor


@transaction.atomic
def correct(person_id: UUID, field: str, value: str | date | None, *, reason: str, by: Actor) -> Correction:
    """Put one detail of a person right, or say that it is not known (None); what was told stays as it was told."""
    if by.user_id is None:
        raise PersonMustDecide
    checked = _checked(field, value)
    check_is_there(person_id)
    kept = text_of(getattr(checked, field))
    correction = Correction.objects.create(
        person_id=person_id, field=field, value=kept, reason=_reason(reason), **made_by(by)
    )
    keep_keys(person_id, traits_of(queries.person(person_id).details))
    return correction


@transaction.atomic
def join(person_a: UUID, person_b: UUID, *, reason: str, by: Actor) -> Joining:
    """Find two persons of the record to be one; their rows stay as they are."""
    if person_b in queries.person(person_a).part_ids:
        raise NothingToJoin
    check_is_there(person_b)
    return Joining.objects.create(person_a_id=person_a, person_b_id=person_b, reason=_reason(reason), **made_by(by))


@transaction.atomic
def separate(joining_id: UUID, *, reason: str, by: Actor) -> Separation:
    """Undo a joining: both are again exactly what they were, with what was told of each since."""
    if by.user_id is None:
        raise PersonMustDecide
    joining = Joining.objects.filter(pk=joining_id, separation=None).first()
    if joining is None:
        raise JoiningNotFound
    return Separation.objects.create(joining=joining, reason=_reason(reason), **made_by(by))


def _checked(field: str, value: str | date | None) -> PersonDetails:
    if field not in FIELDS:
        raise DetailsRefused({field: f"There is no such detail. Correct one of: {', '.join(FIELDS)}."})
    details = PersonDetails().with_value(field, value)
    if details.chi_reason:
        raise DetailsRefused({"chi": details.chi_reason})
    return details


def _reason(reason: str) -> str:
    if refused := why_not_kept(reason, REASON_AT_MOST):
        raise DetailsRefused({"reason": refused})
    kept = cleaned(reason)
    if kept is None:
        raise ReasonMissing
    return kept
