"""How a referral from a listing stands, for the person who asked and for the agency that sent it; never more."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Now

from tideturn.engines.pathways import standings
from tideturn.engines.pathways.content import pathway_of
from tideturn.engines.pathways.models import Asked
from tideturn.engines.pathways.standings import Standing, Step
from tideturn.engines.people.record import queries as record
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.sharing.models import Wish
from tideturn.foundations.sharing.words import Stance
from tideturn.interfaces.joint.intake.self_referral import SENDER
from tideturn.interfaces.joint.referring import codes
from tideturn.interfaces.joint.referring.errors import NothingToShow
from tideturn.methods.identifiers import references

# Compared with where there is no such reference, so that the answer takes the same way.
NOBODYS = uuid.UUID(int=0)


@dataclass(frozen=True)
class Shown:
    """A referral as its sender sees it. `outcome`, `words` and `told` are empty until it ended, or where not agreed."""

    report_id: uuid.UUID
    reference: str
    service: uuid.UUID
    service_name: str
    sent_at: datetime
    step: Step
    since: datetime
    outcome: str = ""
    words: str = ""
    told: tuple[str, ...] = ()
    is_told: bool = True
    own_reference: str = ""
    sent_by: str = ""


def for_person(reference: str, code: str) -> Shown:
    """Return how the asking of whoever holds the reference and the code stands; raise NothingToShow for all others."""
    with acting(system_actor("intake")):
        found = Asked.objects.filter(reference=references.normalise(reference) or "").first()
    held = bytes(found.code_digest) if found and found.code_digest else bytes(32)
    if not codes.is_code_of(code, found.pk if found else NOBODYS, held) or found is None:
        raise NothingToShow
    standing = standings.standings_of([found.pk])[found.pk]
    with acting(SENDER):
        audit.record(actor=SENDER, action="read standing", kind="report", subject=found.pk)
    return replace(_shown(found, standing), told=standings.told_back(found.pk))


def for_sender(asked: Iterable[Asked], by: Actor) -> tuple[Shown, ...]:
    """Return how the referrals that an agency sent stand, in their order, each as far as the person agreed."""
    rows = list(asked)
    found = standings.standings_of(row.pk for row in rows)
    return tuple(_as_agreed(row, found[row.pk], by) for row in rows if row.pk in found)


def one_for_sender(report_id: uuid.UUID, by: Actor) -> Shown:
    """Return one of them, with what the service answered; raise ReportNotFound for what the agency did not send."""
    [shown] = for_sender([standings.asked_by(report_id, by)], by)
    return replace(shown, told=standings.told_back(report_id)) if shown.is_told else shown


def _as_agreed(asked: Asked, standing: Standing, by: Actor) -> Shown:
    shown = _shown(asked, standing)
    if asked.is_told and not _objects(standing.person, by.agency_id or ""):
        return shown
    return replace(shown, outcome="", words="", is_told=False)


def _shown(asked: Asked, standing: Standing) -> Shown:
    outcomes = pathway_of(standing.pathway).outcomes
    ended = next((one for one in outcomes if one.id == standing.outcome), None)
    return Shown(
        report_id=asked.pk,
        reference=asked.reference,
        service=asked.service,
        service_name=asked.service_name,
        sent_at=asked.sent_at,
        step=standing.step,
        since=standing.since,
        outcome=ended.title if ended else "",
        words=ended.words if ended else "",
        own_reference=asked.own_reference,
        sent_by=asked.sent_by.shown_name if asked.sent_by else "",
    )


def _objects(person: uuid.UUID | None, agency_id: str) -> bool:
    """Return whether the person has said meanwhile that this agency shall learn nothing."""
    if person is None:
        return False
    with acting(system_actor("intake")):
        known = record.people([person]).get(person)
        parts = known.part_ids if known else (person,)
        in_force = Wish.objects.filter(Q(until=None) | Q(until__gt=Now()), person__in=parts, withdrawn_at=None)
        to_them = Q(recipient=None) | Q(recipient=agency_id)
        return in_force.filter(to_them, stance=str(Stance.OBJECTS)).exists()
