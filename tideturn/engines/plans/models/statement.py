"""What a body means to say of a commitment, before it is published and after."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tideturn.engines.plans.constraints import one_of
from tideturn.engines.plans.models.commitment import Commitment
from tideturn.engines.plans.models.kept_file import KeptFile
from tideturn.engines.plans.models.organisation import Organisation
from tideturn.engines.plans.words import OPEN_STATES, AcceptanceValue, StatementState, Status, UploadState
from tideturn.foundations.access.models import Agency, User

OPEN = Q(state__in=OPEN_STATES)


class Upload(models.Model):
    """A table of statements: its rows as they were read, then handed in and published all together or not at all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    uploader = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_by = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField(db_default=Now())
    file_name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=UploadState, default=UploadState.READ)
    rows = models.JSONField(default=list)
    handed_in_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [one_of("state", UploadState)]
        indexes = [models.Index(fields=["state", "handed_in_at"], name="upload_waiting")]

    def __str__(self) -> str:
        """Return what was handed in and by whom."""
        return f"{self.file_name} by {self.uploaded_by}"


class Statement(models.Model):
    """What a body says of a commitment it owns, or what is said of one area on what every area must do.

    It is seen by its agency alone until it is handed in, then by whoever publishes, and by everybody once published:
    then it stands in the tables of the register, and this row is how it came there. No history is kept of it, so that
    no draft changes the version of the public pages. `why` is a word to whoever publishes it. `known` is the mark of
    what the register held of the commitment when the words were written, by which a draft that others have overtaken
    is found out.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="statements")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    area_scheme = models.CharField(max_length=40, blank=True)
    area_code = models.CharField(max_length=12, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=StatementState, default=StatementState.DRAFT)
    status = models.CharField(max_length=22, choices=Status, blank=True)
    note = models.TextField(blank=True)
    stated_on = models.DateField()
    due_date = models.DateField(null=True)
    due_reason = models.TextField(blank=True)
    acceptance = models.CharField(max_length=20, choices=AcceptanceValue, blank=True)
    acceptance_reason = models.TextField(blank=True)
    # Nothing given is nothing said; an empty text is that there is no condition any more.
    condition = models.TextField(null=True)  # noqa: DJ001
    exhibits = models.JSONField(default=list)
    why = models.TextField(blank=True)
    known = models.JSONField(default=dict)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, related_name="statements")
    writer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_by = models.CharField(max_length=200)
    writers = ArrayField(models.BigIntegerField(), default=list)
    begun_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(db_default=Now())
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            one_of("state", StatementState),
            one_of("status", Status, may_be_blank=True),
            one_of("acceptance", AcceptanceValue, may_be_blank=True),
            models.CheckConstraint(
                condition=Q(area_code="", body__isnull=False) | ~Q(area_code=""), name="statement_is_of_a_body_or_area"
            ),
            models.CheckConstraint(
                condition=Q(due_date__isnull=True) | ~Q(due_reason=""), name="statement_of_a_later_date_has_a_reason"
            ),
            models.UniqueConstraint(
                fields=["commitment", "body"],
                condition=OPEN & Q(area_code=""),
                name="statement_is_open_once_for_a_body",
            ),
            models.UniqueConstraint(
                fields=["commitment", "area_scheme", "area_code"],
                condition=OPEN & ~Q(area_code=""),
                name="statement_is_open_once_for_an_area",
            ),
        ]
        indexes = [models.Index(fields=["state", "submitted_at"], name="statement_waiting")]

    def __str__(self) -> str:
        """Return what is said of what."""
        return f"{self.commitment_id} by {self.body_id or self.area_code}: {self.state}"

    @property
    def is_open(self) -> bool:
        """Return whether nobody has published it or thrown it away."""
        return self.state in OPEN_STATES

    @property
    def speaker(self) -> str:
        """Return the name of whoever speaks: the body, or of an area without one the agency that answers for it."""
        return self.body.name if self.body else self.agency.name


class StatementFile(models.Model):
    """That a statement shows a file as evidence: while this stands the database lets nobody clear the file away."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, related_name="shown")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "file"], name="statement_file_is_once")]

    def __str__(self) -> str:
        """Return which file it is and where it is shown."""
        return f"{self.file_id} in {self.statement_id}"
