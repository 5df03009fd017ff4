"""Who may enter the pages of the register of plans, and what of it is theirs."""

from typing import Any

from django.http import HttpRequest

from tideturn.engines.plans import queries, speaking
from tideturn.engines.plans.errors import CommitmentNotFound
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import WORDS, Permission
from tideturn.interfaces.design.country import today
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.people import actor

ANY = (Permission.PLANS_EDIT, Permission.PLANS_AREA, Permission.PLANS_REVIEW, Permission.PLANS_PUBLISH)


def entering(request: HttpRequest, *permissions: Permission) -> Actor:
    """Return who acts, where they hold any of some permissions; raise PermissionMissing where they hold none."""
    me = actor(request)
    if len(permissions) == 1:
        check_permission(me, permissions[0])
    elif not me.permissions & set(permissions or ANY):
        raise PermissionMissing(me.name, WORDS[(permissions or ANY)[0]])
    return me


def publishing_for_all(request: HttpRequest) -> Actor:
    """Return who acts, where they publish for the whole country; raise PermissionMissing for everybody else."""
    me = actor(request)
    speaking.check_publishes_for_all(me)
    return me


def commitment_of(plan_id: str, local_id: str) -> Any:
    """Return a commitment as it stands today; raise NotHere where there is none."""
    try:
        return queries.commitment(plan_id, local_id, today())
    except CommitmentNotFound:
        raise NotHere from None
