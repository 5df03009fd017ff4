"""Clocks as rows with a due time, and the notices that a clock or an event has raised to people."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from tideturn.engines.pathways.models.case import Case


class Clock(models.Model):
    """One run of a clock in a case; it is due whether or not anybody looks."""

    RUNNING, PAUSED, STOPPED = "running", "paused", "stopped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks")
    clock = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    # The referral or branch whose answer it waits for, where a clock can run for several at once.
    about = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=10, default=RUNNING)
    due_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    raised_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.CharField(max_length=80, blank=True)
    # When the worker looks again after it failed on this row, and when it gave the row to a person.
    try_again_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.TextField(blank=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], name="clock_due", condition=Q(status="running", raised_at=None, given_up_at=None)
            ),
            models.Index(
                fields=["warn_at"],
                name="clock_warn",
                condition=Q(status="running", warned_at=None, raised_at=None, given_up_at=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="one_row_a_run", fields=["case", "clock", "started_at", "about"]),
            models.CheckConstraint(name="running_is_due", condition=~Q(status="running") | Q(due_at__isnull=False)),
            models.CheckConstraint(name="status_is_known", condition=Q(status__in=["running", "paused", "stopped"])),
            models.CheckConstraint(
                name="stopped_when_and_by",
                condition=Q(status="stopped", stopped_at__isnull=False) | (~Q(status="stopped") & Q(stopped_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock} of {self.case_id}"


class Notice(models.Model):
    """Something raised to a person or a team: a clock that ran out, a warning, a report nobody could be given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    clock = models.ForeignKey(Clock, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    # What a notice says stands in it: somebody of the national queue may be told of a case that is not theirs to open.
    reference = models.CharField(max_length=20)
    holder = models.ForeignKey("access.Team", models.PROTECT, related_name="+")
    words = models.CharField(max_length=200, blank=True)
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    to_team = models.ForeignKey("access.Team", models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=200, unique=True)

    class Meta:
        indexes = [models.Index(fields=["to_team"], name="notice_unseen", condition=Q(seen_at=None))]

    def __str__(self) -> str:
        return f"{self.kind} in {self.case_id}"
