"""The sharing foundation, as Django knows it."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """May this person see that, for this purpose? Agreements, legal bases, wishes, break-glass."""

    name = "tideturn.foundations.sharing"
    label = "sharing"
