"""The user: our own table from the first migration, because changing it later means rewriting every reference."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who may sign in; nobody does yet, and history already needs somewhere to point."""
