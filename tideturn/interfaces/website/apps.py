"""The website room, as Django knows it."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """See the package's docstring."""

    name = "tideturn.interfaces.website"
    label = "website"
