"""The access foundation, as Django knows it."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Users; roles and permissions come with the first page that needs a sign-in."""

    name = "tideturn.foundations.access"
    label = "access"
