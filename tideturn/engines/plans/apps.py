"""The plans engine, as Django knows it."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """What was promised, by whom, by when, and what became of it."""

    name = "tideturn.engines.plans"
    label = "plans"
