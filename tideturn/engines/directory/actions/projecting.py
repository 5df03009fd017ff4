"""Bring the one directory of the country up to what its sources say now."""

import gc
import json
import secrets
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from tideturn.engines.directory.actions.writing import write_rows
from tideturn.engines.directory.describing import describing, tag
from tideturn.engines.directory.freshness import freshness
from tideturn.engines.directory.listing import Row, national_id, rows_of
from tideturn.engines.directory.merging import Merged, Said, merged
from tideturn.engines.directory.models import OUR_OWN, Listing, Organisation, Record, Service
from tideturn.engines.directory.opening import calendar_at, hours_of_week, hours_told
from tideturn.engines.directory.sketching import sketch_of
from tideturn.engines.directory.speaking import Spoken, Told, namer, spoken_of
from tideturn.engines.directory.words import ListingKind, ServiceStatus
from tideturn.methods.identifiers import references
from tideturn.packs.loading import load_directory
from tideturn.packs.schema.directory_term import FacetId

AT_ONCE = 500
# So many objects are made before Python looks for those that nobody holds; of a batch that is nearly none.
SELDOM = 100_000
PREFIX = "HLP"
GIVEN = """
    update directory_record as record set service_id = told.service
    from jsonb_to_recordset(%s::jsonb) as told(id bigint, service uuid) where record.id = told.id
"""
Step = Callable[[int], None]
SERVICE_FIELDS = (
    "organisation", "name", "status", "kind", "document", "provenance", "ours", "checked_on", "changed_at",
    "unlisted_since", "marks", "withdrawn_at", "withdrawn_because", "is_withdrawn_by_age",
)  # fmt: skip
ROW_FIELDS = (
    "number", "location_id", "place_name", "reach", "latitude", "longitude", "x", "y", "is_exact", "postcode", "area",
    "tags", "minimum_age", "maximum_age", "hours", "open_hours", "title", "words", "is_shown",
)  # fmt: skip


def nothing(done: int) -> None:
    """Say nothing of how many services are done."""


@dataclass
class Batch:
    """What is written of some services at once."""

    organisations: dict[uuid.UUID, Organisation] = field(default_factory=dict)
    services: list[Service] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    gone: list[uuid.UUID] = field(default_factory=list)


def project(record_ids: Sequence[int], *, step: Step = nothing) -> None:
    """Write anew the services that some records tell of, with their places; `step` is told how many are done."""
    with _by_index(), _seldom_looked_through():
        for start in range(0, len(record_ids), AT_ONCE):
            records = Record.objects.filter(pk__in=record_ids[start : start + AT_ONCE], kind="service")
            project_services(_services_of(records))
            step(min(start + AT_ONCE, len(record_ids)))


@contextmanager
def _by_index() -> Iterator[None]:
    """Have the database go by its indexes: of tables that this transaction filled it has no figures, and reads all."""
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        yield
        cursor.execute("set local enable_seqscan = on")


@contextmanager
def _seldom_looked_through() -> Iterator[None]:
    """Have Python look for garbage less often: each look goes over all that the process holds."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def project_services(service_ids: Iterable[uuid.UUID]) -> None:
    """Write some services anew, with their organisations and places."""
    wanted = list(service_ids)
    for start in range(0, len(wanted), AT_ONCE):
        _project(wanted[start : start + AT_ONCE])


def _project(wanted: Sequence[uuid.UUID]) -> None:
    before = Service.objects.in_bulk(wanted)
    batch = Batch()
    told = told_of(wanted)
    for service_id in wanted:
        _add(batch, service_id, before.get(service_id), told[service_id])
    _write(batch, wanted)


def _services_of(records: Iterable[Record]) -> list[uuid.UUID]:
    """Return which services some records tell of, having given one to each that had none."""
    of_records = {record: record.service_id or _id_for(record) for record in records}
    new = {record.pk: str(service) for record, service in of_records.items() if record.service_id is None}
    if new:
        # The services are written before the transaction ends, which is when the database looks for them.
        with connection.cursor() as cursor:
            cursor.execute(GIVEN, [json.dumps([{"id": key, "service": service} for key, service in new.items()])])
        _give_our_word_back(new.values())
    return list(dict.fromkeys(of_records.values()))


def _give_our_word_back(service_ids: Iterable[str]) -> None:
    """Let what we said of services that were gone count for them again."""
    ours = Record.objects.filter(source_id=OUR_OWN, kind="service", feed_id__in=list(service_ids), service=None)
    for record in ours:
        Record.objects.filter(pk=record.pk).update(service=record.feed_id)


def _id_for(record: Record) -> uuid.UUID:
    return national_id(record.source_id, record.kind, record.feed_id)


def told_of(service_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Told]]:
    """Return what each source says of each service, the one that wins first."""
    records = Record.objects.filter(service_id__in=service_ids, version__isnull=False)
    parts = records.order_by("source__rank", "source_id", "id").values_list(
        "service_id", "source_id", "vanished_id", "version__content"
    )
    found: dict[uuid.UUID, list[Told]] = defaultdict(list)
    for service_id, source, vanished, content in parts:
        if service_id:
            found[service_id].append(Told(source, content, vanished is None))
    return found


def _add(batch: Batch, service_id: uuid.UUID, before: Service | None, told: Sequence[Told]) -> None:
    spoken = spoken_of(told)
    if not spoken.is_told:
        # One that is told of under another's name keeps its row, so that its address leads there.
        batch.gone += [service_id] if before is None or before.same_as_id is None else []
        return
    made = merged(str(service_id), spoken.said)
    organisation = _organisation(batch, spoken.said)
    service = _service(service_id, before, made, organisation, spoken)
    batch.services.append(service)
    rows = rows_of(namer(spoken.said), service_id, made.document, surroundings=describing())
    batch.listings += [_listing(service, row) for row in rows]


def _organisation(batch: Batch, said: Sequence[Said]) -> uuid.UUID | None:
    for one in said:
        nested = one.content.get("organization")
        if isinstance(nested, Mapping) and nested.get("id"):
            made = national_id(one.source, "organization", str(nested["id"]))
            known = batch.organisations.get(made)
            if known is None or len(known.document) < len(nested):
                batch.organisations[made] = Organisation(id=made, name=str(nested.get("name") or ""), document=nested)
            return made
    return None


def _service(
    service_id: uuid.UUID, before: Service | None, made: Merged, organisation: uuid.UUID | None, spoken: Spoken
) -> Service:
    document, checked_on = made.document, _checked_on(made)
    is_same = before is not None and before.document == document and before.ours == spoken.ours
    status = str(document.get("status") or "")
    return Service(
        id=service_id,
        code=before.code if before else "",
        is_confidential=bool(before and before.is_confidential),
        organisation_id=organisation,
        name=str(document.get("name") or ""),
        status=status if status in ServiceStatus.values else ServiceStatus.INACTIVE,
        kind=_kind(document),
        document=document,
        provenance=made.provenance,
        ours=spoken.ours,
        checked_on=checked_on,
        changed_at=before.changed_at if before and is_same else timezone.now(),
        marks=sorted(sketch_of(document).marks()),
        unlisted_since=None if spoken.is_listed else (before and before.unlisted_since) or timezone.localdate(),
        **_withdrawn(before, checked_on),
    )


def _kind(document: Mapping[str, Any]) -> ListingKind:
    tags = describing().tags_of(document)
    return next((kind for kind in ListingKind if tag(FacetId.LISTINGS, kind.value) in tags), ListingKind.SERVICE)


def _checked_on(made: Merged) -> date | None:
    """Return the day on which the whole was last assured: of several sources, the one that names it."""
    days = [said["checked_on"] for said in made.provenance.values() if said["checked_on"]]
    return date.fromisoformat(max(days)[:10]) if days else None


def _withdrawn(before: Service | None, checked_on: date | None) -> dict[str, Any]:
    """Return whether a service stays withdrawn: what only grew old is brought back by whoever says it is right."""
    if before is None or before.withdrawn_at is None:
        return {}
    is_young = freshness(checked_on, timezone.localdate(), load_directory().freshness).is_sure
    if before.is_withdrawn_by_age and is_young:
        return {}
    names = ("withdrawn_at", "withdrawn_because", "is_withdrawn_by_age")
    return {name: getattr(before, name) for name in names}


def _listing(service: Service, row: Row) -> Listing:
    document = service.document
    return Listing(
        id=row.id,
        service_id=service.pk,
        number=row.number,
        location_id=row.location_id,
        place_name=row.place_name,
        reach=row.reach,
        latitude=row.point.latitude if row.point else None,
        longitude=row.point.longitude if row.point else None,
        x=row.point.x if row.point else None,
        y=row.point.y if row.point else None,
        is_exact=row.is_exact,
        postcode=row.postcode,
        area=row.area,
        tags=sorted(row.tags),
        minimum_age=_number(document.get("minimum_age")),
        maximum_age=_number(document.get("maximum_age")),
        hours=list(row.hours),
        open_hours=hours_of_week(hours_told(document, row.number, row.hours), calendar_at(row.area)),
        title=row.title,
        words=row.words,
        is_shown=service.withdrawn_at is None and document.get("status", "active") not in ("inactive", "defunct"),
    )


def _number(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else None  # type: ignore[arg-type]


def _write(batch: Batch, wanted: Sequence[uuid.UUID]) -> None:
    _give_codes([service for service in batch.services if not service.code])
    write_rows(batch.organisations.values(), fields=("name", "document"))
    write_rows(batch.services, fields=SERVICE_FIELDS)
    kept = _each_its_own(batch.listings, set(wanted))
    Listing.objects.filter(service_id__in=wanted).exclude(pk__in=kept).delete()
    write_rows(kept.values(), fields=("service", *ROW_FIELDS))
    Record.objects.filter(service_id__in=batch.gone).update(service=None)
    Service.objects.filter(pk__in=batch.gone).delete()


def _each_its_own(listings: Sequence[Listing], wanted: set[uuid.UUID]) -> dict[uuid.UUID, Listing]:
    """Return listings by their ids, having given another id to each whose own is that of another service's place.

    Two sources may give one id to places of two services: whoever had it first keeps it, and neither is lost.
    """
    asked = dict(Listing.objects.filter(pk__in=[one.id for one in listings]).values_list("pk", "service_id"))
    stays = {(one.id, one.service_id) for one in listings}
    holders = {key: of for key, of in asked.items() if of not in wanted or (key, of) in stays}
    for one in listings:
        if holders.setdefault(one.id, one.service_id) != one.service_id:
            one.id = uuid.uuid5(one.service_id, str(one.id))
    return {one.id: one for one in listings}


def _give_codes(services: Sequence[Service]) -> None:
    """Give a code to each service that has none: drawn at random, and anew where it stands already."""
    free: set[str] = set()
    while len(free) < len(services):
        drawn = {references.make(PREFIX, secrets.choice) for _ in range(len(services) - len(free))}
        free |= drawn - set(Service.objects.filter(code__in=drawn).values_list("code", flat=True))
    for service, code in zip(services, free, strict=True):
        service.code = code
