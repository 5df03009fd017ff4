"""Sums of money named in a commitment or beside one."""

from django.db import models
from django.db.models import F, Q

from tideturn.engines.plans.constraints import in_order, one_of
from tideturn.engines.plans.history import keep_history
from tideturn.engines.plans.marking import marks_register
from tideturn.engines.plans.models.commitment import Commitment
from tideturn.engines.plans.models.document import Document
from tideturn.engines.plans.models.organisation import Organisation
from tideturn.engines.plans.words import Bound


@marks_register
@keep_history()
class Money(models.Model):
    """A sum as printed; `part_of` names the sum that already counts it, so that no total counts a pound twice."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="money")
    key = models.CharField(max_length=40)
    as_written = models.CharField(max_length=120)
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3, default="GBP")
    per = models.CharField(max_length=20, blank=True)
    bound = models.CharField(max_length=10, choices=Bound, blank=True)
    part_of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="parts")
    # Why no total adds it although no sum beside it counts it: another plan names the same sum, or holds it.
    not_added = models.TextField(blank=True)
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="receipts")
    purpose = models.TextField(blank=True)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="money")

    class Meta:
        constraints = [
            one_of("bound", Bound, may_be_blank=True),
            in_order("period_start", "period_end", name="money_period_runs_forward"),
            models.UniqueConstraint(fields=["commitment", "key"], name="money_key_is_unique_in_a_commitment"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="money_is_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")), name="money_is_no_part_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.as_written}"
