"""Questions that pages and addresses ask of the directory."""

import uuid
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from tideturn.engines.directory.errors import NothingWaits, ReportNotFound, ServiceNotFound
from tideturn.engines.directory.freshness import freshness
from tideturn.engines.directory.models import (
    Import,
    Likeness,
    Listing,
    Organisation,
    Reported,
    Service,
    Source,
    Taxonomy,
    Term,
)
from tideturn.engines.directory.words import ImportState, LikenessState
from tideturn.methods.identifiers import references
from tideturn.packs.loading import load_directory


def shown_services(*, changed_after: datetime | None = None, of: uuid.UUID | None = None) -> "QuerySet[Service]":
    """Return the services that anybody may see, as their sources' last word has them."""
    shown = Service.objects.filter(withdrawn_at__isnull=True, same_as__isnull=True)
    if changed_after is not None:
        shown = shown.filter(changed_at__gte=changed_after)
    return shown.filter(organisation=of) if of is not None else shown


def known_services() -> "QuerySet[Service]":
    """Return all services that there ever were, each with the one that it turned out to be."""
    return Service.objects.select_related("organisation", "same_as__organisation")


def service(asked: str) -> Service:
    """Return a service by its id, or by the code that somebody read out; raise ServiceNotFound.

    One that turned out to be another is that other: an address that was printed goes on leading somewhere.
    """
    asked_for = Q(pk=asked) if _is_uuid(asked) else Q(code=references.normalise(asked) or "")
    one = Service.objects.filter(asked_for).select_related("organisation", "same_as__organisation").first()
    meant = one and (one.same_as or one)
    if meant is None or meant.withdrawn_at is not None:
        raise ServiceNotFound(asked)
    return meant


def listings_of(service_id: uuid.UUID) -> "QuerySet[Listing]":
    """Return the places of a service."""
    return Listing.objects.filter(service_id=service_id).order_by("place_name", "id")


def shown_listings() -> "QuerySet[Listing]":
    """Return the places of all services that anybody may see."""
    shown = Listing.objects.filter(service__withdrawn_at__isnull=True, service__same_as__isnull=True)
    return shown.select_related("service__organisation")


def organisations() -> "QuerySet[Organisation]":
    """Return the organisations that give help, each with the source that tells of it as `told_by`."""
    given = shown_services().filter(organisation=OuterRef("pk"))
    source = given.order_by("id").values_list("provenance__organization__source", flat=True)
    return Organisation.objects.filter(Exists(given)).annotate(told_by=Subquery(source[:1]))


def taxonomies() -> "QuerySet[Taxonomy]":
    """Return the lists of words by which services are described."""
    return Taxonomy.objects.order_by("name", "id")


def terms() -> "QuerySet[Term]":
    """Return the words of those lists."""
    return Term.objects.order_by("name", "id")


def sources() -> "QuerySet[Source]":
    """Return who tells of services, the one whose word counts most first."""
    return Source.objects.order_by("rank", "id")


def waiting_import(source_id: str) -> Import:
    """Return the import of a source that waits for a person; raise NothingWaits where none does."""
    waiting = Import.objects.filter(source_id=source_id, state=ImportState.PROPOSED).first()
    if waiting is None:
        raise NothingWaits(source_id)
    return waiting


def standing_of_services(today: date) -> dict[str, int]:
    """Return how many services are listed, how many of them nobody lists or has checked, and pairs that wait."""
    shown = shown_services()
    ages = load_directory().freshness
    by_day = shown.values_list("checked_on").annotate(Count("pk")).order_by()
    return {
        "services anybody may see": shown.count(),
        "of them listed by no source any more": shown.filter(unlisted_since__isnull=False).count(),
        "of them unchecked": sum(count for day, count in by_day if not freshness(day, today, ages).is_sure),
        "pairs that may be one service": doubtful_pairs().count(),
    }


def reported(reference: str) -> Reported:
    """Return what somebody found wrong, by the reference they were given; raise ReportNotFound."""
    found = Reported.objects.filter(reference=references.normalise(reference) or "").select_related("service").first()
    if found is None:
        raise ReportNotFound(reference)
    return found


def reports_of(service_id: uuid.UUID) -> "QuerySet[Reported]":
    """Return all that was found wrong with a service, the latest first."""
    return Reported.objects.filter(service_id=service_id).order_by("-reported_on", "-id")


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def doubtful_pairs() -> "QuerySet[Likeness]":
    """Return the pairs of services that may be one and that nobody has decided about, the likeliest first."""
    doubtful = Likeness.objects.filter(state=LikenessState.DOUBTFUL).select_related("first", "second")
    return doubtful.filter(first__same_as__isnull=True, second__same_as__isnull=True).order_by("-bits", "id")
