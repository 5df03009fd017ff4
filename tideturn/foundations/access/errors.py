"""What can go wrong with who may do what, with the remedy."""

from collections.abc import Iterable


class AccessError(Exception):
    """Something asked of access cannot be done; the message says what to do."""


class PermissionMissing(AccessError):
    """The actor may not do this."""

    def __init__(
        self, name: str, words: str, remedy: str = "Ask a manager of your agency for a role that may."
    ) -> None:
        super().__init__(f"{name} may not {words}. {remedy}")


class NobodyActs(AccessError):
    """Something was to be done and nobody was said to do it."""

    def __init__(self) -> None:
        super().__init__("Nobody acts here. Do this inside `with acting(actor):`, which says who does.")


class ActorUnclear(AccessError):
    """An actor is neither of an agency nor a part of the system, or both."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The actor “{name}” must act either for an agency or as a part of the system.")


class AgencyUnknown(AccessError):
    """No agency has this id."""

    def __init__(self, agency_id: str) -> None:
        super().__init__(f"There is no agency “{agency_id}”. See `tideturn access list` for those there are.")


class AgencyExists(AccessError):
    """An agency of this id is there already."""

    def __init__(self, agency_id: str) -> None:
        super().__init__(f"There is already an agency “{agency_id}”. Choose another with --id.")


class AgencyIdUnfit(AccessError):
    """An id is no slug."""

    def __init__(self, agency_id: str) -> None:
        super().__init__(
            f"“{agency_id}” is no id for an agency: use small letters, digits and hyphens, such as tayside-nhs."
        )


class NameUnfit(AccessError):
    """A name is empty or too long."""

    def __init__(self, longest: int) -> None:
        super().__init__(f"Give a name of one to {longest} characters.")


class EmailUnfit(AccessError):
    """An address is none."""

    def __init__(self, email: str) -> None:
        super().__init__(f"“{email}” is no e-mail address. Give one such as name@agency.example.")


class TeamExists(AccessError):
    """The agency has a team of this name."""

    def __init__(self, name: str, agency_id: str) -> None:
        super().__init__(f"“{agency_id}” has a team “{name}” already. Choose another name.")


class TeamUnknown(AccessError):
    """No team of the agency has this name or id."""

    def __init__(self, team: str, agency_id: str) -> None:
        super().__init__(f"“{agency_id}” has no team “{team}”. See `tideturn access list` for those it has.")


class NotOfTheTeam(AccessError):
    """Somebody is to answer for a team to which they do not belong."""

    def __init__(self, name: str, team: str) -> None:
        super().__init__(f"{name} does not belong to “{team}”. Choose one of its members, or make them one first.")


class RoleUnknown(AccessError):
    """No role has this id."""

    def __init__(self, role: str, roles: Iterable[str]) -> None:
        super().__init__(f"There is no role “{role}”. Use one of: {', '.join(roles)}.")


class PermissionUnknown(AccessError):
    """No permission has this name."""

    def __init__(self, permission: str, permissions: Iterable[str]) -> None:
        super().__init__(f"There is no permission “{permission}”. Use one of: {', '.join(permissions)}.")


class EmailTaken(AccessError):
    """Somebody signs in with this address already."""

    def __init__(self, email: str) -> None:
        super().__init__(f"Somebody signs in as {email} already. Use another address, or give that user a membership.")


class CredentialUnknown(AccessError):
    """The agency has no credential that begins so."""

    def __init__(self, prefix: str) -> None:
        super().__init__(f"There is no credential “{prefix}” in force. See `tideturn access list`.")


class NoTeamForArea(AccessError):
    """No team covers an area and there is no national queue to take what nobody covers."""

    def __init__(self, pathway_id: str, area_code: str | None) -> None:
        super().__init__(
            f"No team takes “{pathway_id}” in {area_code or 'an area that is not known'}, and there is no national "
            "queue. Make one with `tideturn access create-agency --name … --kind national --id national`."
        )


class NotAMember(AccessError):
    """Someone belongs to no agency in which they could act."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} belongs to no agency at present. An agency manager can say that they do.")


class ActsForAnother(AccessError):
    """A write is said to be by someone other than the one who acts."""

    def __init__(self, said: str, acts: str) -> None:
        super().__init__(f"This was to be written as by “{said}” while “{acts}” acts. Say the one who acts.")


class UserUnknown(AccessError):
    """Nobody signs in by an address."""

    def __init__(self, email: str) -> None:
        super().__init__(f"Nobody signs in as “{email}”. See `tideturn access list` for those who do.")


class LinkSpent(AccessError):
    """A link was used, was taken back, has run out, or never was; which of these is nobody's to know."""

    def __init__(self) -> None:
        super().__init__("This link is not good any more. Ask whoever gave it to you for another.")


class NotForThem(AccessError):
    """A link was given to somebody else than the one who is signed in."""

    def __init__(self) -> None:
        super().__init__(
            "This link is for another address than the one you signed in by. Sign out, then open it again."
        )


class ResetsThemself(AccessError):
    """An administrator is to reset their own signing in."""

    def __init__(self) -> None:
        super().__init__("You cannot reset your own signing in. Change your password and second step in your account.")


class ActsForOthersToo(AccessError):
    """One agency is to let somebody in anew who acts for another as well."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} acts for another agency too, and no agency opens what another's people may see. Ask whoever runs "
            "Tideturn to do it with `tideturn access reset-user`."
        )
