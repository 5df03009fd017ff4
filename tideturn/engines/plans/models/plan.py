"""A published plan."""

from datetime import date

from django.db import models
from django.db.models import Q

from tideturn.engines.plans.constraints import not_blank, one_of
from tideturn.engines.plans.history import keep_history
from tideturn.engines.plans.marking import marks_register
from tideturn.engines.plans.models.organisation import Organisation
from tideturn.engines.plans.words import Nature, Origin, Precision, State


@marks_register
@keep_history()
class Plan(models.Model):
    """A published plan: whose words, when, and to which date the documents held speak about it."""

    id = models.SlugField(primary_key=True, max_length=80)
    title = models.TextField()
    short_title = models.CharField(max_length=120)
    publisher = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="published_plans")
    nature = models.CharField(max_length=12, choices=Nature)
    state = models.CharField(max_length=12, choices=State)
    state_since = models.DateField(null=True)
    state_reason = models.TextField(blank=True)
    published = models.DateField()
    published_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    # The day its documents speak of, which can be before the day they came out.
    position_as_at = models.DateField()
    layout = models.CharField(max_length=60, blank=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.PACK)

    class Meta:
        constraints = [
            one_of("nature", Nature),
            one_of("state", State),
            one_of("published_precision", Precision),
            one_of("origin", Origin),
            not_blank("title"),
            models.CheckConstraint(
                condition=Q(state=State.CURRENT, state_since__isnull=True)
                | (~Q(state=State.CURRENT) & Q(state_since__isnull=False)),
                name="plan_end_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.short_title

    def state_on(self, day: date) -> State:
        """Return whether the plan was still worked to on a day."""
        has_ended = self.state_since is not None and self.state_since <= day
        return State(self.state) if has_ended else State.CURRENT
