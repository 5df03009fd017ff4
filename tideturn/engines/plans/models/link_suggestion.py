"""A link that a method proposes and nobody has judged, or that a person refused. Nothing here is public."""

import uuid

from django.db import models
from django.db.models import F, Q

from tideturn.engines.plans.constraints import one_of
from tideturn.engines.plans.models.commitment import Commitment
from tideturn.engines.plans.words import SuggestionState


class LinkSuggestion(models.Model):
    """Two commitments of two plans that may belong together, and what a person said to that."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    later = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="suggestions_back")
    earlier = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="suggestions_forward")
    rank = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=SuggestionState, default=SuggestionState.OPEN)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("state", SuggestionState),
            models.UniqueConstraint(fields=["later", "earlier"], name="link_suggestion_is_once"),
            models.CheckConstraint(condition=~Q(later=F("earlier")), name="link_suggestion_joins_two"),
            models.CheckConstraint(
                condition=Q(state=SuggestionState.OPEN, decided_at__isnull=True)
                | (~Q(state=SuggestionState.OPEN) & Q(decided_at__isnull=False) & ~Q(decided_by="") & ~Q(reason="")),
                name="link_suggestion_is_decided_with_a_word",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.later_id} {self.earlier_id}: {self.state}"
