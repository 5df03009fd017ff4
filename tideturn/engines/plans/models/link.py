"""Links between commitments, within a plan and across fifteen years of plans."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from tideturn.engines.plans.constraints import not_blank, one_of
from tideturn.engines.plans.history import keep_history
from tideturn.engines.plans.marking import marks_register
from tideturn.engines.plans.models.commitment import Commitment
from tideturn.engines.plans.words import Confidence, LinkKind, LinkOrigin, Origin, Relation


class LinkQuerySet(models.QuerySet["Link"]):
    """Links, with the question which of them stood on a day."""

    def standing(self, on: date) -> Self:
        """Return the links that readers saw on a day: both ends were published, and nobody had taken it back."""
        published = Q(later__plan__published__lte=on, earlier__plan__published__lte=on)
        said = Q(linked_on__isnull=True) | Q(linked_on__lte=on)
        return self.filter(published, said, Q(unlinked_on__isnull=True) | Q(unlinked_on__gt=on))


@marks_register
@keep_history()
class Link(models.Model):
    """What a later or acting commitment does to an earlier or asked-for one, why we say so, and how sure we are."""

    id = models.CharField(primary_key=True, max_length=20)
    kind = models.CharField(max_length=24, choices=LinkKind)
    later = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="links_back")
    earlier = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="links_forward")
    relation = models.CharField(max_length=16, choices=Relation)
    rank = models.PositiveSmallIntegerField(null=True)
    confidence = models.CharField(max_length=12, choices=Confidence)
    why = models.TextField()
    # Every link was judged by a person; what a method proposes is a LinkSuggestion until then.
    origin = models.CharField(max_length=10, choices=LinkOrigin)
    entered = models.CharField(max_length=8, choices=Origin, default=Origin.PACK)
    # From the day on which a person accepted it to the day on which one took it back, so that no page of a past day
    # changes. One that came with a pack or a new edition has no days of its own: it stands as long as both ends do.
    linked_on = models.DateField(null=True)
    unlinked_on = models.DateField(null=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", LinkKind),
            one_of("relation", Relation),
            one_of("confidence", Confidence),
            one_of("entered", Origin),
            models.CheckConstraint(condition=Q(origin=LinkOrigin.CURATED), name="link_was_judged_by_a_person"),
            not_blank("why"),
            models.UniqueConstraint(
                fields=["later", "earlier", "relation"], condition=Q(unlinked_on__isnull=True), name="link_is_once"
            ),
            models.CheckConstraint(
                condition=Q(unlinked_on__isnull=True)
                | Q(entered=Origin.STAFF, linked_on__isnull=False, unlinked_on__gte=F("linked_on")),
                name="link_was_accepted_before_it_was_taken_back",
            ),
            models.CheckConstraint(condition=~Q(later=F("earlier")), name="link_joins_two"),
        ]

    def __str__(self) -> str:
        return f"{self.later_id} {self.relation} {self.earlier_id}"
