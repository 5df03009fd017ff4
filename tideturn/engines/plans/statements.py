"""Statements as they are found: one's own, those that wait to be published, and what each would change."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from tideturn.engines.plans import queries
from tideturn.engines.plans.errors import NotYours
from tideturn.engines.plans.models import AreaDelivery, Commitment, Organisation, Position, Statement
from tideturn.engines.plans.speaking import of_whom_one_publishes, publishes_for
from tideturn.engines.plans.words import OPEN_STATES, StatementState
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission

# What is always looked at with a statement.
BESIDE = ("commitment__plan", "body", "agency", "upload")


def statements(by: Actor) -> "QuerySet[Statement]":
    """Return the statements that somebody may see: of their own work, and those they may publish."""
    may_see = Q(pk__in=[])
    if has_permission(by, Permission.PLANS_EDIT):
        may_see |= Q(agency=by.agency_id, area_code="")
    if has_permission(by, Permission.PLANS_AREA):
        may_see |= Q(agency=by.agency_id) & ~Q(area_code="")
    if has_permission(by, Permission.PLANS_PUBLISH):
        may_see |= of_whom_one_publishes(by) & ~Q(state__in=(StatementState.DRAFT, StatementState.DROPPED))
    return Statement.objects.filter(may_see).select_related(*BESIDE)


def statement_of(statement_id: uuid.UUID, by: Actor) -> Statement:
    """Return a statement that somebody may see; raise NotYours for every other."""
    found = statements(by).filter(pk=statement_id).first()
    if found is None:
        raise NotYours
    return found


def waiting(by: Actor) -> "QuerySet[Statement]":
    """Return what somebody may publish, the longest waiting first; what they wrote themselves is not in it."""
    found = statements(by).filter(state=StatementState.SUBMITTED).exclude(writer=by.user_id)
    return found.exclude(writers__contains=[by.user_id or 0]).order_by("submitted_at", "id")


def open_of(commitment: Commitment, body: Organisation) -> Statement | None:
    """Return what a body has begun to say of a commitment and nobody has decided about."""
    found = Statement.objects.filter(commitment=commitment, body=body, area_code="", state__in=OPEN_STATES)
    return found.select_related(*BESIDE).first()


def open_of_area(commitment: Commitment, area_code: str) -> Statement | None:
    """Return what has been begun to be said of one area."""
    found = Statement.objects.filter(commitment=commitment, area_code=area_code, state__in=OPEN_STATES)
    return found.select_related(*BESIDE).first()


def may_publish(statement: Statement, by: Actor) -> bool:
    """Return whether somebody may publish what an agency handed in; that they did not write it is asked apart."""
    return publishes_for(statement.agency_id, by)


def wrote(statement: Statement, by: Actor) -> bool:
    """Return whether somebody wrote any of a statement, though others wrote in it after them."""
    return by.user_id is not None and by.user_id in (statement.writer_id, *statement.writers)


def last_words(commitment: Commitment, body: Organisation | None, on: date) -> Position | None:
    """Return what a body said of a commitment last by a day."""
    found = Position.objects.filter(commitment=commitment, by=body, stated_on__lte=on)
    return found.prefetch_related("evidence").order_by("-stated_on", "-id").first()


def last_of_area(commitment: Commitment, area_code: str, on: date) -> AreaDelivery | None:
    """Return what was said of one area last by a day."""
    found = AreaDelivery.objects.filter(commitment=commitment, area_code=area_code, stated_on__lte=on)
    return found.prefetch_related("evidence").order_by("-stated_on", "-id").first()


@dataclass(frozen=True)
class Difference:
    """One field that a statement would change: what is held now, and what would be."""

    field: str
    now: object
    then: object


def differences(statement: Statement, on: date) -> tuple[Difference, ...]:
    """Return what a statement would change of what the register holds on a day, field by field."""
    held = queries.commitment(statement.commitment.plan_id, statement.commitment.local_id, on)
    last = last_of_area(held, statement.area_code, on) if statement.area_code else last_words(held, statement.body, on)
    return tuple(one for one in _changes(statement, held, last) if one.then not in (None, "", []))


def _changes(statement: Statement, held: Any, last: Position | AreaDelivery | None) -> list[Difference]:
    ended = "no condition" if statement.condition == "" and held.current_condition else statement.condition
    return [
        Difference("status", last.status if last else "", statement.status),
        Difference("note", last.note if last else "", statement.note),
        Difference("stated_on", last.stated_on if last else None, statement.stated_on),
        Difference("due_date", held.current_due_date, statement.due_date),
        Difference("due_reason", "", statement.due_reason),
        Difference("acceptance", held.acceptance_value, statement.acceptance),
        Difference("acceptance_reason", "", statement.acceptance_reason),
        Difference("condition", held.current_condition, ended),
        Difference("exhibits", [], statement.exhibits),
    ]
