"""May this actor do that? `check_…` raises with the reason, `has_…` answers."""

from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.access.roles import WORDS, Permission


def has_permission(actor: Actor, permission: Permission) -> bool:
    """Return whether the actor holds a permission; the system's own parts hold none and are asked for none."""
    return permission in actor.permissions


def check_permission(actor: Actor, permission: Permission) -> None:
    """Raise PermissionMissing, in words the actor can act on, where the permission is not held."""
    if not has_permission(actor, permission):
        raise PermissionMissing(actor.name, WORDS[permission])
