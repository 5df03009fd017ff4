"""Whose entry it is: who keeps what is said of it, and whose partnership answers for it. No more is known of either."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tideturn.engines.directory.errors import EditNotFound, ServiceNotFound, SourceNotFound
from tideturn.engines.directory.listing import OURS
from tideturn.engines.directory.models import OUR_OWN, Edit, Listing, Organisation, Record, Service, Source, Steward
from tideturn.engines.directory.words import EditState
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.models import Agency
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.access.words import NATIONAL
from tideturn.packs.loading import load_directory
from tideturn.packs.schema.partnership import Partnership


def areas_of(agency_id: str | None) -> Sequence[str]:
    """Return the areas of an agency."""
    return next(iter(Agency.objects.filter(pk=agency_id).values_list("areas", flat=True)), [])


def is_national(by: Actor) -> bool:
    """Return whether somebody acts for the whole country."""
    return by.agency_id == NATIONAL


def partnerships_of(by: Actor) -> tuple[Partnership, ...]:
    """Return the partnerships of the pack that an agency's areas are of; all of them for the whole country."""
    areas, every = set(areas_of(by.agency_id)), load_directory().partnerships.partnerships
    return tuple(one for one in every if is_national(by) or areas & set(one.areas))


def kept(by: Actor) -> "QuerySet[Service]":
    """Return the services whose entries an agency keeps."""
    mine = Steward.objects.filter(agency_id=by.agency_id, organisation_id=OuterRef("organisation_id"))
    return _living().filter(Exists(mine))


def answered_for(by: Actor) -> "QuerySet[Service]":
    """Return the services for which a partnership answers: those in its areas, and those in no area that it told of."""
    if is_national(by):
        return _living()
    areas = list(areas_of(by.agency_id))
    somewhere = Listing.objects.filter(service_id=OuterRef("pk")).exclude(area="")
    bodies = [one.id for one in partnerships_of(by)]
    told = Record.objects.filter(service_id=OuterRef("pk"), source__partnership__in=bodies)
    keepers = Steward.objects.filter(organisation_id=OuterRef("organisation_id"), agency__areas__overlap=areas)
    # By their areas, and not one by one: a partnership has some hundreds of the country's services.
    is_here = Q(pk__in=Listing.objects.filter(area__in=areas).exclude(area="").values("service_id"))
    return _living().filter(is_here | (~Q(Exists(somewhere)) & (Exists(told) | Exists(keepers))))


def mine(by: Actor) -> "QuerySet[Service]":
    """Return the services whose entries somebody may change: those kept, and those answered for."""
    found = kept(by)
    return (found | answered_for(by)) if has_permission(by, Permission.DIRECTORY_APPROVE) else found


def service_of(service_id: uuid.UUID, by: Actor) -> Service:
    """Return a service that somebody may change; raise ServiceNotFound for every other."""
    found = mine(by).filter(pk=service_id).select_related("organisation").first()
    if found is None:
        raise ServiceNotFound(str(service_id))
    return found


def answers_for(service_id: uuid.UUID, by: Actor) -> bool:
    """Return whether somebody decides about the entry of a service."""
    may = has_permission(by, Permission.DIRECTORY_APPROVE)
    return may and answered_for(by).filter(pk=service_id).exists()


def edits(by: Actor) -> "QuerySet[Edit]":
    """Return the changes that an agency proposed, and those its partnership decides about."""
    own = Q(agency_id=by.agency_id)
    if has_permission(by, Permission.DIRECTORY_APPROVE):
        own |= Q(_decided_by(by)) & ~Q(state=EditState.DRAFT)
    return Edit.objects.filter(own).select_related("agency", "service")


def waiting(by: Actor) -> "QuerySet[Edit]":
    """Return what waits for a partnership, the longest first."""
    return edits(by).filter(_decided_by(by), state=EditState.WAITING).order_by("sent_at", "id")


def edit_of(edit_id: uuid.UUID, by: Actor) -> Edit:
    """Return a change that somebody may see; raise EditNotFound for every other."""
    found = edits(by).filter(pk=edit_id).first()
    if found is None:
        raise EditNotFound
    return found


def decides(edit: Edit, by: Actor) -> bool:
    """Return whether somebody decides about a change."""
    may = has_permission(by, Permission.DIRECTORY_APPROVE)
    return may and Edit.objects.filter(_decided_by(by), pk=edit.pk).exists()


def sources_of(by: Actor) -> "QuerySet[Source]":
    """Return the feeds and files of an agency's partnerships; for the whole country, all but what is written here."""
    feeds = Source.objects.exclude(pk=OUR_OWN).order_by("title", "id")
    return feeds if is_national(by) else feeds.filter(partnership__in=[one.id for one in partnerships_of(by)])


def source_of(source_id: str, by: Actor) -> Source:
    """Return one of them; raise SourceNotFound for every other."""
    found = sources_of(by).filter(pk=source_id).first()
    if found is None:
        raise SourceNotFound(source_id)
    return found


def organisations_of(by: Actor) -> "QuerySet[Organisation]":
    """Return the organisations with services for which a partnership answers."""
    services = answered_for(by).filter(organisation_id=OuterRef("pk"))
    return Organisation.objects.filter(Exists(services)).order_by("name", "id")


def first_organisation(by: Actor) -> str:
    """Return the name of the organisation that somebody most likely writes for: one they keep, else their agency."""
    own = Organisation.objects.filter(stewards__agency_id=by.agency_id).order_by("name").values_list("name", flat=True)
    agency = Agency.objects.filter(pk=by.agency_id).values_list("name", flat=True)
    return own.first() or agency.first() or ""


def organisation_named(name: str, by: Actor) -> dict[str, Any]:
    """Return the object of an organisation by its name: one that is kept or answered for, else a new one of theirs."""
    theirs = Organisation.objects.filter(Exists(mine(by).filter(organisation_id=OuterRef("pk"))))
    known = theirs.filter(name__iexact=name).order_by("id").first()
    if known is not None:
        return {**known.document, "id": str(known.pk)}
    made = uuid.uuid5(OURS, f"organization:{by.agency_id}:{name.casefold()}")
    return {"id": str(made), "name": name, "description": ""}


def _decided_by(by: Actor) -> Q:
    return Q() if is_national(by) else Q(areas__overlap=list(areas_of(by.agency_id)))


def _living() -> "QuerySet[Service]":
    return Service.objects.filter(same_as__isnull=True)
