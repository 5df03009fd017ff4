"""A link that somebody is handed to be let in by."""

from django.db import models
from django.db.models.functions import Now

from tideturn.foundations.access.models.agency import Agency, Team
from tideturn.foundations.access.models.user import User


class OneTimeLinkQuerySet(models.QuerySet["OneTimeLink"]):
    """Named filters of links."""

    def good(self) -> "OneTimeLinkQuerySet":
        """Return those that were neither used nor taken back and have not run out."""
        return self.filter(ended_at=None, expires_at__gt=Now())

    def invitations(self) -> "OneTimeLinkQuerySet":
        """Return those that ask somebody to belong to an agency."""
        return self.filter(user=None)


class OneTimeLink(models.Model):
    """A link that is good once and for a while, kept only as its digest.

    With a user it lets them choose a password anew. Without one it invites whoever signs in by an address.
    """

    digest = models.BinaryField(unique=True, max_length=32)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(max_length=254, blank=True)
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=40, blank=True)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    issued_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = OneTimeLinkQuerySet.as_manager()

    class Meta:
        """Guards of the table."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(user__isnull=False)
                | (models.Q(agency__isnull=False) & ~models.Q(email="") & ~models.Q(role="")),
                name="access_link_resets_or_invites",
            ),
        )

    def __str__(self) -> str:
        """Return what it is for."""
        return f"for user {self.user_id}" if self.user_id else f"invitation to {self.agency_id}"
