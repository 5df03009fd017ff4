"""Which agency speaks for which body of the register."""

from django.db import models
from django.db.models.functions import Now

from tideturn.engines.plans.models.organisation import Organisation
from tideturn.foundations.access.models import Agency


class Voice(models.Model):
    """An agency that speaks for a body: no two speak for one. `may_judge` is whether it scrutinises what others own.

    Set by whoever runs the product, and never from a page: nobody gives themselves a body to speak for.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="voice")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    may_judge = models.BooleanField(default=False)
    set_at = models.DateTimeField(db_default=Now())
    set_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        """Return who speaks for whom."""
        return f"{self.agency_id} speaks for {self.organisation_id}"
