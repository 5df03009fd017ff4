"""What owners say has been done, the evidence for it, and how areas deliver."""

from django.db import models
from django.db.models import Q

from tideturn.engines.plans.constraints import not_blank, of_the_web, one_of
from tideturn.engines.plans.history import keep_history
from tideturn.engines.plans.marking import marks_register
from tideturn.engines.plans.models.commitment import Commitment
from tideturn.engines.plans.models.document import Document
from tideturn.engines.plans.models.organisation import Organisation
from tideturn.engines.plans.models.verdict import Verdict
from tideturn.engines.plans.words import Origin, Status


@marks_register
@keep_history()
class Position(models.Model):
    """A dated report of how far a commitment is, by its owner or another body, with its source."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="positions")
    status = models.CharField(max_length=22, choices=Status, blank=True)
    as_written = models.CharField(max_length=200, blank=True)
    stated_on = models.DateField()
    by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="positions")
    note = models.TextField(blank=True)
    source = models.TextField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="positions")
    address = models.URLField(max_length=500, blank=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.PACK)

    class Meta:
        constraints = [
            one_of("status", Status, may_be_blank=True),
            one_of("origin", Origin),
            not_blank("source"),
            of_the_web("address"),
            models.CheckConstraint(condition=~Q(status="", note=""), name="position_says_something"),
        ]
        indexes = [models.Index(fields=["commitment", "-stated_on"], name="position_by_day")]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.status or 'note'} on {self.stated_on}"


@marks_register
@keep_history()
class Evidence(models.Model):
    """A link or a file that bears out a claim, a verdict or an area's position."""

    position = models.ForeignKey(Position, on_delete=models.CASCADE, null=True, related_name="evidence")
    verdict = models.ForeignKey(Verdict, on_delete=models.CASCADE, null=True, related_name="evidence")
    area_delivery = models.ForeignKey("AreaDelivery", on_delete=models.CASCADE, null=True, related_name="evidence")
    title = models.CharField(max_length=200)
    address = models.URLField(max_length=500, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    dated = models.DateField(null=True)

    class Meta:
        constraints = [
            not_blank("title"),
            of_the_web("address"),
            models.CheckConstraint(
                condition=Q(position__isnull=False, verdict__isnull=True, area_delivery__isnull=True)
                | Q(position__isnull=True, verdict__isnull=False, area_delivery__isnull=True)
                | Q(position__isnull=True, verdict__isnull=True, area_delivery__isnull=False),
                name="evidence_bears_out_one_thing",
            ),
            models.CheckConstraint(
                condition=(~Q(address="") & Q(file_name="", sha256=""))
                | (Q(address="") & ~Q(file_name="") & ~Q(sha256="")),
                name="evidence_is_a_link_or_a_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@marks_register
@keep_history()
class AreaDelivery(models.Model):
    """How one area stands on something that every area must do."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="area_deliveries")
    area_scheme = models.CharField(max_length=40)
    area_code = models.CharField(max_length=12)
    status = models.CharField(max_length=22, choices=Status)
    stated_on = models.DateField()
    by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="area_deliveries")
    note = models.TextField(blank=True)
    source = models.TextField()
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.STAFF)

    class Meta:
        constraints = [
            one_of("status", Status),
            one_of("origin", Origin),
            not_blank("source"),
            models.UniqueConstraint(
                fields=["commitment", "area_scheme", "area_code", "stated_on"], name="area_delivery_is_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} in {self.area_code}: {self.status}"
