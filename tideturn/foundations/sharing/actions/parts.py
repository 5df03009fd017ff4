"""Say which agencies and teams have a part in a subject."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from tideturn.foundations.access.acting import Actor
from tideturn.foundations.sharing.actions.writing import check_is_responsible, writing
from tideturn.foundations.sharing.errors import HolderOnlyHandedOver
from tideturn.foundations.sharing.models import Part, Subject
from tideturn.foundations.sharing.words import Capacity


@transaction.atomic
def hand_over(*, subject_id: UUID, agency_id: str, team_id: UUID | None, by: Actor) -> Part:
    """Make another agency or team responsible at this moment; it loses what lesser parts it had.

    The one who was responsible sees it no longer, unless given a part of another capacity.
    """
    with writing(by):
        # Two at once wait for each other, and the second finds that it is responsible no longer.
        Subject.objects.select_for_update().filter(pk=subject_id).first()
    check_is_responsible(subject_id, by)
    with writing(by):
        parts = Part.objects.filter(subject_id=subject_id, until=None)
        parts.filter(capacity=Capacity.HOLDER.value).update(until=Now())
        parts.filter(_of(agency_id, team_id)).update(until=Now())
        Subject.objects.filter(pk=subject_id).update(holder_agency_id=agency_id)
        return _begin(subject_id, agency_id, team_id, Capacity.HOLDER, None)


def give_part(
    *,
    subject_id: UUID,
    agency_id: str,
    team_id: UUID | None,
    capacity: Capacity,
    until: datetime | None = None,
    by: Actor,
) -> Part:
    """Give an agency or team a part in a subject; the one it has already where it has the same.

    What the part lets them see is decided at each reading, by agreements and the person's wishes.
    """
    check_is_responsible(subject_id, by)
    if capacity == Capacity.HOLDER:
        raise HolderOnlyHandedOver
    with writing(by):
        parts = Part.objects.in_force().filter(_of(agency_id, team_id), subject_id=subject_id)
        same = parts.filter(capacity=str(capacity), until=until)
        return same.first() or _begin(subject_id, agency_id, team_id, capacity, until)


def end_part(*, subject_id: UUID, agency_id: str, team_id: UUID | None, capacity: Capacity, by: Actor) -> int:
    """End a part at once and return how many ended: by those responsible, or by those whose part it is."""
    if capacity == Capacity.HOLDER:
        raise HolderOnlyHandedOver
    if not _is_own(agency_id, team_id, by):
        check_is_responsible(subject_id, by)
    with writing(by):
        parts = Part.objects.in_force().filter(_of(agency_id, team_id), subject_id=subject_id)
        return parts.filter(capacity=str(capacity)).update(until=Now())


def _is_own(agency_id: str, team_id: UUID | None, by: Actor) -> bool:
    return by.agency_id == agency_id and (by.sees_whole_agency or team_id is None or team_id in by.team_ids)


def _of(agency_id: str, team_id: UUID | None) -> Q:
    return Q(agency_id=agency_id, team_id=team_id)


def _begin(subject_id: UUID, agency_id: str, team_id: UUID | None, capacity: Capacity, until: datetime | None) -> Part:
    return Part.objects.create(
        subject_id=subject_id,
        agency_id=agency_id,
        team_id=team_id,
        capacity=str(capacity),
        since=Now(),
        until=until,
    )
