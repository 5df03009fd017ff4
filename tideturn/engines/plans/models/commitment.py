"""One thing asked or promised, who is named in it, and when it is due."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from tideturn.engines.plans.constraints import in_order, not_blank, one_of
from tideturn.engines.plans.former import was_named
from tideturn.engines.plans.history import keep_history
from tideturn.engines.plans.marking import marks_register
from tideturn.engines.plans.models.organisation import Organisation
from tideturn.engines.plans.models.plan import Plan
from tideturn.engines.plans.register import CommitmentQuerySet
from tideturn.engines.plans.words import Kind, Origin, Role


@marks_register
class Section(models.Model):
    """A heading of a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    order = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "slug"], name="section_slug_is_unique_in_a_plan")]

    def __str__(self) -> str:
        return self.title


@marks_register
@keep_history(leave_out=("search_text", "search_vector"))
class Commitment(models.Model):
    """One thing asked or promised: our short title, where it stands in its plan, and its due window."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="commitments")
    local_id = models.CharField(max_length=40)
    kind = models.CharField(max_length=16, choices=Kind)
    number = models.CharField(max_length=20, blank=True)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    section = models.ForeignKey(Section, on_delete=models.SET_NULL, null=True, related_name="commitments")
    title = models.CharField(max_length=200)
    order = models.PositiveIntegerField()
    timescale = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    start_date = models.DateField(null=True)
    due_date = models.DateField(null=True)
    is_open_ended = models.BooleanField(default=False)
    due_reasoning = models.TextField(blank=True)
    condition = models.TextField(blank=True)
    is_new = models.BooleanField(default=False)
    is_for_every_area = models.BooleanField(default=False)
    has_measure = models.BooleanField(null=True)
    measure_note = models.TextField(blank=True)
    doubts = ArrayField(models.TextField(), default=list, blank=True)
    search_text = models.TextField(blank=True)
    search_vector = models.GeneratedField(
        expression=SearchVector("search_text", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects: ClassVar[CommitmentQuerySet] = CommitmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            one_of("kind", Kind),
            not_blank("title"),
            in_order("start_date", "due_date", name="commitment_window_runs_forward"),
            models.UniqueConstraint(fields=["plan", "local_id"], name="commitment_local_id_is_unique_in_a_plan"),
            models.CheckConstraint(
                condition=Q(is_open_ended=False) | Q(due_date__isnull=True), name="commitment_open_end_has_no_due_date"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="commitment_is_not_its_own_parent"
            ),
        ]
        indexes = [
            GinIndex(fields=["search_vector"], name="commitment_search"),
            GinIndex(OpClass("search_text", name="gin_trgm_ops"), name="commitment_fuzzy_search"),
            models.Index(fields=["due_date"], name="commitment_due"),
        ]

    def __str__(self) -> str:
        return f"{self.local_id} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the address of the commitment's page, which is for ever."""
        return f"/plans/{self.plan_id}/{self.local_id}/"

    @property
    def owners(self) -> tuple[Organisation, ...]:
        """Return the bodies that own it, in the order of the document; its parties are best fetched with it."""
        return tuple(party.organisation for party in self.parties.all() if party.role == Role.OWNER)


class PartyQuerySet(models.QuerySet["Party"]):
    """Parties, with the question which of them were named on a day."""

    def standing(self, on: date) -> Self:
        """Return those whom plans published by a day named, as far as they were corrected by then."""
        return self.filter(was_named(on), commitment__plan__published__lte=on)


class PartiesNow(models.Manager["Party"]):
    """Those that are named now: whoever was named by a slip is of the days before alone."""

    def get_queryset(self) -> "models.QuerySet[Party]":
        """Return those that no correction took away."""
        return super().get_queryset().filter(unnamed_on=None)


@marks_register
@keep_history()
class Party(models.Model):
    """What an organisation has to do with a commitment; one that a correction took away stays for the days before."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=8, choices=Role)
    order = models.PositiveSmallIntegerField()
    # From the day of one correction to that of another; what the document itself names has no days.
    named_on = models.DateField(null=True)
    unnamed_on = models.DateField(null=True)

    objects = PartiesNow()
    ever = PartyQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("role", Role),
            models.UniqueConstraint(
                fields=["commitment", "organisation", "role"],
                condition=Q(unnamed_on__isnull=True),
                name="party_is_once_in_a_role",
            ),
            in_order("named_on", "unnamed_on", name="party_was_named_before_it_was_not"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} ({self.role})"


@marks_register
class Deadline(models.Model):
    """A date written inside the text, beside the plan's own timescale words."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="deadlines")
    as_written = models.CharField(max_length=200)
    due_date = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "as_written"], name="deadline_is_once")]

    def __str__(self) -> str:
        return self.as_written


@marks_register
@keep_history()
class DueDateRevision(models.Model):
    """A later due date, with the reason; the first date stays on the commitment and is never lost."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="due_date_revisions")
    due_date = models.DateField()
    decided_on = models.DateField()
    by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="due_date_revisions")
    reason = models.TextField()
    source = models.TextField()
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.STAFF)

    class Meta:
        constraints = [
            one_of("origin", Origin),
            not_blank("reason"),
            not_blank("source"),
            models.UniqueConstraint(fields=["commitment", "decided_on"], name="due_date_revision_is_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.due_date}"
