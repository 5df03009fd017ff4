"""The pathways engine, as Django knows it."""

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    """Getting there: cases, journals, clocks, tasks, lead professional, referral and outcome."""

    name = "tideturn.engines.pathways"
    label = "pathways"
