"""The user: our own table from the first migration, because changing it later means rewriting every reference."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower


class User(AbstractUser):
    """A person who may sign in, by an e-mail address that nobody else signs in by, however it is spelled."""

    display_name = models.CharField(max_length=200, blank=True)
    must_change_password = models.BooleanField(default=False)

    class Meta(AbstractUser.Meta):
        """Guards of the table."""

        constraints = (
            models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="access_user_one_email"),
        )

    @property
    def shown_name(self) -> str:
        """Return the name that colleagues read."""
        return self.display_name or self.get_full_name() or self.email or self.username
