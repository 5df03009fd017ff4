"""What was opened in an emergency."""

from django.db import models
from django.db.models import F, Q

from tideturn.foundations.access.models import Agency, User
from tideturn.foundations.sharing.models.subject import Subject

SHORTEST_REASON = 10


class BreakGlass(models.Model):
    """One person saw one subject for a while without any other ground, said why, and is reviewed by a colleague."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    # None where somebody tried to open what is not there.
    subject = models.ForeignKey(Subject, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    was_justified = models.BooleanField(null=True, blank=True)
    review = models.TextField(blank=True)

    class Meta:
        """Guards of the table."""

        indexes = (models.Index(fields=("user", "subject"), name="sharing_break_glass_user"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None, was_justified=None)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False, was_justified__isnull=False),
                name="sharing_break_glass_reviewed_whole",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("user")), name="sharing_break_glass_not_by_oneself"
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=rf"^.{{{SHORTEST_REASON},}}$"), name="sharing_break_glass_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        """Return who opened what."""
        return f"{self.user_id} opened {self.subject_id}"
