"""On what condition an owner says that a commitment stands."""

from django.db import models

from tideturn.engines.plans.constraints import not_blank, one_of
from tideturn.engines.plans.history import keep_history
from tideturn.engines.plans.marking import marks_register
from tideturn.engines.plans.models.commitment import Commitment
from tideturn.engines.plans.models.organisation import Organisation
from tideturn.engines.plans.words import Origin


@marks_register
@keep_history()
class Condition(models.Model):
    """A dated word of an owner on the condition of a commitment; an empty one says that none holds any more.

    What the plan itself says stays on the commitment, and is never lost.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="conditions")
    words = models.TextField(blank=True)
    stated_on = models.DateField()
    by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="conditions")
    source = models.TextField()
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.STAFF)

    class Meta:
        constraints = [one_of("origin", Origin), not_blank("source")]
        indexes = [models.Index(fields=["commitment", "-stated_on"], name="condition_by_day")]

    def __str__(self) -> str:
        """Return what holds of what."""
        return f"{self.commitment_id}: {self.words}"
