"""The plans engine, as Django knows it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from tideturn.engines.plans.guards import hold_guards


class PlansConfig(AppConfig):
    """What was promised, by whom, by when, and what became of it."""

    name = "tideturn.engines.plans"
    label = "plans"

    def ready(self) -> None:
        """Have the guards held after every migration, which may have made triggers and history tables anew."""
        post_migrate.connect(hold_guards, sender=self)
