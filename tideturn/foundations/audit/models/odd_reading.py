"""Readings that stand out: a question to somebody who answers for the agency, and what they found."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tideturn.foundations.access.models import User


class OddReading(models.Model):
    """That somebody's reading of some cases stood out, by which sign, and what a colleague who asked them found."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.TextField()
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sign = models.SlugField(max_length=40)
    cases = ArrayField(models.UUIDField())
    since = models.DateField()
    until = models.DateField()
    usual = models.FloatField(null=True)
    usual_of_team = models.FloatField(null=True)
    found_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    was_in_order = models.BooleanField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        """Guards of the table."""

        indexes = (models.Index(fields=["agency", "found_at"], name="audit_odd_reading_of_agency"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, was_in_order=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False, was_in_order__isnull=False) & ~Q(answer=""),
                name="audit_odd_reading_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("reader")), name="audit_odd_reading_not_by_oneself"
            ),
        )

    def __str__(self) -> str:
        """Return who was asked about, and why."""
        return f"{self.reader_id}: {self.sign}"


class LookedOver(models.Model):
    """How far the entries of an agency have been looked over."""

    agency = models.TextField(primary_key=True)
    sequence = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        """Return the agency and the entry."""
        return f"{self.agency} to {self.sequence}"


class Near(models.Model):
    """Something of a reader's own, a former name or an address, as a keyed mark: it can be compared and not read."""

    ADDRESS, NAME = "address", "name"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=((ADDRESS, ADDRESS), (NAME, NAME)))
    mark = models.BinaryField(max_length=32)
    told_at = models.DateTimeField()

    class Meta:
        """Guards of the table."""

        constraints = (models.UniqueConstraint(fields=["user", "kind", "mark"], name="audit_near_once"),)

    def __str__(self) -> str:
        """Return whose it is."""
        return f"{self.kind} of {self.user_id}"
