"""Documents known, documents attached, and the wording quoted from them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tideturn.engines.plans.constraints import not_blank, of_the_web, one_of
from tideturn.engines.plans.history import keep_history
from tideturn.engines.plans.marking import marks_register
from tideturn.engines.plans.models.commitment import Commitment
from tideturn.engines.plans.models.organisation import Organisation
from tideturn.engines.plans.models.plan import Plan
from tideturn.engines.plans.words import Precision, Wording


@marks_register
@keep_history()
class Document(models.Model):
    """A published document whose facts are held, or one known to exist and not held."""

    id = models.SlugField(primary_key=True, max_length=80)
    plan = models.ForeignKey(Plan, on_delete=models.SET_NULL, null=True, related_name="documents")
    title = models.TextField()
    publisher = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="documents")
    address = models.URLField(max_length=500, blank=True)
    published = models.DateField(null=True)
    published_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    licence = models.CharField(max_length=60, blank=True)
    is_held = models.BooleanField()
    note = models.TextField(blank=True)

    class Meta:
        constraints = [one_of("published_precision", Precision), not_blank("title"), of_the_web("address")]

    def __str__(self) -> str:
        return self.title


@marks_register
class AddressCheck(models.Model):
    """Whether a document's address answered on a day; an empty `problem` means that it did."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="address_checks")
    checked_on = models.DateField()
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "checked_on"], name="address_check_is_once_a_day")]

    def __str__(self) -> str:
        return f"{self.document_id} on {self.checked_on}: {self.problem or 'answered'}"


@marks_register
class Attachment(models.Model):
    """A file that someone attached to a plan, so that its wording can be quoted with its place."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="attachments")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    layout = models.CharField(max_length=60)
    attached_at = models.DateTimeField(auto_now_add=True)
    attached_by = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "sha256"], name="attachment_is_once")]

    def __str__(self) -> str:
        return self.file_name


@marks_register
@keep_history()
class Quotation(models.Model):
    """The wording of one part of a commitment, as published, and the lines on which it stands."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="quotations")
    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="quotations")
    part = models.CharField(max_length=10, choices=Wording)
    wording = models.TextField()
    first_lines = ArrayField(models.PositiveIntegerField(), default=list)
    last_lines = ArrayField(models.PositiveIntegerField(), default=list)

    class Meta:
        constraints = [
            one_of("part", Wording),
            not_blank("wording"),
            models.UniqueConstraint(fields=["commitment", "part"], name="quotation_is_one_for_each_part"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.part}"

    @property
    def lines(self) -> list[tuple[int, int]]:
        """Return the line ranges of the quotation in the attached file, 1-based and inclusive."""
        return list(zip(self.first_lines, self.last_lines, strict=True))
