"""Meetings in which agencies look at cases together, and what stands on their agendas."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from tideturn.engines.pathways.models.case import Case
from tideturn.foundations.access.models import Team


class Meeting(models.Model):
    """One team's meeting of one day; `up_to_at` is the moment up to which the agenda knows what came in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pathway = models.CharField(max_length=80)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    held_on = models.DateField()
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    up_to_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_meeting_a_day", fields=["team", "pathway", "held_on"])]

    def __str__(self) -> str:
        return f"{self.team} {self.held_on}"


class AgendaQuerySet(models.QuerySet["AgendaItem"]):
    """Named filters of what stands on an agenda."""

    def standing(self) -> "AgendaQuerySet":
        """Return what was not taken off, in the order in which it was put on."""
        return self.filter(taken_off_at=None).order_by("put_on_at", "place", "id")


class AgendaItem(models.Model):
    """A case on an agenda: why it was put there, and whether it was spoken about."""

    CAME_IN, RAN_OUT, CARRIED_OVER, BY_HAND = "came-in", "ran-out", "carried-over", "by-hand"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    why = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField(default=0)
    put_on_at = models.DateTimeField()
    put_on_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_off_at = models.DateTimeField(null=True)
    taken_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    discussed_at = models.DateTimeField(null=True)
    discussed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AgendaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agenda_says_why",
                condition=Q(why__in=("came-in", "ran-out", "carried-over", "by-hand")),
            ),
            models.UniqueConstraint(
                name="once_on_an_agenda", fields=["meeting", "case"], condition=Q(taken_off_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} on {self.meeting_id}"
