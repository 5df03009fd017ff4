"""An attempt to sign in that failed, until it is written down."""

from django.db import models
from django.db.models.functions import Now

from tideturn.foundations.access.models.user import User


class FailedSignIn(models.Model):
    """An attempt to sign in that failed: whose account it was aimed at, where there is one; never what was typed."""

    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        """Return whose and when."""
        return f"{self.user_id or 'nobody'} at {self.at}"
