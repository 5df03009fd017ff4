"""How sure an entry is today, by the ages of the pack in use: for every page that shows one."""

from django.utils import timezone

from tideturn.engines.directory.freshness import Freshness, freshness
from tideturn.engines.directory.models import Service
from tideturn.packs.loading import load_directory


def freshness_of(service: Service) -> Freshness:
    """Return how sure an entry is today."""
    return freshness(service.checked_on, timezone.localdate(), load_directory().freshness)
