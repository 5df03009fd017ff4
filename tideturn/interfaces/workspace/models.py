"""What the door itself must remember."""

from django.conf import settings
from django.db import models


class SignOut(models.Model):
    """The moment up to which a user ended all their sessions, in seconds since 1970, as sessions keep theirs."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+")
    everywhere_at = models.FloatField()

    def __str__(self) -> str:
        """Return whose it is."""
        return f"{self.user_id} until {self.everywhere_at}"
