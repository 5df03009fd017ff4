"""`python -m django watch`: tell people when the worker or the database falls silent, and when they speak again."""

from typing import Any

from django.core.management.base import BaseCommand

from tideturn.foundations.delivery.watching import watch
from tideturn.foundations.delivery.working import stop_when_asked
from tideturn.interfaces.schedule.duties import DUTIES


class Command(BaseCommand):
    """Look every ten seconds whether the worker's duties are done; needs no database to do so."""

    help = "Tell people when the worker or the database falls silent, and when they speak again."
    requires_system_checks = ()

    def handle(self, **_options: Any) -> None:
        """Watch until asked to end."""
        watch([duty.name for duty in DUTIES], stop_when_asked())
