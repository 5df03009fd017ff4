"""What an import that waits would change, a page at a time."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from tideturn.engines.directory.models import Import

CHANGES = """
    select 'gone' as how, record.kind, record.feed_id, version.content, null::jsonb
    from directory_record as record join directory_version as version on version.id = record.version_id
    where record.source_id = %(source)s and record.vanished_id is null and not exists (
        select from directory_arriving as arriving where arriving.within_id = %(import)s::uuid
        and arriving.kind = record.kind and arriving.feed_id = record.feed_id
    )
    union all
    select case when record.id is null then 'new' when record.vanished_id is not null then 'back' else 'changed' end,
        arriving.kind, arriving.feed_id, version.content, arriving.content
    from directory_arriving as arriving
    left join directory_record as record on record.source_id = %(source)s and record.kind = arriving.kind
        and record.feed_id = arriving.feed_id
    left join directory_version as version on version.id = record.version_id
    where arriving.within_id = %(import)s::uuid
        and (record.id is null or record.vanished_id is not null or record.digest <> arriving.digest)
    order by 1 desc, 2, 3 limit %(limit)s offset %(offset)s
"""


@dataclass(frozen=True)
class Change:
    """One thing of a feed: whether it is `new`, `changed`, come `back` or `gone`, and in which fields it differs."""

    how: str
    kind: str
    name: str
    fields: tuple[str, ...]


def changes_of(waiting: Import, *, limit: int, offset: int = 0) -> list[Change]:
    """Return what an import would change, at most `limit` after the first `offset`."""
    told: dict[str, Any] = {"source": waiting.source_id, "import": str(waiting.pk), "limit": limit, "offset": offset}
    with connection.cursor() as cursor:
        cursor.execute(CHANGES, told)
        return [_change(*row) for row in cursor.fetchall()]


def _change(how: str, kind: str, feed_id: str, old: Any, new: Any) -> Change:
    before, after = _read(old), _read(new)
    name = next((str(said["name"]) for said in (after, before) if said.get("name")), feed_id)
    fields = sorted(field for field in {*before, *after} if before.get(field) != after.get(field))
    return Change(how, kind, name, tuple(fields) if how == "changed" else ())


def _read(said: Any) -> Mapping[str, Any]:
    found = json.loads(said) if isinstance(said, str) else said
    return found if isinstance(found, Mapping) else {}
