"""Who tells us of services, and each time they told us."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tideturn.engines.directory.words import ImportState

OUR_OWN = "own"


class Source(models.Model):
    """A feed, a file that somebody gives now and then, or what is written in the workspace (`OUR_OWN`).

    Where two sources speak of one service, the field of the lower `rank` is the one shown. `mapping` is how a plain
    table is read. An import of a `is_trusted` source applies by itself unless much of it vanished.
    """

    id = models.SlugField(primary_key=True, max_length=80)
    title = models.CharField(max_length=200)
    address = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    rank = models.PositiveSmallIntegerField(default=100)
    partnership = models.SlugField(max_length=80, blank=True)
    every_hours = models.PositiveSmallIntegerField(null=True)
    is_trusted = models.BooleanField(default=False)
    mapping = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=500, blank=True)

    class Meta:
        """Guards of the table."""

        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="directory_source_title_is_given"),
            models.CheckConstraint(
                condition=Q(address="") | Q(address__regex=r"^https://[^\s]+$"),
                name="directory_source_address_is_secure",
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Import(models.Model):
    """One time that a source told us what it holds; `number` counts them, and the last applied one can be undone.

    `form` is what is needed to give the feed back as it came; `problems` is what was wrong with it, in sentences;
    `concealed` are the ids of places whose address was withheld.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="imports")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.PROPOSED)
    name = models.CharField(max_length=255)
    form = models.JSONField(default=dict)
    problems = ArrayField(models.CharField(max_length=500), default=list)
    concealed = ArrayField(models.TextField(), default=list)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    vanished = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(auto_now_add=True)
    begun_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        """Guards of the table."""

        constraints = (
            models.UniqueConstraint(fields=("source", "number"), name="directory_import_is_numbered"),
            models.UniqueConstraint(
                fields=("source",), condition=Q(state="proposed"), name="directory_import_one_waits_for_each_source"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ImportState.values), name="directory_import_state_is_known"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        """Return which import it is."""
        return f"{self.source_id} {self.number}"


class Concealed(models.Model):
    """A place of a source whose address must not be found; once said, it holds until a person takes it back."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="concealed")
    location = models.TextField()
    since = models.DateTimeField(auto_now_add=True)
    told_by = models.CharField(max_length=200)

    class Meta:
        """Guards of the table."""

        constraints = (models.UniqueConstraint(fields=("source", "location"), name="directory_concealed_once"),)

    def __str__(self) -> str:
        """Return which place."""
        return f"{self.source_id}: {self.location}"
