"""Meetings and what stands on their agendas, as their pages tell of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.engines.pathways.models import AgendaItem, Case
from tideturn.engines.people.record.queries import Identity
from tideturn.interfaces.design.moment import in_words
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.meetings import Met
from tideturn.interfaces.workspace.presenters.due import Due, dues_of
from tideturn.interfaces.workspace.presenters.rows import lead_of


@dataclass(frozen=True)
class MeetingLink:
    """One meeting in a list of them."""

    title: str
    team: str
    day: str
    href: str
    is_ours: bool


@dataclass(frozen=True)
class AgendaRow:
    """One case on an agenda: initials and no name, for whoever sees the screen from the other side of the room."""

    case_id: UUID
    person_id: UUID | None
    href: str
    reference: str
    initials: str
    why: str
    stage: str
    lead: str
    due: Due | None
    needed: str
    is_discussed: bool


def link_of(found: Met) -> MeetingLink:
    """Return a meeting as a list shows it."""
    meeting = found.meeting
    return MeetingLink(
        title=found.title,
        team=meeting.team.name,
        day=in_words(meeting.held_on),
        href=addresses.of("meeting-agenda", meeting_id=meeting.id),
        is_ours=found.is_ours,
    )


def rows_of(
    found: Met, items: Iterable[AgendaItem], people: Mapping[UUID, Identity], now: datetime
) -> tuple[AgendaRow, ...]:
    """Return what stands on an agenda, in its order."""
    return tuple(_row(found, item, people, now) for item in items)


def _row(found: Met, item: AgendaItem, people: Mapping[UUID, Identity], now: datetime) -> AgendaRow:
    case = item.case
    dues = dues_of(case.clocks_now, found.pathway, now)  # type: ignore[attr-defined]
    identity = people.get(case.person) if case.person else None
    return AgendaRow(
        case_id=case.id,
        person_id=case.person if identity else None,
        href=addresses.of("meeting-case", meeting_id=item.meeting_id, case_id=case.id),
        reference=case.reference,
        initials=initials_of(identity),
        why=why_words(item.why),
        stage=found.pathway.stage(case.stage).title,
        lead=lead_of(case),
        due=dues[0] if dues else None,
        needed=needed_of(case, dues),
        is_discussed=item.discussed_at is not None,
    )


def initials_of(identity: Identity | None) -> str:
    """Return the first letters of somebody's names; nothing where they are not known."""
    names = (identity.details.given_name, identity.details.family_name) if identity else ()
    return "".join(f"{name.strip()[0].upper()}." for name in names if name and name.strip())


def why_words(why: str) -> str:
    """Return why a case stands on an agenda."""
    words = {
        AgendaItem.CAME_IN: _("Came in since the last meeting"),
        AgendaItem.RAN_OUT: _("A clock has run out"),
        AgendaItem.CARRIED_OVER: _("Left over from the last meeting"),
        AgendaItem.BY_HAND: _("Put on by the team"),
    }
    return words.get(why, why)


def needed_of(case: Case, dues: Sequence[Due]) -> str:
    """Return what is needed next in a case, by the first of its clocks."""
    refused = _("Does not want to be contacted. ") if case.is_contact_refused else ""
    return refused + (dues[0].what if dues else _("Nothing is due"))


def cases_words(count: int) -> str:
    """Return how many cases there are."""
    return ngettext("%(count)s case", "%(count)s cases", count) % {"count": count}
