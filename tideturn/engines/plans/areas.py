"""What every area must do, and what was reported of one area."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from tideturn.engines.plans import queries
from tideturn.engines.plans.models import AreaDelivery, Commitment, Party
from tideturn.engines.plans.words import Role
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.models import Agency
from tideturn.packs.areas import load_areas
from tideturn.packs.loading import load_directory
from tideturn.packs.schema.partnership import Partnership

if TYPE_CHECKING:
    from tideturn.engines.plans.register import CommitmentQuerySet


def duties(on: date, organisations: Iterable[str]) -> "CommitmentQuerySet":
    """Return what is for every area, or for bodies that answer for an area, as it stood on a day."""
    owned = Party.ever.standing(on).filter(organisation__in=list(organisations), role=Role.OWNER)
    return queries.register(on).filter(Q(is_for_every_area=True) | Q(pk__in=owned.values("commitment")))


def latest_deliveries(on: date, codes: Iterable[str]) -> dict[int, Any]:
    """Return what was reported last of areas by a day, by commitment; what nobody reported is absent."""
    found = (
        AreaDelivery.objects.filter(area_code__in=list(codes), stated_on__lte=on)
        .select_related("by")
        .prefetch_related("evidence")
    )
    return {row.commitment_id: row for row in found.order_by("stated_on", "id")}


def duties_of(one: Partnership, on: date) -> "CommitmentQuerySet":
    """Return what a partnership is to deliver: what is for every area, for all partnerships, or for it by name."""
    named = (load_directory().partnerships.organisation, one.organisation)
    return duties(on, [organisation for organisation in named if organisation])


def areas_of(by: Actor) -> tuple[str, ...]:
    """Return the areas of an agency that the pack knows, by their codes."""
    held = next(iter(Agency.objects.filter(pk=by.agency_id).values_list("areas", flat=True)), [])
    register = load_areas()
    return tuple(code for code in held if register.is_known(code))


def answers_for(commitment: Commitment, area_code: str, by: Actor) -> bool:
    """Return whether an agency answers for an area that is to deliver a commitment."""
    one = partnership_of(area_code) if area_code in areas_of(by) else None
    return one is not None and duties_of(one, timezone.localdate()).filter(pk=commitment.pk).exists()


def partnership_of(area_code: str) -> Partnership | None:
    """Return the partnership that answers for an area, where the pack names one."""
    every = load_directory().partnerships.partnerships
    return next((one for one in every if area_code in one.areas), None)


def scheme_of_areas() -> str:
    """Return by which scheme the pack's areas have their codes, as rows of areas name it."""
    return slugify(load_areas().scheme.title)[:40]
