"""The signed-in pages for staff, as Django knows them."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """The signed-in pages for staff."""

    name = "tideturn.interfaces.workspace"
    label = "workspace"
