"""Teams to refer to, narrowed by where they work and of which kind they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from tideturn.engines.pathways.models import Case
from tideturn.foundations.access.models import Team
from tideturn.foundations.sharing import queries as sharing
from tideturn.foundations.sharing.words import WhyNotSeen
from tideturn.interfaces.design.forms import Option
from tideturn.packs.areas import load_areas
from tideturn.packs.pathways import load_vocabularies

EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Narrowing:
    """Where teams are looked for and of which kind, with what may be chosen."""

    area: str
    kind: str
    areas: tuple[Option, ...]
    kinds: tuple[Option, ...]


def narrowing_of(asked: Mapping[str, str], case: Case) -> Narrowing:
    """Return what is looked for: where nothing is asked, teams of the case's own area."""
    areas = load_areas()
    kinds = tuple(Option(kind.id, kind.title) for kind in load_vocabularies().agency_kinds)
    area = asked.get("area") or case.area or EVERYWHERE
    return Narrowing(
        area=area if area == EVERYWHERE or areas.is_known(area) else EVERYWHERE,
        kind=asked.get("kind", "") if asked.get("kind") in {kind.value for kind in kinds} else "",
        areas=tuple(Option(place.code, place.name) for place in areas.areas),
        kinds=kinds,
    )


def teams(narrowing: Narrowing, case: Case) -> list[Team]:
    """Return the teams found, without the one that holds the case; a team without areas works everywhere."""
    found = Team.objects.filter(is_national_queue=False).exclude(pk=case.team_id).select_related("agency")
    if narrowing.kind:
        found = found.filter(agency__kind=narrowing.kind)
    if narrowing.area != EVERYWHERE:
        codes = [narrowing.area, load_areas().board_code(narrowing.area)]
        found = found.filter(Q(areas=[], agency__areas=[]) | Q(areas__overlap=codes) | Q(agency__areas__overlap=codes))
    return list(found.order_by("agency__name", "name"))


def of_kind(kind: str, case: Case) -> list[Team]:
    """Return the teams of agencies of a kind, those of the case's area first."""
    found = Team.objects.filter(agency__kind=kind).exclude(pk=case.team_id).select_related("agency")
    is_near = {True: 0, False: 1}
    return sorted(found, key=lambda team: (is_near[case.area in team.areas + team.agency.areas], team.name, team.pk))


def options(found: Iterable[Team]) -> tuple[Option, ...]:
    """Return teams to choose among."""
    return tuple(Option(str(team.pk), name_of(team)) for team in found)


def warning_of(case: Case, team_id: str) -> str:
    """Return why the team that is chosen would not see a case that is referred to it, or nothing where it would."""
    try:
        team = Team.objects.select_related("agency").filter(pk=UUID(team_id)).first()
    except ValueError:
        return ""
    why = sharing.why_not_seen(case.pk, team.agency_id) if team else None
    if team is None or why is None:
        return ""
    sentences = {
        WhyNotSeen.NO_AGREEMENT: _(
            "No agreement in force lets %(agency)s see this case, and the person has not agreed to it. They will be "
            "told that something was referred to them, and will not see what."
        ),
        WhyNotSeen.OBJECTS: _(
            "The person objects to %(agency)s seeing this case. They will be told that something was referred to them, "
            "and will not see what."
        ),
    }
    return sentences[why] % {"agency": team.agency.name}


def name_of(team: Team) -> str:
    """Return a team with its agency, once where both are called the same."""
    return team.name if team.name == team.agency.name else f"{team.name}, {team.agency.name}"
