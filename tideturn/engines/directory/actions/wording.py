"""Keep the words that describe services: the taxonomies of all sources, and the terms that stand in entries."""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import connection

from tideturn.engines.directory.describing import describing
from tideturn.engines.directory.listing import national_id
from tideturn.engines.directory.models import Record, Taxonomy, Term

# A term may stand anywhere in an entry: of the service, a place, a phone, a person to ask for.
STANDING = """
    select distinct record.source_id, found.term::text from directory_record as record
    join directory_version as version on version.id = record.version_id,
    lateral jsonb_path_query(version.content, 'strict $.**.taxonomy_term') as found(term)
    where record.kind = 'service' and record.vanished_id is null and version.content @? 'strict $.**.taxonomy_term'
"""
OURS = "pack"
Told = tuple[str, Mapping[str, Any]]


def keep_words() -> None:
    """Make the taxonomies and terms of the country those of its pack, and those that its sources speak of now."""
    ours = list(describing().published())
    our_terms = [(OURS, term) for _, terms in ours for term in terms]
    terms = dict(_with_ids("taxonomy_term", [*_standing(), *_records("taxonomy_term"), *our_terms]))
    our_lists = [(OURS, taxonomy) for taxonomy, _ in ours]
    lists = dict(_with_ids("taxonomy", [*_named(terms.values()), *_records("taxonomy"), *our_lists]))
    _keep(Taxonomy, [Taxonomy(id=key, name=_name(said), document=said) for key, (_, said) in lists.items()])
    _keep(Term, [_term(key, *told) for key, told in terms.items()])


def _standing() -> Iterator[Told]:
    with connection.cursor() as cursor:
        cursor.execute(STANDING)
        for source, text in cursor.fetchall():
            yield source, _read(text)


def _read(text: str) -> Mapping[str, Any]:
    said = json.loads(text)
    return said if isinstance(said, Mapping) else {}


def _records(kind: str) -> Iterator[Told]:
    records = Record.objects.filter(kind=kind, vanished__isnull=True, version__isnull=False).select_related("version")
    for record in records.order_by("-source__rank", "id"):
        if record.version:
            yield record.source_id, record.version.content


def _named(terms: Iterable[Told]) -> Iterator[Told]:
    """Yield the taxonomies that terms name, by the object beside them or by id and name alone."""
    for source, term in terms:
        detail = term.get("taxonomy_detail")
        if isinstance(detail, Mapping) and detail.get("id"):
            yield source, detail
        elif term.get("taxonomy_id"):
            yield source, {"id": term["taxonomy_id"], "name": str(term.get("taxonomy") or ""), "description": ""}


def _with_ids(kind: str, told: Iterable[Told]) -> Iterator[tuple[uuid.UUID, Told]]:
    for source, said in told:
        if said.get("id"):
            yield national_id(source, kind, str(said["id"])), (source, said)


def _name(said: Mapping[str, Any]) -> str:
    return str(said.get("name") or said.get("term") or "")


def _term(key: uuid.UUID, source: str, said: Mapping[str, Any]) -> Term:
    parent, of = said.get("parent_id"), said.get("taxonomy_id")
    return Term(
        id=key,
        name=_name(said),
        taxonomy_id=str(national_id(source, "taxonomy", str(of))) if of else str(said.get("taxonomy") or ""),
        parent_id=str(national_id(source, "taxonomy_term", str(parent))) if parent else "",
        document=said,
    )


def _keep(table: Any, rows: list[Any]) -> None:
    fields = [field.name for field in table._meta.concrete_fields if not field.primary_key]
    table.objects.exclude(pk__in=[row.pk for row in rows]).delete()
    table.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)
