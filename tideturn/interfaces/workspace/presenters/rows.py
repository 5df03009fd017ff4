"""A case as one row of a list: who, what is due and by when, and whose it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tideturn.engines.pathways.content import pathway_of
from tideturn.engines.pathways.models import Case
from tideturn.engines.people.record.queries import Identity
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.presenters.due import Due, dues_of


@dataclass(frozen=True)
class CaseRow:
    """One case in a list; `person_id` where the reader may know whom it is about."""

    id: UUID
    person_id: UUID | None
    href: str
    contact_href: str
    who: str
    reference: str
    service: str
    stage: str
    lead: str
    team: str
    due: Due | None
    further: int
    is_offered: bool
    is_contact_refused: bool


def rows_of(
    cases: Iterable[Case], people: Mapping[UUID, Identity], now: datetime, user_id: int | None
) -> tuple[CaseRow, ...]:
    """Return cases as rows, in their order."""
    return tuple(_row(case, people, now, user_id) for case in cases)


def _row(case: Case, people: Mapping[UUID, Identity], now: datetime, user_id: int | None) -> CaseRow:
    pathway = pathway_of(case.pathway)
    dues = dues_of(case.clocks_now, pathway, now)  # type: ignore[attr-defined]
    identity = people.get(case.person) if case.person else None
    return CaseRow(
        id=case.id,
        person_id=case.person if identity else None,
        href=addresses.of_case(case.id),
        contact_href=addresses.of_case(case.id, "log-contact"),
        who=name_of(identity),
        reference=case.reference,
        service=case.service_name,
        stage=pathway.stage(case.stage).title,
        lead=lead_of(case),
        team=case.team.name,
        due=dues[0] if dues else None,
        further=max(0, len(dues) - 1),
        is_offered=user_id is not None and case.lead_offered_to_id == user_id,
        is_contact_refused=case.is_contact_refused,
    )


def name_of(identity: Identity | None) -> str:
    """Return what somebody is called, or that it is not known."""
    parts = (identity.details.given_name, identity.details.family_name) if identity else ()
    return " ".join(part for part in parts if part) or _("Not known by name")


def lead_of(case: Case) -> str:
    """Return who has a case: its lead, else the duty lead; where there is neither, the team by its name."""
    if case.lead:
        return case.lead.shown_name
    if case.team.duty_lead:
        return _("%(name)s (duty lead)") % {"name": case.team.duty_lead.shown_name}
    return _("Whoever is on duty at %(team)s") % {"team": case.team.name}
