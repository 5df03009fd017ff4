"""Who makes, owns and checks promises: bodies, classes of bodies and posts."""

from django.db import models
from django.db.models import F, Q

from tideturn.engines.plans.constraints import in_order, not_blank, of_the_web
from tideturn.engines.plans.history import keep_history
from tideturn.engines.plans.marking import marks_register


@marks_register
@keep_history()
class Organisation(models.Model):
    """A body, a class of bodies (`is_generic`) or a post, which may not exist yet (`is_proposed`)."""

    id = models.SlugField(primary_key=True, max_length=80)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    is_generic = models.BooleanField(default=False)
    is_proposed = models.BooleanField(default=False)
    exists_from = models.DateField(null=True)
    exists_until = models.DateField(null=True)
    note = models.TextField(blank=True)
    address = models.URLField(blank=True)

    class Meta:
        constraints = [
            not_blank("name"),
            of_the_web("address"),
            in_order("exists_from", "exists_until", name="organisation_life_runs_forward"),
        ]

    def __str__(self) -> str:
        return self.name


@marks_register
class OrganisationName(models.Model):
    """Another spelling under which documents name an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


@marks_register
class Succession(models.Model):
    """One body taking over from another, on a day, by a named source."""

    predecessor = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="inheritances")
    on = models.DateField()
    source = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_is_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_is_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"
