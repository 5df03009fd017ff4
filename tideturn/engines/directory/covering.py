"""Which kinds of help each partnership has, and which it lacks: counted over what anybody may see."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from django.db import connection
from django.db.models import QuerySet

from tideturn.engines.directory.describing import tag
from tideturn.engines.directory.models import Listing, Service
from tideturn.packs.loading import load_directory
from tideturn.packs.schema.directory_term import FacetId, Term
from tideturn.packs.schema.partnership import Partnership

PREFIX = f"{FacetId.KINDS_OF_HELP.value}:"
COUNTED = """
    select listing.area, tag, array_agg(distinct listing.service_id) from directory_listing as listing
    join directory_service as service on service.id = listing.service_id, unnest(listing.tags) as tag
    where listing.is_shown and service.withdrawn_at is null and service.same_as_id is null
        and starts_with(tag, %(prefix)s)
    group by listing.area, tag
"""
NOWHERE = ""


@dataclass(frozen=True)
class Coverage:
    """How many services of each kind of help each partnership has; `everywhere` are those tied to no area."""

    kinds: tuple[Term, ...]
    partnerships: tuple[Partnership, ...]
    counts: Counter[tuple[str, str]]
    everywhere: Counter[str]

    def count(self, partnership: str, kind: str) -> int:
        """Return how many services of a kind, or of one within it, a partnership has in its areas."""
        return self.counts[partnership, kind]

    def gaps(self, partnership: str) -> tuple[Term, ...]:
        """Return the kinds of help of which a partnership has none."""
        return tuple(kind for kind in self.kinds if not self.counts[partnership, kind.id])


def coverage(partnerships: Sequence[Partnership]) -> Coverage:
    """Return what partnerships have; a service of a narrower kind counts for the wider one too, and once."""
    content = load_directory()
    kinds = content.vocabulary.facet(FacetId.KINDS_OF_HELP).terms
    found = _services()
    counts: Counter[tuple[str, str]] = Counter()
    everywhere: Counter[str] = Counter()
    for kind in kinds:
        within = content.vocabulary.within(kind.id)
        for one in partnerships:
            counts[one.id, kind.id] = _number(found, one.areas, within)
        everywhere[kind.id] = _number(found, (NOWHERE,), within)
    return Coverage(kinds, tuple(partnerships), counts, everywhere)


def covered(partnership: Partnership | None, kind: str) -> "QuerySet[Service]":
    """Return the services of a kind that a partnership has, or those tied to no area."""
    tags = [tag(FacetId.KINDS_OF_HELP, term) for term in load_directory().vocabulary.within(kind)]
    areas = partnership.areas if partnership else (NOWHERE,)
    rows = Listing.objects.filter(is_shown=True, area__in=areas, tags__overlap=tags)
    shown = Service.objects.filter(withdrawn_at__isnull=True, same_as__isnull=True)
    return shown.filter(pk__in=rows.values("service_id")).order_by("name", "id")


def _number(found: Mapping[tuple[str, str], list[object]], areas: Iterable[str], terms: Iterable[str]) -> int:
    return len({service for pair in product(areas, terms) for service in found.get(pair, ())})


def _services() -> dict[tuple[str, str], list[object]]:
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, {"prefix": PREFIX})
        return {(area, one.removeprefix(PREFIX)): services for area, one, services in cursor.fetchall()}
