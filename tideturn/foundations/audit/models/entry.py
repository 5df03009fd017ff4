"""The audit's two tables: what was done or read, and where each chain ends. Only `audit_append` writes them."""

from django.db import models
from django.db.models.functions import Cast


class Entry(models.Model):
    """One thing that somebody did or read, tied to the entry before it in the chain of an agency."""

    pk = models.CompositePrimaryKey("agency", "sequence")
    agency = models.TextField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.TextField()
    action = models.TextField()
    kind = models.TextField()
    subject = models.UUIDField(null=True)
    # The digest is of this text, byte for byte; the database would render its own JSON differently one day.
    detail_text = models.TextField()
    detail = models.GeneratedField(
        expression=Cast("detail_text", models.JSONField()), output_field=models.JSONField(), db_persist=True
    )
    previous = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        """Who saw one person or case is asked for as often as what one agency did, and who opened many of late."""

        indexes = (
            models.Index(
                fields=["subject", "agency", "sequence"],
                name="audit_entry_of_a_subject",
                condition=models.Q(subject__isnull=False),
            ),
            models.Index(
                fields=["agency", "at"], name="audit_entry_case_opened", condition=models.Q(action="read case")
            ),
        )

    def __str__(self) -> str:
        """Return the entry as a line of a list."""
        return f"{self.agency} {self.sequence}: {self.actor}, {self.action}"


class Head(models.Model):
    """The last entry of a chain."""

    agency = models.TextField(primary_key=True)
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    digest = models.BinaryField()

    def __str__(self) -> str:
        """Return the agency and how long its chain is."""
        return f"{self.agency} {self.sequence}"
