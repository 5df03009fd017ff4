"""A slip mended in a plan that staff published, with what stood there before."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tideturn.engines.plans.constraints import not_blank
from tideturn.engines.plans.history import keep_history
from tideturn.engines.plans.marking import marks_register
from tideturn.engines.plans.models.commitment import Commitment


@marks_register
@keep_history()
class Correction(models.Model):
    """What a commitment said until it was corrected, all of it, which of that was changed, and why.

    The commitment itself says what is right; a page of an earlier day lays this over it.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="corrections")
    corrected_on = models.DateField()
    fields = ArrayField(models.CharField(max_length=20))
    reason = models.TextField()
    title = models.CharField(max_length=200)
    wording = models.TextField()
    start_date = models.DateField(null=True)
    due_date = models.DateField(null=True)
    due_reasoning = models.TextField(blank=True)
    is_open_ended = models.BooleanField(default=False)

    class Meta:
        constraints = [
            not_blank("reason"),
            models.CheckConstraint(condition=models.Q(fields__len__gt=0), name="correction_changes_something"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {', '.join(self.fields)} on {self.corrected_on}"
