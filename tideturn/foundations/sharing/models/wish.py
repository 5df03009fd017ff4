"""What a person wishes about being shared about."""

from django.db import models

from tideturn.foundations.access.models import Agency
from tideturn.foundations.sharing.words import Stance


class Wish(models.Model):
    """A person agrees to one recipient for one purpose, or objects, to one or all, for one purpose or any.

    To agree must be specific; to object may be general. Withdrawn is withdrawn at once, whatever the clock says.
    """

    person = models.UUIDField(db_index=True)
    stance = models.CharField(max_length=10)
    purpose = models.SlugField(max_length=80, blank=True)
    recipient = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.CharField(max_length=200)

    class Meta:
        """Guards of the table."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(stance=Stance.OBJECTS.value)
                | models.Q(stance=Stance.AGREES.value, recipient__isnull=False) & ~models.Q(purpose=""),
                name="sharing_wish_agrees_to_one",
            ),
        )

    def __str__(self) -> str:
        """Return what was said about what."""
        return f"{self.stance} {self.purpose or 'everything'} {self.recipient_id or 'everybody'}"
