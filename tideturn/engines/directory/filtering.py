"""Which services and places a program asks for; every filter that is given must hold."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from tideturn.engines.directory.listing import ONLY_SOME_AREAS, serves
from tideturn.engines.directory.mapping import Point
from tideturn.engines.directory.models import Listing, Service
from tideturn.engines.directory.queries import shown_listings, shown_services


@dataclass(frozen=True)
class Filter:
    """What is asked for. Times are `HH:MM`, `day` two letters of the standard (MO), `within` metres from `near`.

    `served` is the code of an area: what is given in certain areas alone must be given in it.
    """

    words: str = ""
    term: str = ""
    taxonomy: str = ""
    organisation: uuid.UUID | None = None
    changed_after: datetime | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    opens_from: str = ""
    closes_by: str = ""
    day: str = ""
    near: Point | None = None
    within: float | None = None
    served: str = ""


def services(asked: Filter) -> "QuerySet[Service]":
    """Return the services that fit, in an order that stays."""
    found = shown_services(changed_after=asked.changed_after, of=asked.organisation)
    if wanted := _of_listings(asked):
        found = found.filter(Exists(Listing.objects.filter(wanted, service=OuterRef("pk"))))
    return found.select_related("organisation").order_by("id")


def places(asked: Filter) -> "QuerySet[Listing]":
    """Return the services at places that fit: the nearest first where it is asked near something."""
    found = shown_listings().filter(_of_listings(asked), location_id__isnull=False)
    if asked.organisation is not None:
        found = found.filter(service__organisation=asked.organisation)
    if asked.changed_after is not None:
        found = found.filter(service__changed_at__gte=asked.changed_after)
    if asked.near is None:
        return found.order_by("id")
    away = RawSQL("point(x, y) <-> point(%s, %s)", [asked.near.x, asked.near.y])
    found = found.filter(x__isnull=False).annotate(away=away)
    if asked.within is not None:
        found = found.filter(away__lte=asked.within * asked.near.stretch)
    return found.order_by("away", "id")


def _of_listings(asked: Filter) -> Q:
    wanted = Q()
    if asked.words:
        wanted &= Q(search=SearchQuery(asked.words, search_type="websearch", config="english"))
    if tags := [f"term:{asked.term}"] * bool(asked.term) + [f"taxonomy:{asked.taxonomy}"] * bool(asked.taxonomy):
        wanted &= Q(tags__contains=tags)
    if asked.minimum_age is not None:
        wanted &= Q(minimum_age__gte=asked.minimum_age)
    if asked.maximum_age is not None:
        wanted &= Q(maximum_age__lte=asked.maximum_age)
    if asked.served:
        wanted &= ~Q(tags__contains=[ONLY_SOME_AREAS]) | Q(tags__contains=[serves(asked.served)])
    if hours := _of_one_schedule(asked):
        wanted &= Q(hours__holds_path=hours)
    return wanted


def _of_one_schedule(asked: Filter) -> str:
    """Return the path to a schedule that fits all that is asked of times, or nothing where nothing is."""
    conditions = [f'@.opens_at >= "{asked.opens_from}"'] * bool(asked.opens_from)
    conditions += [f'@.closes_at <= "{asked.closes_by}:00" && @.closes_at > ""'] * bool(asked.closes_by)
    conditions += [f'@.byday like_regex "{asked.day}"'] * bool(asked.day)
    return f"$[*] ? ({' && '.join(conditions)})" if conditions else ""
