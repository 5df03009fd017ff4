"""The audit foundation, as Django knows it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from tideturn.foundations.audit.guards import hold_guards


class AuditConfig(AppConfig):
    """Who did or read what: chained, witnessed, in the same transaction."""

    name = "tideturn.foundations.audit"
    label = "audit"

    def ready(self) -> None:
        """Have the guards held after every migration: set-up lets the serving role write every table made since."""
        post_migrate.connect(hold_guards, sender=self)
