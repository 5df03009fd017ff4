"""A case: one person's way along a pathway. What it has come to is a copy of what its journal tells, kept for lists."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Case as CaseOf
from django.db.models import F, Q, Value, When
from django.db.models.functions import Coalesce

DUE_FIRST = (F("next_due_at").asc(nulls_last=True), "opened_at", "id")


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases, narrowed by what people ask of them; row security has left out what they may not see."""

    def standing(self) -> "CaseQuerySet":
        """Return the cases that are still somebody's to follow: open, and not joined into another."""
        return self.filter(closed_at=None, joined_into=None)

    def of_team(self, team_id: uuid.UUID) -> "CaseQuerySet":
        """Return the cases that a team holds."""
        return self.filter(team_id=team_id)

    def led_by(self, user_id: int) -> "CaseQuerySet":
        """Return the cases of which somebody is the lead, as duty lead too where nobody else is."""
        return self.filter(Q(lead=user_id) | Q(lead=None, team__duty_lead=user_id))

    def with_lead(self) -> "CaseQuerySet":
        """Add the lead at this moment: the one who accepted, else the duty lead of the team."""
        return self.annotate(effective_lead=Coalesce("lead_id", "team__duty_lead_id"))

    def due_first(self) -> "CaseQuerySet":
        """Put first whose clock runs out first; without a running clock, the oldest first."""
        return self.order_by(*DUE_FIRST)

    def offered_first(self, user_id: int | None) -> "CaseQuerySet":
        """Put first the cases whose lead somebody is asked to become, then whose clock runs out first."""
        is_offered = CaseOf(When(lead_offered_to=user_id, then=Value(0)), default=Value(1))
        return self.order_by(is_offered, *DUE_FIRST)

    def at_stage(self, stage: str) -> "CaseQuerySet":
        """Return the cases that stand at a stage."""
        return self.filter(stage=stage)

    def overdue(self, now: datetime) -> "CaseQuerySet":
        """Return the cases of which a clock has run out."""
        return self.filter(next_due_at__lte=now)


class Case(models.Model):
    """A case; `person` is the id of the record in the room of people, which this engine does not know.

    `service` is the one that was asked for help, by its id in the directory, which it knows as little, with its name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    pathway = models.CharField(max_length=80)
    person = models.UUIDField(null=True, db_index=True)
    team = models.ForeignKey("access.Team", models.PROTECT, related_name="+")
    area = models.CharField(max_length=20, blank=True)
    service = models.UUIDField(null=True)
    service_name = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    stage = models.CharField(max_length=80)
    stage_since = models.DateTimeField()
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lead_offered_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_contact_refused = models.BooleanField(default=False)
    first_attempt_at = models.DateTimeField(null=True)
    first_contact_at = models.DateTimeField(null=True)
    next_due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=80, blank=True)
    reason = models.TextField(blank=True)
    joined_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="joined")
    version = models.PositiveIntegerField(default=0)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["team", "next_due_at"], name="case_board", condition=Q(closed_at=None)),
            models.Index(fields=["lead"], name="case_lead", condition=Q(closed_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                name="closed_with_outcome_and_reason_by_somebody",
                condition=Q(closed_at=None) | (Q(closed_by__isnull=False) & ~Q(outcome="") & ~Q(reason="")),
            ),
            models.CheckConstraint(name="not_joined_into_itself", condition=~Q(joined_into=F("id"))),
        ]

    def __str__(self) -> str:
        return self.reference


class CaseJoining(models.Model):
    """That two cases were found to be about one overdose; undone, both are again what they were."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Case, models.PROTECT, related_name="joinings")
    target = models.ForeignKey(Case, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField()
    parted_at = models.DateTimeField(null=True)
    parted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    parting_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="joined_into_one_case_at_a_time", fields=["source"], condition=Q(parted_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} into {self.target_id}"
