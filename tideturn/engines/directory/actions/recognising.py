"""Recognise the services that two sources both tell of: the sure at once, the doubtful by a person; reversible."""

import uuid
from collections.abc import Iterable, Mapping

from django.db import connection, transaction
from django.utils import timezone

from tideturn.engines.directory.actions.projecting import AT_ONCE, project_services
from tideturn.engines.directory.errors import NotOnePair
from tideturn.engines.directory.listing import national_id
from tideturn.engines.directory.models import Likeness, Record, Service
from tideturn.engines.directory.sketching import sketch_of
from tideturn.engines.directory.words import LikenessState
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.audit import actions as audit
from tideturn.methods.sameness.weighing import TOO_COMMON, Pair, Verdict, Weighed, decide, weigh

CANDIDATES = """
    with told as materialized (
        select service.id, bool_or(record.source_id = %(source)s) as is_ours, service.marks
        from directory_service as service
        join directory_record as record on record.service_id = service.id and record.vanished_id is null
        where service.same_as_id is null and service.withdrawn_at is null group by service.id
    ), marked as materialized (select id, is_ours, unnest(marks) as mark from told),
    telling as materialized (
        select mark from marked group by mark
        having count(*) <= %(too_common)s and bool_or(is_ours) and not bool_and(is_ours)
    )
    select distinct ours.id, theirs.id from telling
    join marked as ours on ours.mark = telling.mark and ours.is_ours
    join marked as theirs on theirs.mark = telling.mark and not theirs.is_ours
"""


def recognise(*, source_id: str, by: Actor) -> None:
    """Join the services of a source with those of others that are surely the same, and note the doubtful ones.

    A pair that a person has decided about is left as it is.
    """
    if not Record.objects.exclude(source=source_id).filter(service__isnull=False).exists():
        return
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, {"source": source_id, "too_common": TOO_COMMON})
        pairs = {(ours, theirs) for ours, theirs in cursor.fetchall()} - _decided()
    weighed = _weighed(pairs)
    for pair in decide(weighed):
        _keep(pair, by)


def _decided() -> set[tuple[uuid.UUID, uuid.UUID]]:
    decided = Likeness.objects.exclude(state=LikenessState.DOUBTFUL).values_list("first_id", "second_id")
    return {pair for first, second in decided for pair in ((first, second), (second, first))}


def _weighed(pairs: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> Mapping[tuple[str, str], Weighed]:
    wanted = list(pairs)
    found: dict[tuple[str, str], Weighed] = {}
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        services = Service.objects.in_bulk({one for pair in part for one in pair})
        sketches = {key: sketch_of(service.document) for key, service in services.items()}
        found |= {(str(ours), str(theirs)): weigh(sketches[ours], sketches[theirs]) for ours, theirs in part}
    return found


def _keep(pair: Pair, by: Actor) -> None:
    ours, theirs = uuid.UUID(pair.first), uuid.UUID(pair.second)
    first, second = sorted((ours, theirs))
    said = {"bits": pair.weighed.bits, "reasons": pair.weighed.reasons}
    if pair.verdict is Verdict.SAME:
        Likeness.objects.update_or_create(
            first_id=first, second_id=second, defaults=said | {"state": LikenessState.SAME}
        )  # fmt: skip
        _join(kept=theirs, other=ours, by=by, is_sure=True)
    else:
        Likeness.objects.update_or_create(first_id=first, second_id=second, defaults=said)


@transaction.atomic
def say_same(*, likeness_id: int, by: Actor) -> None:
    """Make two services one, as a person says; raise NotOnePair where they are not two any more."""
    pair = _told(likeness_id, LikenessState.SAME, by)
    _join(kept=pair.first_id, other=pair.second_id, by=by, is_sure=False)


@transaction.atomic
def say_other(*, likeness_id: int, by: Actor) -> None:
    """Keep two services apart for good, as a person says; two that were one are two again."""
    pair = _told(likeness_id, LikenessState.OTHER, by)
    _part({pair.first_id, pair.second_id}, by=by)


def _told(likeness_id: int, state: LikenessState, by: Actor) -> Likeness:
    pair = Likeness.objects.select_for_update().filter(pk=likeness_id).first()
    if pair is None or pair.state == state:
        raise NotOnePair(likeness_id)
    pair.state, pair.told_at, pair.told_by = state, timezone.now(), by.name[:200]
    pair.save(update_fields=["state", "told_at", "told_by"])
    return pair


def _join(*, kept: uuid.UUID, other: uuid.UUID, by: Actor, is_sure: bool) -> None:
    Record.objects.filter(service=other).update(service=kept)
    Service.objects.filter(same_as=other).update(same_as=kept)
    Service.objects.filter(pk=other).update(same_as=kept)
    project_services([kept, other])
    detail = {"same_as": str(kept), "sure": is_sure}
    audit.record(actor=by, action="directory.joined", kind="directory-service", subject=other, detail=detail)


def _part(services: Iterable[uuid.UUID], *, by: Actor) -> None:
    """Give each of some services back the records that were its own before it was joined."""
    joined = list(Service.objects.filter(pk__in=services, same_as__isnull=False))
    for service in joined:
        kept = service.same_as_id
        own = [record.pk for record in Record.objects.filter(service=kept) if _first_service(record) == service.pk]
        Record.objects.filter(pk__in=own).update(service=service)
        Service.objects.filter(pk=service.pk).update(same_as=None)
        project_services([service.pk, *([kept] if kept else [])])
        audit.record(actor=by, action="directory.parted", kind="directory-service", subject=service.pk)


def _first_service(record: Record) -> uuid.UUID:
    return national_id(record.source_id, record.kind, record.feed_id)
