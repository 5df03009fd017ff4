"""Who belongs to which agency, in which role."""

from django.db import models
from django.db.models.functions import Now

from tideturn.foundations.access.models.agency import Agency, Team
from tideturn.foundations.access.models.user import User


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Named filters of memberships."""

    def in_force(self) -> "MembershipQuerySet":
        """Return those that have begun and not ended."""
        has_not_ended = models.Q(until=None) | models.Q(until__gt=Now())
        return self.filter(has_not_ended, since__lte=Now())


class Membership(models.Model):
    """A user's role in an agency: in one of its teams, or in the agency as such."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        """Guards of the table."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="access_membership_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        """Return who is what."""
        return f"{self.user_id} {self.role} {self.agency_id}"
