"""Agencies and their teams."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from tideturn.foundations.access.models.user import User


class Agency(models.Model):
    """A body whose staff work here or that sends reports; `kind` is a word of the pack."""

    id = models.SlugField(primary_key=True, max_length=80)
    name = models.CharField(max_length=200)
    kind = models.SlugField(max_length=80)
    areas = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Team(models.Model):
    """Those of an agency who take cases of some areas; without `pathways` those of every pathway.

    `calendar_area` is the area whose holidays its clocks keep. `duty_lead` has what nobody else has.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=200)
    areas = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    pathways = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    calendar_area = models.CharField(max_length=20, blank=True)
    duty_lead = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_national_queue = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Guards of the table."""

        constraints = (
            models.UniqueConstraint(fields=("agency", "name"), name="access_team_one_name"),
            models.UniqueConstraint(
                fields=("is_national_queue",),
                condition=models.Q(is_national_queue=True),
                name="access_team_one_national_queue",
            ),
        )
        indexes = (GinIndex(fields=("areas",), name="access_team_areas"),)

    def __str__(self) -> str:
        """Return the name."""
        return self.name
