"""A source's own feed given back, and the whole directory given away."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from tideturn.engines.directory.errors import NothingToGive
from tideturn.engines.directory.models import Import, Record, Source, Taxonomy, Term
from tideturn.engines.directory.queries import shown_services
from tideturn.engines.directory.words import BESIDE, ImportState
from tideturn.sources.open_referral.entities import Entity, Kind
from tideturn.sources.open_referral.feed import Form

AT_ONCE = 500


def last_applied(source_id: str) -> Import:
    """Return the import that brought what a source says now; raise NothingToGive where none did."""
    applied = Import.objects.filter(source_id=source_id, state=ImportState.APPLIED)
    last = applied.order_by("-number").first()
    if last is None or not last.form:
        raise NothingToGive(source_id)
    return last


def form_of(source: Source) -> Form:
    """Return the form in which a source last gave its feed."""
    return Form.from_document(last_applied(source.pk).form)


def entities_of(source: Source) -> Iterator[Entity]:
    """Yield what a source says now, in the order of its feed; confidential addresses are not there any more."""
    told = Record.objects.filter(source=source, vanished__isnull=True, version__isnull=False)
    for record in told.select_related("version").order_by("version__position", "id").iterator(chunk_size=AT_ONCE):
        if record.version:
            kind, feed_id = _named(record)
            yield Entity(Kind(kind), feed_id, record.version.content, record.version.place)


def national_entities() -> Iterator[Entity]:
    """Yield the directory of the country as anybody may see it: its services with all that hangs on them, its words."""
    yield from _given(Kind.SERVICE, shown_services())
    yield from _given(Kind.TAXONOMY, Taxonomy.objects.all())
    yield from _given(Kind.TAXONOMY_TERM, Term.objects.all())


def _given(kind: Kind, rows: "QuerySet[Any]") -> Iterator[Entity]:
    for number, row in enumerate(rows.order_by("pk").iterator(chunk_size=AT_ONCE), start=1):
        yield Entity(kind, str(row.pk), {**row.document, "id": str(row.pk)}, f"{kind}, item {number}")


def _named(record: Record) -> tuple[str, str]:
    """Return the kind and id that the feed gave; of what stands beside another, those of the other."""
    if record.kind != BESIDE:
        return record.kind, record.feed_id
    kind, _, rest = record.feed_id.partition(" ")
    return kind, rest.rpartition(" ")[0]
