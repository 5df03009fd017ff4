"""The schedule room, as Django knows it."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    """See the package's docstring."""

    name = "tideturn.interfaces.schedule"
    label = "schedule"
