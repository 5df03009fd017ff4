"""Receiving an invented report as if it had come some time ago, through the same engine as every other."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from tideturn.engines.pathways import matching, receipts, reports
from tideturn.engines.pathways.models import Case
from tideturn.foundations.access import routing
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.models import Team
from tideturn.interfaces.joint.demonstration.people import Draft
from tideturn.interfaces.joint.demonstration.staff import AGENCIES
from tideturn.interfaces.joint.intake import persons
from tideturn.interfaces.joint.intake.receiving import Sending, as_told
from tideturn.interfaces.joint.intake.report import PATHWAY, NearFatalOverdose

DOOR = "demonstration"


def sender_of(agency: str) -> Actor:
    """Return the program of an invented agency; nobody has a credential of it."""
    return Actor(agency, None, next(one.name for one in AGENCIES if one.id == agency))


def receive(draft: Draft, received_at: datetime) -> Case | None:
    """Keep a report that was received at a moment and return its case; nothing where it was kept before."""
    report = NearFatalOverdose.model_validate(draft.said(received_at))
    sender = sender_of(draft.sender)
    with acting(system_actor("intake")):
        sending = Sending(report, draft.key, sha256(str(draft.key).encode()).digest(), DOOR)
        receipt = receipts.claim(agency_id=draft.sender, key=sending.key, digest=sending.digest)
        if receipt is None:
            return None
        told = as_told(sending, receipt, received_at, draft.sender)
        matching.hold(told)
        found = persons.find(report, told, sender)
        told = replace(told, person=found.person)
        team, into = _team(told.area), persons.certain_case(told, found)
        kept = reports.take(told, team=team, into=into, likely_people=found.likely, by=sender)
        receipts.complete(receipt, receipts.answer(kept, team=team, pathway_id=PATHWAY))
        reports.write_down(kept, has_joined=into is not None, by=sender)
        return kept.case


def _team(area: str) -> Team:
    return routing.team_for(PATHWAY, area or None)
