"""What every area must do, and what was reported of one area."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from tideturn.engines.plans import queries
from tideturn.engines.plans.models import AreaDelivery, Party
from tideturn.engines.plans.words import Role

if TYPE_CHECKING:
    from tideturn.engines.plans.register import CommitmentQuerySet


def duties(on: date, organisations: Iterable[str]) -> "CommitmentQuerySet":
    """Return what is for every area, or for bodies that answer for an area, as it stood on a day."""
    owned = Party.objects.filter(organisation__in=list(organisations), role=Role.OWNER)
    return queries.register(on).filter(Q(is_for_every_area=True) | Q(pk__in=owned.values("commitment")))


def latest_deliveries(on: date, codes: Iterable[str]) -> dict[int, Any]:
    """Return what was reported last of areas by a day, by commitment; what nobody reported is absent."""
    found = AreaDelivery.objects.filter(area_code__in=list(codes), stated_on__lte=on).select_related("by")
    return {row.commitment_id: row for row in found.order_by("stated_on", "id")}
