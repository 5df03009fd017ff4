"""Members and teams of an agency, as their page tells them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.timezone import localtime

from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.models import Membership, OneTimeLink, Team
from tideturn.foundations.access.roles import ROLES
from tideturn.interfaces.design.moment import in_words
from tideturn.interfaces.workspace.presenters.measures import area_name


@dataclass(frozen=True)
class MemberRow:
    """One membership."""

    id: int
    name: str
    email: str
    role: str
    team: str
    since: str
    is_me: bool


@dataclass(frozen=True)
class InvitedRow:
    """Somebody who was invited and has not accepted yet."""

    id: int
    name: str
    email: str
    role: str
    team: str
    until: str


@dataclass(frozen=True)
class TeamRow:
    """One team."""

    id: uuid.UUID
    name: str
    areas: str
    duty_lead: str
    members: int


def members_of(memberships: Iterable[Membership], me: Actor) -> tuple[MemberRow, ...]:
    """Return memberships as rows."""
    return tuple(_member(membership, me) for membership in memberships)


def invited_of(invitations: Iterable[OneTimeLink]) -> tuple[InvitedRow, ...]:
    """Return invitations as rows."""
    return tuple(
        InvitedRow(
            id=one.pk,
            name=one.name,
            email=one.email,
            role=role_name(one.role),
            team=one.team.name if one.team else "",
            until=in_words(localtime(one.expires_at).date()),
        )
        for one in invitations
    )


def role_name(role_id: str) -> str:
    """Return what a role is called."""
    return ROLES[role_id].title if role_id in ROLES else role_id


def _member(membership: Membership, me: Actor) -> MemberRow:
    return MemberRow(
        id=membership.pk,
        name=membership.user.shown_name,
        email=membership.user.email,
        role=role_name(membership.role),
        team=membership.team.name if membership.team else "",
        since=in_words(membership.since.date()),
        is_me=membership.user_id == me.user_id,
    )


def teams_of(teams: Iterable[Team], memberships: Iterable[Membership]) -> tuple[TeamRow, ...]:
    """Return teams as rows, each with how many belong to it."""
    of_team = [membership.team_id for membership in memberships]
    return tuple(
        TeamRow(
            id=team.pk,
            name=team.name,
            areas=", ".join(area_name(code) for code in team.areas),
            duty_lead=team.duty_lead.shown_name if team.duty_lead else "",
            members=of_team.count(team.pk),
        )
        for team in teams
    )
