"""Links that are handed to somebody to be let in by: good once, for a while, and kept only as a digest.

As with credentials, the secret has 256 bits, so a plain digest is as good as a slow one. A link says nothing of whom it
is for: whoever finds one must still know the address to sign in by.
"""

import hashlib
import secrets
from datetime import timedelta

from django.db.models.functions import Now

from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.actions.agencies import check_name
from tideturn.foundations.access.actions.users import checked_address
from tideturn.foundations.access.errors import LinkSpent, RoleUnknown
from tideturn.foundations.access.models import Agency, OneTimeLink, Team, User
from tideturn.foundations.access.roles import ROLES

SECRET_BYTES, LONGEST = 32, 100
RESET_IS_GOOD_FOR, INVITATION_IS_GOOD_FOR = timedelta(hours=24), timedelta(days=7)


def issue_reset(*, user: User, by: Actor) -> tuple[OneTimeLink, str]:
    """Return a new link by which a user chooses a password, and its text, shown once; earlier ones end."""
    # Whoever gave them: another's would not be there for the one who acts.
    with acting(system_actor("sign-in")):
        OneTimeLink.objects.good().filter(user=user).update(ended_at=Now())
    return _issued(user=user, agency_id=by.agency_id, issued_by=by.name, expires_at=Now() + RESET_IS_GOOD_FOR)


def issue_invitation(
    *, agency: Agency, name: str, email: str, role: str, team: Team | None = None, by: Actor
) -> tuple[OneTimeLink, str]:
    """Return a new link that asks somebody to belong to an agency, and its text, shown once; earlier ones end.

    Whether anybody signs in by that address is not looked up, so nothing here can tell.
    """
    check_name(name)
    address = checked_address(email)
    if role not in ROLES:
        raise RoleUnknown(role, ROLES)
    OneTimeLink.objects.good().invitations().filter(agency=agency, email=address).update(ended_at=Now())
    words = {"email": address, "name": name.strip(), "role": role, "team": team}
    return _issued(agency=agency, issued_by=by.name, expires_at=Now() + INVITATION_IS_GOOD_FOR, **words)


def read(text: str) -> OneTimeLink:
    """Return a link by its text; raise LinkSpent for every text that is none that is good now."""
    with acting(system_actor("sign-in")):
        found = OneTimeLink.objects.good().filter(digest=digest_of(text[:LONGEST]))
        return _one(found.select_related("user", "agency", "team").first())


def standing(link_id: int | None) -> OneTimeLink:
    """Return a link that was read before, if it is still good; raise LinkSpent."""
    with acting(system_actor("sign-in")):
        found = OneTimeLink.objects.good().filter(pk=link_id or 0)
        return _one(found.select_related("user", "agency", "team").first())


def spend(link: OneTimeLink) -> None:
    """End a link in the transaction of what it lets somebody do; raise LinkSpent where another was faster."""
    if OneTimeLink.objects.good().filter(pk=link.pk).update(ended_at=Now()) != 1:
        raise LinkSpent


def digest_of(text: str) -> bytes:
    """Return what is kept of a link."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _issued(**words: object) -> tuple[OneTimeLink, str]:
    text = secrets.token_urlsafe(SECRET_BYTES)
    link = OneTimeLink.objects.create(digest=digest_of(text), **words)
    link.refresh_from_db(fields=["created_at", "expires_at"])
    return link, text


def _one(link: OneTimeLink | None) -> OneTimeLink:
    if link is None:
        raise LinkSpent
    return link
