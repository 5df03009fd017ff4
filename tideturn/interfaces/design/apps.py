"""The design room, as Django knows it."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """See the package's docstring."""

    name = "tideturn.interfaces.design"
    label = "design"
