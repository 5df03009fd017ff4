"""Who speaks for whom: the bodies of an agency, what they own, and whom they may judge."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from tideturn.engines.plans import queries
from tideturn.engines.plans.errors import NotYours
from tideturn.engines.plans.models import Commitment, Organisation, Party
from tideturn.engines.plans.register import CommitmentQuerySet
from tideturn.engines.plans.words import Role
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.access.words import NATIONAL

LEFT_TO_THE_NATION = "Publishers of the national agency do that for everybody: send them the document."


def bodies_of(by: Actor) -> "QuerySet[Organisation]":
    """Return the bodies that an agency speaks for, by name."""
    return Organisation.objects.filter(voice__agency=by.agency_id).order_by("name")


def judging_bodies(by: Actor) -> "QuerySet[Organisation]":
    """Return the bodies as which an agency may judge what others own, by name."""
    return bodies_of(by).filter(voice__may_judge=True)


def ownings_of(by: Actor) -> "QuerySet[Party]":
    """Return the rows that say which commitments the bodies of an agency own."""
    return Party.objects.filter(role=Role.OWNER, organisation__voice__agency=by.agency_id or "")


def owned(by: Actor, on: date) -> CommitmentQuerySet:
    """Return what the bodies of an agency own, as it stood on a day, in plan order."""
    return queries.register(on).filter(Exists(ownings_of(by).filter(commitment=OuterRef("pk"))))


def owning_bodies(commitment: Commitment, by: Actor) -> "QuerySet[Organisation]":
    """Return the bodies of an agency that own a commitment, by name."""
    owners = Party.objects.filter(commitment=commitment, role=Role.OWNER, organisation=OuterRef("pk"))
    return bodies_of(by).filter(Exists(owners))


def owning_body(commitment: Commitment, body_id: str, by: Actor) -> Organisation:
    """Return a body of an agency that owns a commitment; raise NotYours for every other."""
    found = owning_bodies(commitment, by).filter(pk=body_id).first()
    if found is None:
        raise NotYours
    return found


def still_speaks(agency_id: str, organisation_id: str, commitments: Collection[int]) -> bool:
    """Return whether an agency speaks at this moment for a body that owns each of some commitments."""
    owned_now = Party.objects.filter(commitment__in=commitments, role=Role.OWNER, organisation=organisation_id)
    spoken = owned_now.filter(organisation__voice__agency=agency_id)
    return spoken.values("commitment").distinct().count() == len(set(commitments))


def publishes_for(agency_id: str, by: Actor) -> bool:
    """Return whether somebody publishes what an agency hands in: of their own agency, or for the whole country."""
    return has_permission(by, Permission.PLANS_PUBLISH) and by.agency_id in (agency_id, NATIONAL)


def publishes_for_all(by: Actor) -> bool:
    """Return whether somebody publishes for the whole country: plans, corrections of them, and links between them."""
    return publishes_for(NATIONAL, by)


def check_publishes_for_all(by: Actor) -> None:
    """Raise PermissionMissing for whoever does not publish for the whole country."""
    if not publishes_for_all(by):
        raise PermissionMissing(by.name, "publish plans or judge links between them", LEFT_TO_THE_NATION)


def of_whom_one_publishes(by: Actor) -> Q:
    """Return the condition that somebody who publishes does so for the agency that handed something in."""
    return Q() if by.agency_id == NATIONAL else Q(agency=by.agency_id)
