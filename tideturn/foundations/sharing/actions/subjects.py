"""Bring a subject under sharing."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models.functions import Now

from tideturn.foundations.access.acting import Actor
from tideturn.foundations.sharing.actions.writing import check_is_responsible, writing
from tideturn.foundations.sharing.errors import NotTheHolder
from tideturn.foundations.sharing.models import Part, Subject
from tideturn.foundations.sharing.words import Capacity


def register_subject(
    *,
    subject_id: UUID,
    kind: str,
    purpose: str,
    agency_id: str,
    team_id: UUID | None,
    about: UUID | None = None,
    areas: Sequence[str] = (),
    by: Actor,
) -> Subject:
    """Bring a subject under sharing, with the agency (and its team) that is responsible from now on.

    Raise NotTheHolder where an actor of an agency registers it for another: only the system's own parts do that.
    """
    if by.system is None and by.agency_id != agency_id:
        raise NotTheHolder
    with writing(by):
        subject = Subject.objects.create(
            id=subject_id, kind=kind, purpose=purpose, holder_agency_id=agency_id, about=about, areas=list(areas)
        )
        Part.objects.create(
            subject=subject, agency_id=agency_id, team_id=team_id, capacity=Capacity.HOLDER.value, since=Now()
        )
    return subject


def say_about(*, subject_id: UUID, about: UUID | None, by: Actor) -> None:
    """Say, or say anew, which person a subject is about; that person's wishes hold for it from then on."""
    check_is_responsible(subject_id, by)
    with writing(by):
        Subject.objects.filter(pk=subject_id).update(about=about)
