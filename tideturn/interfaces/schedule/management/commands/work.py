"""`python -m django work`: do the duties, after the same refusals as the web server's."""

import logging
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError
from django.utils.module_loading import import_string

from tideturn.foundations.delivery.heartbeats import forget_others
from tideturn.foundations.delivery.standing import give_connection_back
from tideturn.foundations.delivery.working import stop_when_asked, work
from tideturn.interfaces.schedule.duties import DUTIES

log = logging.getLogger(__name__)
PAUSE = 1.0


class Command(BaseCommand):
    """Raise what is due and send what waits, until asked to end."""

    help = "Raise what is due and send what waits, until asked to end."
    # A database that is away is waited for, and the checks of Django's own would not.
    requires_system_checks = ()

    def handle(self, **_options: Any) -> None:
        """Do the duties until asked to end."""
        stop = stop_when_asked()
        if is_allowed(stop):
            work(DUTIES, stop)


def is_allowed(stop: threading.Event) -> bool:
    """Tell whether the database answered and may be worked on; wait while it is away, raise where it must not be."""
    check = import_string(settings.CHECK_BEFORE_SERVING)
    while not stop.is_set():
        try:
            check()
            forget_others([duty.name for duty in DUTIES])
        except (OperationalError, InterfaceError):
            log.warning("The database does not answer yet; it is asked again in %g s.", PAUSE)
            give_connection_back()
            stop.wait(PAUSE)
        else:
            return True
    return False
