"""The access foundation, as Django knows it."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Users, agencies, teams, roles and credentials, and who acts."""

    name = "tideturn.foundations.access"
    label = "access"
