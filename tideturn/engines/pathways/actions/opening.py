"""Opening a case: the case, its first entry, its clocks and who may see it, all or nothing."""

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from tideturn.engines.pathways import notices
from tideturn.engines.pathways.actions.keeping import copy_state, set_clocks
from tideturn.engines.pathways.content import pathway_of
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.folding import fold
from tideturn.engines.pathways.models import Case, Entry
from tideturn.foundations.access.acting import Actor, current_actor
from tideturn.foundations.access.models import Team
from tideturn.foundations.crash_points import crash_point
from tideturn.foundations.sharing import actions as sharing
from tideturn.methods.identifiers import references

# Whoever opens a case does it anew where its reference stands already (`foundations.drawing`).
DRAWN_OF_CASE = "pathways_case_reference_key"


@dataclass(frozen=True)
class Opening:
    """What a case begins with."""

    pathway: str
    team: Team
    received_at: datetime
    area: str = ""
    person: uuid.UUID | None = None
    data: Mapping[str, Any] | None = None
    service: uuid.UUID | None = None
    service_name: str = ""


@transaction.atomic(savepoint=False)
def open_case(*, opening: Opening, by: Actor) -> Case:
    """Open a case with its journal, its clocks and its team, and tell the duty lead; the caller writes it down last."""
    case = Case(
        reference=references.make("CAS", secrets.choice),
        pathway=opening.pathway,
        person=opening.person,
        team=opening.team,
        area=opening.area,
        service=opening.service,
        service_name=opening.service_name,
        opened_at=opening.received_at,
    )
    entry = _first_entry(case, opening, by)
    state = fold([entry.as_journal_entry()], pathway_of(opening.pathway))
    sharing.register_subject(
        subject_id=case.id,
        kind="case",
        purpose=pathway_of(opening.pathway).purpose,
        agency_id=opening.team.agency_id,
        team_id=opening.team.id,
        about=opening.person,
        areas=[opening.area] if opening.area else [],
        by=current_actor(),
    )
    copy_state(case, state, set_clocks(case, state))
    case.save(force_insert=True)
    entry.save(force_insert=True)
    crash_point("after_insert")
    notices.tell(
        case,
        kind="case-assigned",
        targets=notices.targets_of(case, (notices.DUTY_LEAD,)),
        at=opening.received_at,
        key=f"{case.id}:opened",
    )
    return case


def _first_entry(case: Case, opening: Opening, by: Actor) -> Entry:
    return Entry(
        case=case,
        kind=Kind.OPENED,
        at=opening.received_at,
        recorded_at=opening.received_at,
        by_id=by.user_id,
        by_name=by.name,
        agency=by.agency_id or "",
        data={"team": str(opening.team.id), **(opening.data or {})},
    )
