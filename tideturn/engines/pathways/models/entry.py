"""The journal of cases: only ever added to."""

import uuid

from django.conf import settings
from django.db import models

from tideturn.engines.pathways.entries import JournalEntry, Kind
from tideturn.engines.pathways.models.case import Case


class Entry(models.Model):
    """One entry of a case's journal; a trigger refuses every change and removal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    agency = models.CharField(max_length=80, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="entry_of_case")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at}"

    def as_journal_entry(self) -> JournalEntry:
        """Return the entry as the fold reads it."""
        return JournalEntry(
            id=self.id,
            kind=Kind(self.kind),
            at=self.at,
            recorded_at=self.recorded_at,
            by=self.by_id,
            by_name=self.by_name,
            agency=self.agency,
            data=self.data,
        )
