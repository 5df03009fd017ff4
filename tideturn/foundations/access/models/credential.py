"""What a program of an agency shows to be let in."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tideturn.foundations.access.models.agency import Agency


class Credential(models.Model):
    """A secret of an agency, kept only as its digest; `prefix` is the part that people may name it by."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="credentials")
    prefix = models.CharField(max_length=120)
    digest = models.BinaryField(unique=True, max_length=32)
    permissions = ArrayField(models.CharField(max_length=80), default=list)
    issued_by = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        """Return the part that is no secret."""
        return f"{self.prefix}…"
