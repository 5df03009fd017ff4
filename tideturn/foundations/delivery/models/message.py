"""A message that is to leave the house."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from tideturn.foundations.delivery.words import Channel, Kind, Progress


class MessageQuerySet(models.QuerySet["Message"]):
    """The questions that sending and showing ask."""

    def unfinished(self) -> "MessageQuerySet":
        """Return what is neither handed over nor given up."""
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True)

    def due(self) -> "MessageQuerySet":
        """Return what is to be tried now, by the database's clock, oldest first."""
        return self.unfinished().filter(next_attempt_at__lte=Now()).order_by("created_at", "id")

    def failing(self) -> "MessageQuerySet":
        """Return what has failed and is tried again, and what was given up."""
        return self.filter(Q(given_up_at__isnull=False) | Q(sent_at__isnull=True, attempts__gt=0))


class Message(models.Model):
    """One message for one recipient: by which road, of which kind, how far it has come; never what it is about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.CharField(max_length=80, default="", blank=True, help_text="Whose message it is; may be nobody's.")
    channel = models.CharField(max_length=10, choices=Channel)
    recipient = models.CharField(max_length=500)
    kind = models.CharField(max_length=30, choices=Kind)
    subject_id = models.UUIDField(null=True, blank=True)
    link = models.CharField(max_length=300, default="", blank=True)
    dedupe_key = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(db_default=Now())
    next_attempt_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, default="", blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="message_channel_is_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="message_kind_is_known"),
            models.CheckConstraint(condition=~Q(recipient="") & ~Q(dedupe_key=""), name="message_names_its_recipient"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True), name="message_sent_or_given_up"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(sent_at__isnull=False), name="message_confirmed_once_sent"
            ),
        ]
        indexes = [
            models.Index(
                F("created_at"),
                name="message_waiting",
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.channel}, {self.progress}"

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        if self.confirmed_at:
            return Progress.CONFIRMED
        if self.sent_at:
            return Progress.HANDED_OVER
        if self.given_up_at:
            return Progress.GIVEN_UP
        return Progress.FAILING if self.attempts else Progress.WAITING
