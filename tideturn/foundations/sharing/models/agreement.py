"""What agencies have agreed to share."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from tideturn.foundations.access.models import Agency


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Named filters of agreements."""

    def in_force(self) -> "AgreementQuerySet":
        """Return those that have begun, have not ended, and that every party has signed."""
        today = timezone.localdate()
        is_on = Q(ends_on=None) | Q(ends_on__gte=today), Q(ended_at=None) | Q(ended_at__gt=Now())
        signed = models.Count("signatures", distinct=True)
        whole = self.filter(*is_on, starts_on__lte=today).annotate(signed_by=signed)
        return whole.filter(signed_by=models.F("parties__len"))


class Agreement(models.Model):
    """A sharing agreement: between which agencies, for which purposes, on what, where and when.

    Without `categories` it covers every kind of subject, without `areas` every area; the last day counts in full. It
    counts once every party has signed, and until one of them ends it.
    """

    title = models.CharField(max_length=300)
    parties = ArrayField(models.SlugField(max_length=80))
    purposes = ArrayField(models.SlugField(max_length=80))
    categories = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    areas = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=500, blank=True)
    made_by = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        """Guards of the table."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="sharing_agreement_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=models.Q(parties__len__gte=2), name="sharing_agreement_two_parties"),
            models.CheckConstraint(condition=models.Q(purposes__len__gte=1), name="sharing_agreement_some_purpose"),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class AgreementSignature(models.Model):
    """One party's word that an agreement holds for it, given once and never changed."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures", db_index=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    signed_by = models.CharField(max_length=200)

    class Meta:
        """Guards of the table."""

        constraints = (models.UniqueConstraint(fields=("agreement", "agency"), name="sharing_signature_once_a_party"),)

    def __str__(self) -> str:
        """Return who signed what."""
        return f"{self.agency_id} signed {self.agreement_id}"
