"""The jobs that the worker knows; it looks for them here."""

from tideturn.interfaces.schedule.hourly.fetch_feeds import fetch_feeds
from tideturn.interfaces.schedule.hourly.retry_stalled_jobs import retry_stalled_jobs
from tideturn.interfaces.schedule.weekly.check_source_addresses import check_source_addresses

__all__ = ["check_source_addresses", "fetch_feeds", "retry_stalled_jobs"]
