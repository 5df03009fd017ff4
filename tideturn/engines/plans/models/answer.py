"""What those who were asked answered."""

from django.db import models
from django.db.models import Q

from tideturn.engines.plans.constraints import one_of
from tideturn.engines.plans.history import keep_history
from tideturn.engines.plans.marking import marks_register
from tideturn.engines.plans.models.commitment import Commitment
from tideturn.engines.plans.models.document import Document
from tideturn.engines.plans.models.organisation import Organisation
from tideturn.engines.plans.words import AcceptanceValue, Basis, Origin


@marks_register
@keep_history()
class Acceptance(models.Model):
    """Whether a commitment was accepted: dated and sourced, or said to be unanswered in what is held.

    What its own body said here stands in no document.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="acceptances")
    value = models.CharField(max_length=20, choices=AcceptanceValue)
    by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="acceptances")
    stated_on = models.DateField(null=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="acceptances")
    basis = models.CharField(max_length=8, choices=Basis, default=Basis.STATED)
    reason = models.TextField(blank=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.PACK)

    class Meta:
        constraints = [
            one_of("value", AcceptanceValue),
            one_of("basis", Basis),
            one_of("origin", Origin),
            models.CheckConstraint(
                condition=Q(value=AcceptanceValue.NO_ANSWER_HELD)
                | Q(by__isnull=False, stated_on__isnull=False, document__isnull=False)
                | Q(by__isnull=False, stated_on__isnull=False, origin=Origin.STAFF),
                name="acceptance_is_dated_and_sourced",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.value}"


@marks_register
@keep_history()
class Response(models.Model):
    """The answer given to a commitment, in our words; its wording is a quotation."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="responses")
    by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="responses")
    stated_on = models.DateField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="responses")
    summary = models.TextField()
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.PACK)

    class Meta:
        constraints = [
            one_of("origin", Origin),
            models.UniqueConstraint(fields=["commitment", "by", "document"], name="response_is_once_in_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.by_id}"
