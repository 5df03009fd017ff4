"""What is somebody's own to answer for, by whichever of their agencies, so that they do not judge it."""

from tideturn.engines.plans.areas import answers_for, areas_of
from tideturn.engines.plans.models import Commitment, Party, Succession, Voice
from tideturn.engines.plans.words import Role
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.access.signing_in import every_actor_of


def is_own_work(commitment: Commitment, by: Actor) -> bool:
    """Return whether an agency of somebody's owns a commitment, or they answer for an area that is to deliver it."""
    selves = _selves(by)
    owners = Party.objects.filter(commitment=commitment, role=Role.OWNER, organisation__in=_bodies_of(selves))
    return owners.exists() or any(_delivers(commitment, one) for one in selves)


def own_bodies(by: Actor) -> frozenset[str]:
    """Return the bodies that somebody's agencies speak for, with those that these took over from."""
    return _bodies_of(_selves(by))


def _selves(by: Actor) -> tuple[Actor, ...]:
    """Return somebody in every agency that they belong to: acting for one, they are still of the others."""
    return (by, *(one for one in every_actor_of(by) if one.agency_id != by.agency_id))


def _bodies_of(selves: tuple[Actor, ...]) -> frozenset[str]:
    agencies = [one.agency_id for one in selves if one.agency_id]
    found = set(Voice.objects.filter(agency__in=agencies).values_list("organisation_id", flat=True))
    edge = set(found)
    while edge:
        before = Succession.objects.filter(successor__in=edge).values_list("predecessor_id", flat=True)
        edge = set(before) - found
        found |= edge
    return frozenset(found)


def _delivers(commitment: Commitment, one: Actor) -> bool:
    is_lead = has_permission(one, Permission.PLANS_AREA)
    return is_lead and any(answers_for(commitment, code, one) for code in areas_of(one))
