"""What is shared, and who has a part in it."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from tideturn.foundations.access.models import Agency, Team
from tideturn.foundations.sharing.words import Capacity


class Subject(models.Model):
    """One thing that is shared or not, such as a case; `about` is the person, where known.

    `purpose` is what it is kept for; `areas` are the codes an agreement may be limited to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.SlugField(max_length=40)
    purpose = models.SlugField(max_length=80)
    holder_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    about = models.UUIDField(null=True, blank=True, db_index=True)
    areas = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Return kind and id."""
        return f"{self.kind} {self.id}"


class PartQuerySet(models.QuerySet["Part"]):
    """Named filters of parts."""

    def in_force(self) -> "PartQuerySet":
        """Return those that have begun and not ended."""
        return self.filter(models.Q(until=None) | models.Q(until__gt=Now()), since__lte=Now())


class Part(models.Model):
    """An agency's part in a subject, or one of its teams'; without a team it is everybody's who acts for the agency."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="parts", db_index=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=20)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        """Guards of the table."""

        indexes = (models.Index(fields=("subject", "agency"), name="sharing_part_subject_agency"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(capacity__in=[str(one) for one in Capacity]), name="sharing_part_capacity"
            ),
            models.UniqueConstraint(
                fields=("subject",),
                condition=models.Q(capacity=Capacity.HOLDER.value, until=None),
                name="sharing_part_one_holder",
            ),
        )

    def __str__(self) -> str:
        """Return who is what to which."""
        return f"{self.agency_id} {self.capacity} {self.subject_id}"
