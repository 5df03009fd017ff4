"""What the sender of a referral from a listing may see again: which service was asked, and nothing of the case."""

from django.conf import settings
from django.db import models

from tideturn.engines.pathways.models.report import Receipt


class Asked(models.Model):
    """A service was asked for help; how far that has come is looked up each time, and never kept here.

    `is_told` is whether the person agreed that the sender hears what came of it. `code_digest` is of the code that the
    person alone was given. `own_reference` is the sender's own number for the person, `sent_by` who sent it.
    """

    receipt = models.OneToOneField(Receipt, models.PROTECT, primary_key=True, related_name="asked")
    reference = models.CharField(max_length=20, unique=True)
    agency = models.CharField(max_length=80)
    service = models.UUIDField()
    service_name = models.TextField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    own_reference = models.CharField(max_length=200, blank=True)
    is_told = models.BooleanField(default=False)
    code_digest = models.BinaryField(max_length=32, null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "-sent_at"], name="asked_by_agency")]

    def __str__(self) -> str:
        return self.reference
