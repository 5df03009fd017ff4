"""What somebody found wrong with an entry, told without an account, and what was answered."""

from django.db import models
from django.db.models import Q

from tideturn.engines.directory.models.national import Service
from tideturn.engines.directory.words import Outcome, Wrong


class Reported(models.Model):
    """One word of somebody who found an entry wrong; who it was is nowhere kept.

    `key` is that of the page on which it was written, so that it comes once. `reference` is what they may come back
    with to see the answer. Of the time no more than the day is kept. `area` is that of the entry's first place, by
    which a partnership finds what is asked of it.
    """

    key = models.UUIDField(unique=True)
    reference = models.CharField(max_length=20, unique=True)
    service = models.ForeignKey(Service, on_delete=models.SET_NULL, null=True, related_name="reported")
    area = models.CharField(max_length=20, blank=True)
    wrong = models.CharField(max_length=16, choices=Wrong)
    text = models.CharField(max_length=1000, blank=True)
    reported_on = models.DateField()
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        """Guards of the table."""

        constraints = (
            models.CheckConstraint(condition=Q(wrong__in=Wrong.values), name="directory_reported_what_is_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=[*Outcome.values, ""]), name="directory_reported_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_on__isnull=True, answered_by="")
                | (Q(answered_on__isnull=False) & ~Q(outcome="") & ~Q(answered_by="")),
                name="directory_reported_answer_is_whole",
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=("outcome", "reported_on"), name="directory_reported_waiting"),)

    def __str__(self) -> str:
        """Return the reference."""
        return self.reference
