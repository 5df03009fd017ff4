"""The audit foundation, as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did or read what: chained, witnessed, in the same transaction."""

    name = "tideturn.foundations.audit"
    label = "audit"
