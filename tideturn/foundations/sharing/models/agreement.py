"""What agencies have agreed to share."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Agreement(models.Model):
    """A sharing agreement: between which agencies, for which purposes, on what, where and when.

    Without `categories` it covers every kind of subject, without `areas` every area; the last day counts in full.
    """

    title = models.CharField(max_length=300)
    parties = ArrayField(models.SlugField(max_length=80))
    purposes = ArrayField(models.SlugField(max_length=80))
    categories = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    areas = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=500, blank=True)

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
