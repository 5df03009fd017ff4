"""Fetch the feeds of the directory on their rhythm, in the worker that holds no clock."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tideturn.interfaces.joint.directory.rhythm import fetch_due


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="fetch_feeds", lock="fetch_feeds")
def fetch_feeds(timestamp: int) -> int:
    """Ask each source for which it is time; return how many of them gave what needs nobody to look at it."""
    return sum(came.is_well for came in fetch_due(timezone.now()).values())
