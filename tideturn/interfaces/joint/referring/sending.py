"""Sending a referral from a listing, by the person or by somebody at work: one case of the service's team, once."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from tideturn.engines.directory.models import Service
from tideturn.engines.pathways.actions.asking import ForSender, keep_asked
from tideturn.engines.pathways.models import Report
from tideturn.engines.pathways.moments import database_now
from tideturn.engines.people.record.errors import DetailsRefused
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.models import Agency, Team
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.sharing.words import Stance
from tideturn.interfaces.joint import wishes
from tideturn.interfaces.joint.intake import receiving
from tideturn.interfaces.joint.intake.errors import AnswersRefused
from tideturn.interfaces.joint.intake.report import NearFatalOverdose, digest_of
from tideturn.interfaces.joint.intake.self_referral import SENDER
from tideturn.interfaces.joint.referring import answering, codes
from tideturn.interfaces.joint.referring.errors import NobodyAnswers, NotAgreed, NotForThisAgency
from tideturn.packs.schema.pathway import Pathway

DOOR = "listing"


@dataclass(frozen=True)
class Who:
    """Whom it is about, and how they are reached; a phone or words on how to reach them must be there."""

    name: str = ""
    family_name: str = ""
    phone: str = ""
    reach: str = ""


@dataclass(frozen=True)
class Telling:
    """What is asked for; `answers` are those to the questions of the pathway's first stage."""

    who: Who
    answers: Mapping[str, Any] = field(default_factory=dict)
    more: str = ""


@dataclass(frozen=True)
class Agreed:
    """What the person said to the one who refers them: that they agree, and whether the outcome may be told back."""

    has_agreed: bool
    is_told: bool = False
    own_reference: str = ""


@dataclass(frozen=True)
class Sent:
    """What the sender is told; `code` only the person who asked for themselves."""

    report_id: uuid.UUID
    reference: str
    team: str
    answer_by: datetime | None
    code: str = ""


def ask(service: Service, telling: Telling, *, key: uuid.UUID) -> Sent:
    """Return what somebody who asked a service for themselves is told, once it is kept; the same for the same page.

    Raise NobodyAnswers where nobody would, AnswersRefused for what cannot be kept, and KeyUsedForAnother where the same
    page was sent before with other words.
    """
    if not answering.may_be_asked_by_oneself(service):
        raise NobodyAnswers
    code = codes.code_of(key)
    sent = _send(service, telling, None, key=key, sender=SENDER, code=code)
    return replace(sent, code=code)


def refer(service: Service, telling: Telling, agreed: Agreed, *, key: uuid.UUID, by: Actor) -> Sent:
    """Return what somebody at work who refers a person to a service is told, once it is kept.

    Raise NotAgreed without the person's yes, NotForThisAgency where the service takes no referrals of theirs, and
    what `ask` raises.
    """
    if not agreed.has_agreed:
        raise NotAgreed
    kind = Agency.objects.filter(pk=by.agency_id).values_list("kind", flat=True).first() or ""
    if not answering.may_be_asked_by(service, kind):
        raise NotForThisAgency
    return _send(service, telling, agreed, key=key, sender=by)


def _send(
    service: Service, telling: Telling, agreed: Agreed | None, *, key: uuid.UUID, sender: Actor, code: str = ""
) -> Sent:
    team, pathway = answering.team_for(service), answering.pathway_of_listings()
    if team is None or pathway is None:
        raise NobodyAnswers
    sending = _sending(service, team, pathway, telling, agreed, key)
    try:
        with acting(system_actor("intake")):
            receipt = json.loads(receiving.receive(sending, sender=sender))
            report_id = uuid.UUID(receipt["id"])
            digest = codes.digest_of(code, report_id) if code else None
            kept = ForSender(is_told=agreed is not None and agreed.is_told, code_digest=digest)
            if keep_asked(report_id, kept, by=sender) and agreed is not None:
                _keep_wish(report_id, team, pathway, sender)
    except DetailsRefused as error:
        raise AnswersRefused(error.reasons) from None
    due = min((clock["due_at"] for clock in receipt["clocks"]), default="")
    return Sent(report_id, receipt["reference"], receipt["responsible_team"], parse_datetime(due) if due else None)


def _sending(
    service: Service, team: Team, pathway: Pathway, telling: Telling, agreed: Agreed | None, key: uuid.UUID
) -> receiving.Sending:
    # The name that everybody may read, and nothing else of the entry: where a service is never comes into a case.
    asked = receiving.AskedService(service.pk, service.name, team)
    said = {"service": str(service.pk), **asdict(telling), **(asdict(agreed) if agreed else {})}
    report = _report(telling, agreed)
    return receiving.Sending(
        report, key, digest_of(said), DOOR, pathway=pathway.id, answers=dict(telling.answers), asked=asked
    )


def _report(telling: Telling, agreed: Agreed | None) -> NearFatalOverdose:
    who, own_reference = telling.who, agreed.own_reference if agreed else ""
    person = {"given_name": who.name, "family_name": who.family_name, "phone": who.phone}
    notes = (
        ("How and when to reach them", who.reach),
        ("Why they are referred" if agreed else "In their words", telling.more),
    )
    return NearFatalOverdose.model_validate(
        {
            "occurred_at": database_now().isoformat(),
            "source_reference": own_reference or None,
            "person": {name: value for name, value in person.items() if value} or None,
            "contact": "given",
            "notes": "\n".join(f"{label}: {text}" for label, text in notes if text) or None,
        }
    )


def _keep_wish(report_id: uuid.UUID, team: Team, pathway: Pathway, sender: Actor) -> None:
    """Keep that the person agreed to be referred to this agency for this purpose, as the sender heard it."""
    person = Report.objects.values_list("person", flat=True).get(pk=report_id)
    if person is None:
        return
    heard = replace(system_actor("intake"), name=sender.name)
    wishes.record(person=person, stance=Stance.AGREES, purpose=pathway.purpose, recipient_id=team.agency_id, by=heard)
    detail = {"stance": Stance.AGREES.value, "purpose": pathway.purpose, "recipient": team.agency_id}
    audit.record(actor=sender, action="record wish", kind="person", subject=person, detail=detail)
