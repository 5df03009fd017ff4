"""How a body that scrutinises asks owners, and when it meets."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tideturn.engines.plans.constraints import not_blank, one_of
from tideturn.engines.plans.models.commitment import Commitment
from tideturn.engines.plans.models.organisation import Organisation
from tideturn.engines.plans.words import ChallengeOutcome
from tideturn.foundations.access.models import Agency


class Meeting(models.Model):
    """A day on which a body that scrutinises meets."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    title = models.CharField(max_length=200)

    class Meta:
        constraints = [
            not_blank("title"),
            models.UniqueConstraint(fields=["organisation", "held_on"], name="meeting_is_once_a_day"),
        ]

    def __str__(self) -> str:
        """Return which meeting it is."""
        return f"{self.title}, {self.held_on}"


class Challenge(models.Model):
    """A question of a body that scrutinises to those who own a commitment, and what came of it.

    Seen by the agency that asks and by the agencies that speak for an owner; it stands on no public page.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="challenges")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="challenges")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="challenges")
    asks = models.TextField()
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField(db_default=Now())
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=14, choices=ChallengeOutcome, blank=True)
    closing_words = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            not_blank("asks"),
            one_of("outcome", ChallengeOutcome, may_be_blank=True),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="challenge_is_answered_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        """Return who asks about what."""
        return f"{self.organisation_id} asks about {self.commitment_id}"


class DigestWish(models.Model):
    """Somebody asked for a letter a week that says whether something waits for them in the register."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+")
    set_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "user"], name="digest_is_asked_for_once")]

    def __str__(self) -> str:
        """Return who asked."""
        return f"{self.user_id} of {self.agency_id}"
