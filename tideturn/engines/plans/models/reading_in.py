"""A document being read in: kept as it came, its drafts beside it, each for a person to decide; nothing is public."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tideturn.engines.plans.constraints import in_order, of_the_web, one_of
from tideturn.engines.plans.models.kept_file import KeptFile
from tideturn.engines.plans.models.organisation import Organisation
from tideturn.engines.plans.models.plan import Plan
from tideturn.engines.plans.words import AcceptanceValue, Decision, Kind, Nature, Precision, ReadingState, Status


class ReadingIn(models.Model):
    """One document on its way to being a published plan: what was read of it, and what staff say of the plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, related_name="readings")
    file_name = models.CharField(max_length=255)
    form = models.CharField(max_length=10)
    layout = models.CharField(max_length=60)
    lines = ArrayField(models.TextField(), default=list)
    left_out = models.JSONField(default=list)
    read_at = models.DateTimeField(auto_now_add=True)
    read_by = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=ReadingState, default=ReadingState.OPEN)
    left_at = models.DateTimeField(null=True)
    plan_slug = models.CharField(max_length=80, blank=True)
    title = models.TextField(blank=True)
    short_title = models.CharField(max_length=120, blank=True)
    publisher = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    nature = models.CharField(max_length=12, choices=Nature, blank=True)
    published = models.DateField(null=True)
    published_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    address = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=60, blank=True)
    edition_of = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="newer_readings")
    became = models.OneToOneField(Plan, on_delete=models.PROTECT, null=True, related_name="read_from")

    class Meta:
        constraints = [
            one_of("state", ReadingState),
            one_of("nature", Nature, may_be_blank=True),
            one_of("published_precision", Precision),
            of_the_web("address"),
            models.CheckConstraint(
                condition=Q(state=ReadingState.PUBLISHED, became__isnull=False)
                | (~Q(state=ReadingState.PUBLISHED) & Q(became__isnull=True)),
                name="reading_in_published_became_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(state=ReadingState.LEFT, left_at__isnull=False)
                | (~Q(state=ReadingState.LEFT) & Q(left_at__isnull=True)),
                name="reading_in_left_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.short_title or self.file_name


class PlanDraft(models.Model):
    """One commitment as it was read, with the lines that each field stands on, until a person decides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reading_in = models.ForeignKey(ReadingIn, on_delete=models.CASCADE, related_name="drafts")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=Kind)
    number = models.CharField(max_length=20, blank=True)
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="children")
    section = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200)
    wording = models.TextField()
    response = models.TextField(blank=True)
    progress = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    # How far it is, as printed and in our word; and what the response comes to.
    status = models.CharField(max_length=22, choices=Status, blank=True)
    status_as_written = models.CharField(max_length=200, blank=True)
    acceptance = models.CharField(max_length=20, choices=AcceptanceValue, blank=True)
    # The sums that it names: {"as_written", "amount", "currency", "per", "bound", "part_of"}, a part after its whole.
    money = models.JSONField(default=list)
    owners = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    others = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    timescale = models.CharField(max_length=200, blank=True)
    start_date = models.DateField(null=True)
    due_date = models.DateField(null=True)
    # Which lines each field was read from: {"wording": [[12, 14]], "owners": [[13, 13]], …}, counted from 1.
    places = models.JSONField(default=dict)
    doubts = ArrayField(models.TextField(), default=list, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.NONE, blank=True)
    why_dropped = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("kind", Kind),
            one_of("decision", Decision),
            one_of("status", Status, may_be_blank=True),
            one_of("acceptance", AcceptanceValue, may_be_blank=True),
            in_order("start_date", "due_date", name="plan_draft_window_runs_forward"),
            models.CheckConstraint(
                condition=Q(decision=Decision.NONE, decided_at__isnull=True)
                | (~Q(decision=Decision.NONE) & Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="plan_draft_decision_is_somebodys",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.DROPPED) | ~Q(why_dropped=""), name="plan_draft_is_dropped_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="plan_draft_is_not_its_own_parent"
            ),
            models.UniqueConstraint(fields=["reading_in", "order"], name="plan_draft_has_a_place_of_its_own"),
        ]

    def __str__(self) -> str:
        return self.title
