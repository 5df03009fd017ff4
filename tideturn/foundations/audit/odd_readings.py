"""What stands out in the reading of cases: kept as a question by the product itself, answered by a colleague."""

import hmac
import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.utils.encoding import force_bytes

from tideturn.foundations.access.acting import Actor, check_acts, current_actor
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions
from tideturn.foundations.audit.errors import AnonymousActor, OddReadingUnknown
from tideturn.foundations.audit.models import Near, OddReading
from tideturn.methods.looking.standing_out import StandsOut


def keep(agency: str, found: Iterable[StandsOut]) -> list[OddReading]:
    """Keep what stands out in an agency as questions that wait for an answer."""
    return OddReading.objects.bulk_create(
        OddReading(
            agency=agency,
            reader_id=one.reader,
            sign=one.sign.value,
            cases=list(one.cases),
            since=one.since,
            until=one.until,
            usual=one.usual,
            usual_of_team=one.usual_of_team,
            found_at=Now(),
        )
        for one in found
    )


def of_agency() -> "QuerySet[OddReading]":
    """Return what stands out in the actor's agency, but for their own: what waits first, then the latest."""
    in_order = F("answered_at").desc(nulls_first=True), "-found_at", "pk"
    return (
        OddReading.objects.filter(agency=current_actor().agency_id)
        .select_related("reader", "answered_by")
        .order_by(*in_order)
    )


@transaction.atomic
def answer(*, odd_id: uuid.UUID, was_in_order: bool, words: str, by: Actor) -> None:
    """Keep what somebody found who asked; raise OddReadingUnknown for one's own, another agency's and one answered."""
    check_acts(by)
    check_permission(by, Permission.READINGS_ANSWER)
    waiting = OddReading.objects.filter(pk=odd_id, agency=by.agency_id, answered_at=None).exclude(reader=by.user_id)
    kept = waiting.update(answered_at=Now(), answered_by=by.user_id, was_in_order=was_in_order, answer=words)
    if not kept:
        raise OddReadingUnknown
    detail = {"odd_reading": str(odd_id), "was_in_order": was_in_order}
    actions.record(actor=by, action="answer odd reading", kind="reading", subject=None, detail=detail)


def marks_of(words: Iterable[str], *, newest_only: bool = False) -> frozenset[bytes]:
    """Return the keyed marks of some words, under the keys in use: to be compared, and read by nobody."""
    keys = [settings.SECRET_KEY, *([] if newest_only else settings.SECRET_KEY_FALLBACKS)]
    said = list(words)
    return frozenset(hmac.digest(force_bytes(key), f"near:{word}".encode(), "sha256") for key in keys for word in said)


@transaction.atomic
def tell_near(kind: str, words: Sequence[str], *, by: Actor) -> None:
    """Keep what is near to somebody in the place of what they told before; the words themselves are not kept."""
    check_acts(by)
    user_id = _person(by)
    Near.objects.filter(user_id=user_id, kind=kind).delete()
    marks = sorted(marks_of(words, newest_only=True))
    Near.objects.bulk_create(Near(user_id=user_id, kind=kind, mark=mark, told_at=Now()) for mark in marks)
    detail = {"kind": kind, "marks": len(marks)}
    actions.record(actor=by, action="tell what is near", kind="account", subject=None, detail=detail)


def near_told_on(by: Actor) -> dict[str, date]:
    """Return which kinds of what is near somebody has told, and when."""
    mine = Near.objects.filter(user_id=_person(by)).order_by("told_at")
    return {near.kind: near.told_at.date() for near in mine}


def _person(by: Actor) -> int:
    if by.user_id is None:
        raise AnonymousActor("tell what is near")
    return by.user_id
