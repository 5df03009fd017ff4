"""The pathway and the calendar that a case goes by, from the pack in use."""

from tideturn.engines.pathways.errors import PathwayUnknown
from tideturn.foundations.access.models import Team
from tideturn.methods.calendars import WorkingCalendar
from tideturn.methods.clocks import Limit, Unit
from tideturn.packs.areas import load_areas
from tideturn.packs.pathways import load_pathways
from tideturn.packs.schema.moment import Span
from tideturn.packs.schema.pathway import Pathway


def pathway_of(pathway_id: str) -> Pathway:
    """Return a pathway of the pack in use, or raise PathwayUnknown."""
    found = next((pathway for pathway in load_pathways() if pathway.id == pathway_id), None)
    if found is None:
        raise PathwayUnknown(pathway_id)
    return found


def calendar_of_team(team: Team) -> WorkingCalendar:
    """Return the calendar by which a team's days are counted: that of its own area, else the country's."""
    areas = load_areas()
    return areas.calendar_of(team.calendar_area) if team.calendar_area else areas.national_calendar


def limit_of(span: Span) -> Limit:
    """Return a pack's length of time as the clocks count it."""
    return Limit(span.amount, Unit(span.unit.value))
