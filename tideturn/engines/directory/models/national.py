"""The one directory of the country: what all sources together say of each organisation and service."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q

from tideturn.engines.directory.words import LikenessState, ListingKind, Reach, ServiceStatus


class Organisation(models.Model):
    """Who gives help; `document` is the standard's own object."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.TextField()
    document = models.JSONField()

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Taxonomy(models.Model):
    """A list of words by which services are described."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.TextField()
    document = models.JSONField()

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Term(models.Model):
    """One word of such a list."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.TextField()
    taxonomy_id = models.TextField(blank=True)
    parent_id = models.TextField(blank=True)
    document = models.JSONField()

    class Meta:
        """What it is found by."""

        indexes = (models.Index(fields=("taxonomy_id",), name="directory_term_of"),)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Service(models.Model):
    """One service of the country, whoever tells of it.

    `document` is the standard's own object, each field from the source that wins it; `provenance` says which that is
    and when it was last checked. `ours` is what the standard has no word for (see `ours.py`). `code` is what somebody
    reads out so that another finds the same page. `checked_on` is when somebody last said that the entry is right;
    nothing where nobody did. `unlisted_since` is the day from which no source lists it any more: it is kept until a
    person says what became of it. `same_as` is the service with which it turned out to be one: its address leads there.
    `marks` are what another listing of the same service is likely to share (see methods/sameness).
    `is_withdrawn_by_age` is whether it is shown no more only because nobody confirmed it for too long: then a new word
    of it brings it back by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=20, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="services")
    name = models.TextField()
    status = models.CharField(max_length=18, choices=ServiceStatus)
    kind = models.CharField(max_length=30, choices=ListingKind, default=ListingKind.SERVICE)
    document = models.JSONField()
    provenance = models.JSONField(default=dict)
    ours = models.JSONField(default=dict)
    checked_on = models.DateField(null=True)
    changed_at = models.DateTimeField()
    unlisted_since = models.DateField(null=True)
    same_as = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="also_known")
    marks = ArrayField(models.TextField(), default=list)
    is_confidential = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)
    is_withdrawn_by_age = models.BooleanField(default=False)

    class Meta:
        """Guards of the table."""

        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=ServiceStatus.values), name="directory_service_status_is_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=ListingKind.values), name="directory_service_kind_is_known"),
        )  # fmt: skip
        indexes = (
            models.Index(fields=("changed_at",), name="directory_service_changed"),
            models.Index(fields=("organisation",), name="directory_service_of"),
            # By it what may be seen is counted, and a page far on is found, without a look at the rows themselves.
            models.Index(
                fields=("id",),
                condition=Q(withdrawn_at__isnull=True, same_as__isnull=True),
                name="directory_service_shown",
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Listing(models.Model):
    """A service at one of its places, or without a place: the row in which help is sought.

    `number` counts the places of the service's object. `tags` hold every word that can be chosen, as `facet:id`. `x`
    and `y` are metres on a conformal map of the Earth; where only a postcode was given they are the middle of its
    district, and not `is_exact`. `hours` are the schedules of this door, `open_hours` the hours
    of the local week (0 to 167) in which it may be open: enough to leave out most, never to say that it is open.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="listings")
    number = models.PositiveIntegerField(default=0)
    location_id = models.UUIDField(null=True)
    place_name = models.TextField(blank=True)
    reach = models.CharField(max_length=7, choices=Reach)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    x = models.FloatField(null=True)
    y = models.FloatField(null=True)
    is_exact = models.BooleanField(default=True)
    postcode = models.CharField(max_length=12, blank=True)
    area = models.CharField(max_length=20, blank=True)
    tags = ArrayField(models.TextField(), default=list)
    minimum_age = models.FloatField(null=True)
    maximum_age = models.FloatField(null=True)
    hours = models.JSONField(default=list)
    open_hours = ArrayField(models.PositiveSmallIntegerField(), default=list)
    title = models.TextField()
    words = models.TextField()
    search = models.GeneratedField(
        expression=SearchVector("title", config="english", weight="A")
        + SearchVector("words", config="english", weight="C"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    is_shown = models.BooleanField(default=True)

    class Meta:
        """Guards of the table."""

        constraints = (
            models.CheckConstraint(condition=Q(reach__in=Reach.values), name="directory_listing_reach_is_known"),
            models.CheckConstraint(
                condition=Q(x__isnull=True, y__isnull=True) | Q(x__isnull=False, y__isnull=False),
                name="directory_listing_point_is_whole",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=("service",), name="directory_listing_of"),
            # By it a partnership's own entries are found, and its gaps counted, without a look at the whole country's.
            models.Index(fields=("area", "service"), name="directory_listing_area"),
            models.Index(fields=("location_id",), name="directory_listing_location"),
            GinIndex(fields=("tags",), name="directory_listing_tags"),
            GinIndex(fields=("search",), name="directory_listing_search"),
            # At three in the morning few doors are open, and those have to be found without looking at all the others.
            GinIndex(fields=("open_hours",), name="directory_listing_hours"),
            # What can be had from anywhere is little, and is sought beside all that is near.
            models.Index(fields=("id",), condition=Q(x__isnull=True), name="directory_listing_placeless"),
        )

    def __str__(self) -> str:
        """Return where it is."""
        return self.place_name or str(self.service_id)


class Likeness(models.Model):
    """Two services that may be one: what speaks for it, and what a person said. The first has the lesser id."""

    first = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    bits = models.FloatField()
    reasons = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=LikenessState, default=LikenessState.DOUBTFUL)
    found_at = models.DateTimeField(auto_now=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.CharField(max_length=200, blank=True)

    class Meta:
        """Guards of the table."""

        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="directory_likeness_once_for_a_pair"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="directory_likeness_in_order"),
            models.CheckConstraint(
                condition=Q(state__in=LikenessState.values), name="directory_likeness_state_is_known"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        """Return which pair."""
        return f"{self.first_id} and {self.second_id}: {self.state}"
