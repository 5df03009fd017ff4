"""Reports as they were told, what the sender was answered, and which reports may be about one event."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tideturn.engines.pathways.models.case import Case


class Receipt(models.Model):
    """What a sender was answered, and all that a sender ever sees again; its key lets a report come only once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.CharField(max_length=80)
    idempotency_key = models.UUIDField()
    body_digest = models.BinaryField(max_length=32)
    # Text and not JSON fields, so that the same answer is the same bytes.
    answer = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_receipt_a_key", fields=["agency", "idempotency_key"])]

    def __str__(self) -> str:
        return str(self.id)


class Report(models.Model):
    """One report of an event, in the sender's own words; who it is about is told in the room of people."""

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="reports")
    agency = models.CharField(max_length=80)
    reference = models.CharField(max_length=20, unique=True)
    source_reference = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField()
    occurred_at = models.DateTimeField()
    area = models.CharField(max_length=20, blank=True)
    place = models.TextField(blank=True)
    person = models.UUIDField(null=True)
    naloxone_given = models.BooleanField(null=True)
    substances = ArrayField(models.CharField(max_length=200), default=list)
    conveyed_to = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=20, default="not_asked")
    notes = models.TextField(blank=True)
    door = models.CharField(max_length=20, default="api")

    class Meta:
        indexes = [
            models.Index(fields=["person", "occurred_at"], name="report_of_person"),
            models.Index(fields=["area", "occurred_at"], name="report_of_place"),
        ]

    def __str__(self) -> str:
        return self.reference


class ReportReference(models.Model):
    """A number by which an agency knows the event: the sender's own, or another's that the sender was told."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="references")
    agency = models.CharField(max_length=200)
    text = models.CharField(max_length=200)
    key = models.CharField(max_length=400, db_index=True)

    def __str__(self) -> str:
        return f"{self.agency} {self.text}"


class LikelyMatch(models.Model):
    """Two cases that may be about one event or person; a person of the team decides, and may decide anew."""

    UNDECIDED, SAME, DIFFERENT = "undecided", "same", "different"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="likely_matches")
    other = models.ForeignKey(Case, models.PROTECT, related_name="+")
    reasons = ArrayField(models.TextField(), default=list)
    found_at = models.DateTimeField()
    decision = models.CharField(max_length=10, default=UNDECIDED)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decision_reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_row_a_pair", fields=["case", "other"])]

    def __str__(self) -> str:
        return f"{self.case_id} and {self.other_id}"
