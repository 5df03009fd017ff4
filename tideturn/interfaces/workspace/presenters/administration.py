"""The parts of an agency's administration, and what opens each."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.workspace import addresses


@dataclass(frozen=True)
class Desk:
    """One part of the administration."""

    title: object
    words: object
    name: str
    needs: Permission

    @property
    def href(self) -> str:
        """Return its address."""
        return addresses.of(self.name)


DESKS = (
    Desk(_("Members and teams"), _("Who belongs to the agency, in which role, and who is duty lead."), "members",
         Permission.MEMBERS_MANAGE),
    Desk(_("Credentials"), _("Which programs may send reports."), "credentials", Permission.CREDENTIALS_MANAGE),
    Desk(_("Sharing agreements"), _("With whom cases may be shared, for what and since when."), "agreements",
         Permission.AGREEMENTS_MANAGE),
    Desk(_("Audit trail"), _("Who of the agency did or read what."), "audit", Permission.AUDIT_READ),
)  # fmt: skip


def desks_of(permissions: Collection[str]) -> tuple[Desk, ...]:
    """Return the parts that are open to somebody with these permissions."""
    return tuple(desk for desk in DESKS if desk.needs in permissions)
