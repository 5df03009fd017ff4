"""Which team takes what happened somewhere: the area's, else the health board's, else the national queue."""

from django.db.models import Q

from tideturn.foundations.access.errors import NoTeamForArea
from tideturn.foundations.access.models import Team


def team_for(pathway_id: str, area_code: str | None, board_code: str | None = None) -> Team:
    """Return the team responsible for a pathway in an area; raise NoTeamForArea where not even a queue is there.

    A team that names the pathway comes before one that takes all, an older before a younger, so that the answer never
    depends on the order of rows.
    """
    for code in filter(None, (area_code, board_code)):
        if team := _team_of_area(pathway_id, code):
            return team
    queue = Team.objects.select_related("agency", "duty_lead").filter(is_national_queue=True).first()
    if queue is None:
        raise NoTeamForArea(pathway_id, area_code)
    return queue


def _team_of_area(pathway_id: str, code: str) -> Team | None:
    takes_it = Q(pathways=[]) | Q(pathways__contains=[pathway_id])
    teams = Team.objects.select_related("agency", "duty_lead").filter(
        takes_it, areas__contains=[code], is_national_queue=False
    )
    in_order = sorted(teams, key=lambda team: (pathway_id not in team.pathways, team.created_at, team.pk))
    return in_order[0] if in_order else None
