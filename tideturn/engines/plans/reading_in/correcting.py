"""Correct a slip in a plan that staff published: in place, with a reason, and what stood there before is kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tideturn.engines.plans.actions.loading_details import rewrite_search_text
from tideturn.engines.plans.errors import CorrectedMeanwhile, NothingCorrected, OwnCorrection, PlanIsPacks
from tideturn.engines.plans.history import because
from tideturn.engines.plans.models import Commitment, Correction, Party, Quotation
from tideturn.engines.plans.own_work import is_own_work
from tideturn.engines.plans.reading_in.bodies import body_of
from tideturn.engines.plans.speaking import check_publishes_for_all
from tideturn.engines.plans.words import Origin, Role, Wording
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.audit import actions as audit

DATES = ("start_date", "due_date")


@dataclass(frozen=True)
class Words:
    """What a commitment says, of what can be corrected; owners by their names."""

    title: str
    wording: str
    owners: tuple[str, ...] = ()
    start_date: date | None = None
    due_date: date | None = None


def words_of(commitment: Commitment) -> Words:
    """Return what a commitment says now."""
    owners = commitment.parties.filter(role=Role.OWNER).order_by("order").select_related("organisation")
    text = commitment.quotations.filter(part=Wording.TEXT).first()
    return Words(
        title=commitment.title,
        wording=text.wording if text else "",
        owners=tuple(party.organisation.name for party in owners),
        start_date=commitment.start_date,
        due_date=commitment.due_date,
    )


@transaction.atomic
def correct(*, commitment: Commitment, words: Words, reason: str, seen: int, by: Actor) -> Correction:
    """Make a commitment say what is right, and return what it said; everybody reads the reason at once.

    `seen` is how many corrections whoever corrects knew of. Raise PlanIsPacks for a plan of the pack, OwnCorrection for
    what an agency of theirs answers for, NothingCorrected where nothing differs, and CorrectedMeanwhile where somebody
    else corrected it since.
    """
    check_publishes_for_all(by)
    held = Commitment.objects.select_for_update(of=("self",)).select_related("plan").get(pk=commitment.pk)
    if held.plan.origin != Origin.STAFF:
        raise PlanIsPacks
    if is_own_work(held, by):
        raise OwnCorrection
    if held.corrections.count() != seen:
        raise CorrectedMeanwhile
    before = words_of(held)
    fields = [name for name, value in vars(words).items() if value != getattr(before, name)]
    if not fields:
        raise NothingCorrected
    with because(by=by.name, reason=reason):
        kept = _keep(held, before, fields, reason)
        _write(held, words, fields, reason)
        rewrite_search_text([held.plan_id])
    _write_down(held, before, words, fields, reason, by)
    return kept


def _keep(held: Commitment, before: Words, fields: list[str], reason: str) -> Correction:
    stood = {name: value for name, value in vars(before).items() if name != "owners"}
    return Correction.objects.create(
        commitment=held,
        corrected_on=timezone.localdate(),
        fields=fields,
        reason=reason,
        due_reasoning=held.due_reasoning,
        is_open_ended=held.is_open_ended,
        **stood,
    )


def _write(held: Commitment, words: Words, fields: list[str], reason: str) -> None:
    held.title, held.start_date, held.due_date = words.title, words.start_date, words.due_date
    if any(name in fields for name in DATES):
        held.due_reasoning = reason
        held.is_open_ended = held.is_open_ended and held.due_date is None
    held.save(update_fields=["title", *DATES, "due_reasoning", "is_open_ended"])
    if "wording" in fields:
        Quotation.objects.filter(commitment=held, part=Wording.TEXT).update(wording=words.wording)
    if "owners" in fields:
        _name_owners(held, words.owners)


def _name_owners(held: Commitment, names: tuple[str, ...]) -> None:
    """Name other owners from today on; those of before stay for the days before."""
    today = timezone.localdate()
    held.parties.filter(role=Role.OWNER).update(unnamed_on=today)
    bodies = dict.fromkeys(body_of(name) for name in names)
    rows = [{"organisation_id": body, "order": order} for order, body in enumerate(bodies)]
    Party.objects.bulk_create(Party(commitment=held, role=Role.OWNER, named_on=today, **row) for row in rows)


def _write_down(held: Commitment, before: Words, words: Words, fields: list[str], reason: str, by: Actor) -> None:
    detail: dict[str, Any] = {
        "plan": held.plan_id, "commitment": held.local_id, "why": reason,
        "before": {name: _plain(getattr(before, name)) for name in fields},
        "after": {name: _plain(getattr(words, name)) for name in fields},
    }  # fmt: skip
    audit.record(actor=by, action="plans.commitment-corrected", kind="plans-commitment", subject=None, detail=detail)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
