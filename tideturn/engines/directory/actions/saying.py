"""Say something of a service as what our own source says of it: a version like any that an import brings."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Case, IntegerField, Max, Value, When
from django.utils import timezone

from tideturn.engines.directory.actions.concealing import Hidden, conceal_places
from tideturn.engines.directory.actions.projecting import project
from tideturn.engines.directory.canonical import digest_of, text_of
from tideturn.engines.directory.models import OUR_OWN, Import, Record, Service, Source, Version
from tideturn.engines.directory.own_word import joined
from tideturn.engines.directory.words import ImportState
from tideturn.foundations.access.acting import Actor

TITLE = "Written in the workspace"
PLACE = "the workspace"


@transaction.atomic
def say(*, service_id: uuid.UUID, content: Mapping[str, Any], name: str, by: Actor) -> Import:
    """Say of a service, or of a new one, what `content` holds, and leave the rest as it was; return it as an import.

    What tells where a confidential place is never gets in: it is taken out here as of every feed.
    """
    source = _our_source()
    record = our_record(service_id) or _new_record(service_id)
    before = record.version.content if record.version else {"id": str(service_id)}
    said = joined(before, {**content, "id": before["id"]})
    arrived = _import(source, name, is_new=record.version is None, by=by)
    hidden = Hidden(source)
    left = hidden.scrubber(hidden.taken_from(said, kind="service", feed_id=record.feed_id))
    _keep(record, arrived, left, digest_of(text_of(said)))
    conceal_places(source, hidden.places, by=by)
    # No word is new to the directory: terms are those of the pack, or stood here before.
    project([record.pk])
    return arrived


def our_record(service_id: uuid.UUID) -> Record | None:
    """Return what we say of a service; of one that was joined from two, what we said of the one that stayed."""
    first = Case(When(feed_id=str(service_id), then=Value(0)), default=Value(1), output_field=IntegerField())
    ours = Record.objects.filter(source_id=OUR_OWN, kind="service", service_id=service_id)
    return ours.select_related("version").order_by(first, "id").first()


def _our_source() -> Source:
    Source.objects.get_or_create(id=OUR_OWN, defaults={"title": TITLE, "rank": 0})
    return Source.objects.select_for_update().get(pk=OUR_OWN)


def _new_record(service_id: uuid.UUID) -> Record:
    is_known = Service.objects.filter(pk=service_id).exists()
    record, _ = Record.objects.get_or_create(
        source_id=OUR_OWN, kind="service", feed_id=str(service_id), defaults={"digest": b""}
    )
    record.service_id = service_id if is_known else None
    record.save(update_fields=["service"])
    return record


def _import(source: Source, name: str, *, is_new: bool, by: Actor) -> Import:
    last = source.imports.aggregate(last=Max("number"))["last"] or 0
    return Import.objects.create(
        source=source,
        number=last + 1,
        state=ImportState.APPLIED,
        name=name[:255],
        added=int(is_new),
        changed=int(not is_new),
        begun_by=by.name[:200],
        ended_at=timezone.now(),
        ended_by=by.name[:200],
    )


def _keep(record: Record, arrived: Import, content: Mapping[str, Any], digest: bytes) -> None:
    version = Version.objects.create(
        record=record,
        brought_by=arrived,
        before_id=record.version_id,
        vanished_before_id=record.vanished_id,
        content=content,
        digest=digest,
        place=PLACE,
        position=0,
    )
    record.version, record.digest, record.vanished = version, digest, None
    record.save(update_fields=["version", "digest", "vanished"])
