"""Who keeps which entries, what they propose to change, and what they were asked."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tideturn.engines.directory.models.national import Organisation, Service
from tideturn.engines.directory.models.source import Import
from tideturn.engines.directory.words import EditState, ReminderStage
from tideturn.foundations.access.models import Agency, User


class Steward(models.Model):
    """Which agency keeps the entries of an organisation, and the address that is asked whether they are still right."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="stewards")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    contact = models.EmailField(max_length=254)
    set_at = models.DateTimeField(db_default=Now())
    set_by = models.CharField(max_length=200)

    class Meta:
        """Guards of the table."""

        constraints = (models.UniqueConstraint(fields=("organisation", "agency"), name="directory_steward_once"),)

    def __str__(self) -> str:
        """Return who keeps what."""
        return f"{self.agency_id} keeps {self.organisation_id}"


class Edit(models.Model):
    """A change that somebody proposes to an entry, or a new one.

    `content` are the fields of the standard that it changes, whole, and ours; what was said before is not in it.
    `areas` are those whose partnership decides. `conceals` is whether the address is to become confidential.
    `brought_by` is the import as which it was applied, by which it can be taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.SET_NULL, null=True, related_name="edits")
    new_id = models.UUIDField(null=True)
    name = models.TextField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    areas = ArrayField(models.CharField(max_length=20), default=list)
    state = models.CharField(max_length=10, choices=EditState, default=EditState.DRAFT)
    content = models.JSONField()
    conceals = models.BooleanField(default=False)
    why = models.TextField(blank=True)
    proposer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_by = models.CharField(max_length=200)
    made_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    brought_by = models.ForeignKey(Import, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """Guards of the table."""

        constraints = (
            models.CheckConstraint(condition=Q(state__in=EditState.values), name="directory_edit_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(brought_by__isnull=False), name="directory_edit_approved_is_applied"
            ),
        )
        indexes = (models.Index(fields=("state", "sent_at"), name="directory_edit_waiting"),)

    def __str__(self) -> str:
        """Return what is to be changed."""
        return f"{self.name}: {self.state}"

    @property
    def about(self) -> uuid.UUID:
        """Return which service it is of: one that is there, the one with which that is one, or the one it makes."""
        if self.service is not None:
            return self.service.same_as_id or self.service.pk
        return self.new_id or self.id


class Reminder(models.Model):
    """Somebody was asked whether an entry is still right.

    `checked_on` and `digest` say of which word of it: a link in an old mail never vouches for what was written since.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="reminders")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=6, choices=ReminderStage)
    checked_on = models.DateField()
    digest = models.BinaryField(max_length=32)
    sent_at = models.DateTimeField(db_default=Now())
    expires_on = models.DateField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Guards of the table."""

        constraints = (
            models.UniqueConstraint(
                fields=("service", "agency", "stage", "checked_on"), name="directory_reminder_once_a_stage"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=ReminderStage.values), name="directory_reminder_stage_is_known"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        """Return what was asked."""
        return f"{self.stage} reminder of {self.service_id}"
