"""The directory engine, as Django knows it."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Where help is: organisations, services, places and hours, and how sure we are of each."""

    name = "tideturn.engines.directory"
    label = "directory"
