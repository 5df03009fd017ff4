"""Credentials of agencies: issued once, kept as a digest, looked up by it.

The secret has 256 bits, so a plain digest is as good as a slow one and no work can be saved by guessing. Nothing is
written when one is used: a busy sender would otherwise queue behind a single row.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models.functions import Now

from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.errors import CredentialUnknown, PermissionUnknown
from tideturn.foundations.access.models import Agency, Credential
from tideturn.foundations.access.roles import Permission

SECRET_BYTES = 32
LONGEST = 300
SHOWN_OF_THE_SECRET = 6
# In SQL of our own because every request of a program asks it first.
IN_FORCE = """
    select credential.id, agency.id, agency.name, credential.prefix, credential.permissions
    from access_credential credential join access_agency agency on agency.id = credential.agency_id
    where credential.digest = %s and credential.revoked_at is null
        and (credential.expires_at is null or credential.expires_at > statement_timestamp())
"""
USUAL = (Permission.INTAKE_NEAR_FATAL_OVERDOSES,)


def issue(agency: Agency, by: Actor, *, permissions: Iterable[str] = USUAL, expires_at: datetime | None = None) -> str:
    """Return the text of a new credential of an agency; it can never be shown again."""
    text = f"tt_{agency.pk}_{secrets.token_urlsafe(SECRET_BYTES)}"
    Credential.objects.create(
        agency=agency,
        prefix=prefix_of(text),
        digest=digest_of(text),
        permissions=sorted(str(permission) for permission in permissions),
        issued_by=by.name,
        created_at=Now(),
        expires_at=expires_at,
    )
    return text


def revoke(*, prefix: str, by: Actor) -> Credential:
    """Take a credential out of force at once, and return it; raise CredentialUnknown where none begins so."""
    found = list(Credential.objects.filter(prefix=prefix, revoked_at=None)[:2])
    if len(found) != 1:
        raise CredentialUnknown(prefix)
    Credential.objects.filter(pk=found[0].pk).update(revoked_at=Now())
    return found[0]


def authenticate(bearer: str) -> Actor | None:
    """Return the actor of a credential in force; None, by the same one question, for every other text."""
    with acting(system_actor("sign-in")), connection.cursor() as cursor:
        cursor.execute(IN_FORCE, [digest_of(bearer[:LONGEST])])
        held = cursor.fetchone()
    if held is None:
        return None
    credential_id, agency_id, agency_name, prefix, permissions = held
    return Actor(
        agency_id=agency_id,
        user_id=None,
        name=f"{agency_name} ({prefix}…)",
        permissions=frozenset(permissions),
        credential_id=credential_id,
    )


def checked(permissions: Iterable[str]) -> tuple[Permission, ...]:
    """Return the permissions of these names; raise PermissionUnknown for the first that is none."""
    known = {str(permission): permission for permission in Permission}
    for name in permissions:
        if name not in known:
            raise PermissionUnknown(name, known)
    return tuple(known[name] for name in permissions)


def prefix_of(text: str) -> str:
    """Return the beginning by which people may name a credential; what it leaves out is beyond guessing."""
    _, agency_id, secret = text.split("_", 2)
    return f"tt_{agency_id}_{secret[:SHOWN_OF_THE_SECRET]}"


def digest_of(text: str) -> bytes:
    """Return what is kept of a credential."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
