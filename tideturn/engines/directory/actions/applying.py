"""Bring an import into the directory, refuse it, or take it back: whole, in one transaction."""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from tideturn.engines.directory.actions.concealing import conceal_places
from tideturn.engines.directory.actions.projecting import Step, nothing, project
from tideturn.engines.directory.actions.recognising import recognise
from tideturn.engines.directory.actions.wording import keep_words
from tideturn.engines.directory.errors import NothingToUndo, NothingWaits, SourceIsOurs
from tideturn.engines.directory.models import OUR_OWN, Arriving, Import, Record, Source
from tideturn.engines.directory.words import BESIDE, ImportState
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.audit import actions as audit

NEW_RECORDS = """
    insert into directory_record (source_id, kind, feed_id, digest)
    select %(source)s, kind, feed_id, ''::bytea from directory_arriving where within_id = %(import)s::uuid
    on conflict (source_id, kind, feed_id) do nothing
"""
NEW_VERSIONS = """
    insert into directory_version
        (record_id, brought_by_id, before_id, vanished_before_id, content, digest, place, position)
    select record.id, %(import)s::uuid, record.version_id, record.vanished_id, arriving.content, arriving.digest,
        arriving.place, arriving.position
    from directory_arriving as arriving
    join directory_record as record on record.source_id = %(source)s
        and record.kind = arriving.kind and record.feed_id = arriving.feed_id
    where arriving.within_id = %(import)s::uuid
        and (record.version_id is null or record.vanished_id is not null or record.digest <> arriving.digest)
"""
SAID_NOW = """
    update directory_record as record set version_id = version.id, digest = version.digest, vanished_id = null
    from directory_version as version where version.brought_by_id = %(import)s::uuid and version.record_id = record.id
"""
# Where in its feed a thing stands is not what is said of it: it moves on without a version of its own.
MOVED = """
    update directory_version as version set place = arriving.place, position = arriving.position
    from directory_arriving as arriving
    join directory_record as record on record.source_id = %(source)s
        and record.kind = arriving.kind and record.feed_id = arriving.feed_id
    where arriving.within_id = %(import)s::uuid and version.id = record.version_id
        and (version.place, version.position) is distinct from (arriving.place, arriving.position)
"""
VANISHED = """
    update directory_record as record set vanished_id = %(import)s::uuid
    where record.source_id = %(source)s and record.vanished_id is null and not exists (
        select from directory_arriving as arriving where arriving.within_id = %(import)s::uuid
        and arriving.kind = record.kind and arriving.feed_id = record.feed_id
    )
"""
COME_BACK = "update directory_record set vanished_id = null where vanished_id = %(import)s::uuid"
SAID_BEFORE = """
    update directory_record as record set version_id = version.before_id,
        digest = coalesce((select digest from directory_version as earlier where earlier.id = version.before_id), ''),
        vanished_id = case when version.before_id is null then %(import)s::uuid else version.vanished_before_id end
    from directory_version as version where version.brought_by_id = %(import)s::uuid and version.record_id = record.id
"""
# In two halves, each of which has an index: within the transaction that wrote all this the database has no figures by
# which to choose a good way through a join of both, and took minutes for a first import.
TOUCHED = """
    select record.kind = 'service', record.id from directory_version as version
    join directory_record as record on record.id = version.record_id
    where version.brought_by_id = %(import)s::uuid and record.kind <> %(beside)s
    union
    select kind = 'service', id from directory_record
    where source_id = %(source)s and vanished_id = %(import)s::uuid and kind <> %(beside)s
"""


@transaction.atomic
def apply(*, source_id: str, by: Actor, step: Step = nothing) -> Import:
    """Bring the waiting import of a source into the directory and return it; raise NothingWaits where none does."""
    waiting = _waiting(source_id)
    is_new = bool(waiting.added or waiting.changed or waiting.vanished)
    if is_new:
        _run(waiting, NEW_RECORDS, NEW_VERSIONS, SAID_NOW, VANISHED)
    _run(waiting, MOVED)
    _clear(waiting)
    conceal_places(waiting.source, waiting.concealed, by=by)
    if is_new:
        project(_touched(waiting), step=step)
        keep_words()
        recognise(source_id=source_id, by=by)
    return _ended(waiting, ImportState.APPLIED, by)


@transaction.atomic
def refuse(*, source_id: str, by: Actor) -> Import:
    """Throw the waiting import of a source away and return it; raise NothingWaits where none does."""
    waiting = _waiting(source_id)
    _clear(waiting)
    return _ended(waiting, ImportState.REFUSED, by)


@transaction.atomic
def undo(*, source_id: str, by: Actor, step: Step = nothing) -> Import:
    """Take the last applied import of a source back: the directory then says what it said before it.

    Raise NothingToUndo, or SourceIsOurs for what people write, each of whose words is taken back by itself.
    """
    if source_id == OUR_OWN:
        raise SourceIsOurs(source_id)
    applied = _imports(source_id).filter(state=ImportState.APPLIED).order_by("-number").first()
    if applied is None:
        raise NothingToUndo(source_id)
    return take_back(applied, by=by, step=step)


def take_back(applied: Import, *, by: Actor, step: Step = nothing) -> Import:
    """Take an import back of whose records nothing newer is known: the last of its source, or one word of ours."""
    touched = _touched(applied)
    _run(applied, COME_BACK, SAID_BEFORE)
    project(touched, step=step)
    keep_words()
    return _ended(applied, ImportState.UNDONE, by)


def _imports(source_id: str) -> Any:
    Source.objects.select_for_update().filter(pk=source_id).first()
    return Import.objects.filter(source_id=source_id)


def _waiting(source_id: str) -> Import:
    waiting: Import | None = _imports(source_id).filter(state=ImportState.PROPOSED).first()
    if waiting is None:
        raise NothingWaits(source_id)
    return waiting


def _run(arrived: Import, *statements: str) -> None:
    told: dict[str, Any] = {"source": arrived.source_id, "import": str(arrived.pk)}
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, told)


def _clear(arrived: Import) -> None:
    # By its name and not row by row: nothing hangs on what arrives.
    Arriving.objects.filter(within=arrived)._raw_delete(Arriving.objects.db)


def _touched(arrived: Import) -> list[int]:
    """Return the records of services that an import touched: all of the source's where it touched what they rest on."""
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED, {"source": arrived.source_id, "import": str(arrived.pk), "beside": BESIDE})
        found = cursor.fetchall()
    if all(is_service for is_service, _ in found):
        return sorted(record for _, record in found)
    of_source = Record.objects.filter(source_id=arrived.source_id, kind="service")
    return list(of_source.order_by("id").values_list("id", flat=True))


def _ended(arrived: Import, state: ImportState, by: Actor) -> Import:
    arrived.state, arrived.ended_at, arrived.ended_by = state, timezone.now(), by.name[:200]
    arrived.save(update_fields=["state", "ended_at", "ended_by"])
    detail = {name: getattr(arrived, name) for name in ("number", "added", "changed", "vanished")}
    audit.record(
        actor=by,
        action=f"directory.import-{state.value}",
        kind="directory-source",
        subject=arrived.pk,
        detail={"source": arrived.source_id, **detail},
    )
    return arrived
