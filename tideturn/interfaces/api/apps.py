"""The api room, as Django knows it."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """See the package's docstring."""

    name = "tideturn.interfaces.api"
    label = "api"
