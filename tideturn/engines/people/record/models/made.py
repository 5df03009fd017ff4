"""Who made a row and when; every table of the record says so."""

from typing import Any

from django.db import models
from django.db.models.functions import Now

from tideturn.foundations.access.acting import Actor


class Made(models.Model):
    """A row with the name, agency and user of whoever made it, and the database's own time."""

    by_name = models.CharField(max_length=200)
    by_agency = models.CharField(max_length=100, null=True)  # noqa: DJ001 - a system actor is of no agency
    by_user = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


def made_by(by: Actor) -> dict[str, Any]:
    """Return the columns that say who made a row."""
    return {"by_name": by.name[:200], "by_agency": by.agency_id or None, "by_user": by.user_id}
