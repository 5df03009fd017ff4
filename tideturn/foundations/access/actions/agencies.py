"""Make agencies and teams."""

import re
from collections.abc import Sequence

from django.db import transaction
from django.utils.text import slugify

from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.errors import AgencyExists, AgencyIdUnfit, NameUnfit, NotOfTheTeam, TeamExists
from tideturn.foundations.access.kinds import kind_named
from tideturn.foundations.access.models import Agency, Membership, Team, User
from tideturn.foundations.access.words import NATIONAL

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NATIONAL_ID = "national"
LONGEST_ID, LONGEST_NAME = 80, 200


@transaction.atomic
def create_agency(
    *, name: str, kind: str, areas: Sequence[str] = (), agency_id: str | None = None, by: Actor
) -> tuple[Agency, Team]:
    """Make an agency and its first team, which takes cases of its areas where agencies of its kind follow people up.

    The first national agency's is the queue of what no area claims.

    Raise AgencyExists for an id that is taken and AgencyIdUnfit for one that is no slug.
    """
    slug = agency_id or slugify(name)
    check_name(name)
    if not _ID.fullmatch(slug) or len(slug) > LONGEST_ID:
        raise AgencyIdUnfit(slug)
    if Agency.objects.filter(pk=slug).exists():
        raise AgencyExists(slug)
    found = kind_named(kind)
    agency = Agency.objects.create(id=slug, name=name, kind=found.id, areas=list(areas))
    team = create_team(
        agency=agency,
        name=name,
        areas=areas if found.takes_cases else (),
        calendar_area=next(iter(areas), ""),
        is_national_queue=agency.kind == NATIONAL and not _has_queue(),
        by=by,
    )
    return agency, team


def create_team(
    *,
    agency: Agency,
    name: str,
    areas: Sequence[str] = (),
    pathways: Sequence[str] = (),
    calendar_area: str = "",
    is_national_queue: bool = False,
    by: Actor,
) -> Team:
    """Make a team; its clocks keep the holidays of `calendar_area`, else of its first area.

    Raise TeamExists where the agency has one of that name.
    """
    check_name(name)
    if agency.teams.filter(name=name).exists():
        raise TeamExists(name, agency.pk)
    return Team.objects.create(
        agency=agency,
        name=name,
        areas=list(areas),
        pathways=list(pathways),
        calendar_area=calendar_area or next(iter(areas), ""),
        is_national_queue=is_national_queue,
    )


def set_duty_lead(*, team: Team, user: User | None, by: Actor) -> None:
    """Say who has what nobody else of a team has; raise NotOfTheTeam for somebody who does not belong to it."""
    if user and not Membership.objects.in_force().filter(team=team, user=user, user__is_active=True).exists():
        raise NotOfTheTeam(user.shown_name, team.name)
    Team.objects.filter(pk=team.pk).update(duty_lead=user)


@transaction.atomic
def ensure_national_queue(*, by: Actor) -> Team:
    """Return the team that takes what no area claims, made with its agency where it is not there yet."""
    if queue := Team.objects.filter(is_national_queue=True).first():
        return queue
    agency, _ = Agency.objects.get_or_create(
        pk=NATIONAL_ID, defaults={"name": "National coordination", "kind": NATIONAL}
    )
    return create_team(agency=agency, name="National queue", is_national_queue=True, by=by)


def check_name(name: str) -> None:
    """Raise NameUnfit for a name that nobody could read or no table could hold."""
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise NameUnfit(LONGEST_NAME)


def _has_queue() -> bool:
    return Team.objects.filter(is_national_queue=True).exists()
