"""Who holds a case: its team, and the lead in it. Where nobody is the lead, the duty lead of the team is."""

from dataclasses import replace

from tideturn.engines.pathways.entries import JournalEntry
from tideturn.engines.pathways.state import State
from tideturn.engines.pathways.steps.step import DoesNotFit, whole
from tideturn.packs.schema.pathway import Pathway


def team_changed(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Give the case to another team, where its duty lead has it until somebody takes it."""
    return with_team(state, str(entry.data.get("team", "")), is_national=bool(entry.data.get("national_queue")))


def with_team(state: State, team: str, *, is_national: bool = False, lead: int | None = None) -> State:
    """Return the state with another team, and with the lead who took it, if somebody did."""
    if not team:
        raise DoesNotFit("A case is never without a team. Name the one that takes it.")
    return replace(state, team=team, is_in_national_queue=is_national, lead=lead, lead_offered_to=None)


def lead_offered(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Ask somebody to become the lead; the present one stays until they accept."""
    return replace(state, lead_offered_to=whole(entry.data.get("to")))


def lead_accepted(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Make the one who was asked, and accepts, the lead."""
    if entry.by is None or entry.by != state.lead_offered_to:
        raise DoesNotFit("The lead was not offered to you, or was offered to somebody else since.")
    return replace(state, lead=entry.by, lead_offered_to=None)


def lead_declined(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Leave the case with its present lead: who was asked says no, or the offer is taken back."""
    if state.lead_offered_to is None:
        raise DoesNotFit("The lead is not on offer.")
    return replace(state, lead_offered_to=None)


def lead_left(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Give the case back to the team's duty lead."""
    return replace(state, lead=None)
