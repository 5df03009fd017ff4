"""What an import that waits would change: how much of each kind, and what is new, altered in which fields, or gone."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from tideturn.engines.directory.models import Import
from tideturn.engines.directory.words import BESIDE, Change

SEEN = """
    select case
            when record.id is null then 'added'
            when record.digest <> arriving.digest or record.vanished_id is not null then 'changed'
            else 'same'
        end as change, arriving.kind, arriving.feed_id, version.content as before, arriving.content as after
    from directory_arriving as arriving
    left join directory_record as record
        on record.source_id = %(source)s and record.kind = arriving.kind and record.feed_id = arriving.feed_id
    left join directory_version as version on version.id = record.version_id
    where arriving.within_id = %(import)s::uuid
    union all
    select 'vanished', record.kind, record.feed_id, version.content, null
    from directory_record as record left join directory_version as version on version.id = record.version_id
    where record.source_id = %(source)s and record.vanished_id is null and not exists (
        select from directory_arriving as arriving
        where arriving.within_id = %(import)s::uuid
        and arriving.kind = record.kind and arriving.feed_id = record.feed_id
    )
"""
COUNTED = f"select kind, change, count(*) from ({SEEN}) as seen group by kind, change"  # noqa: S608 - constants
LISTED = f"""
    select change, kind, feed_id, before::text, after::text from ({SEEN}) as seen
    where kind <> %(beside)s and change = any(%(changes)s)
    order by array_position(array['vanished', 'changed', 'added'], change), kind <> 'service', kind,
        coalesce(after, before) ->> 'name', feed_id
    limit %(limit)s offset %(offset)s
"""  # noqa: S608 - constants
CHANGES = (Change.VANISHED, Change.CHANGED, Change.ADDED)
# A feed that suddenly lacks more than this share of its services is more likely broken than right.
MUCH = 0.2


@dataclass(frozen=True)
class Counted:
    """How much of one kind an import adds, changes, leaves as it is, and lacks."""

    added: int = 0
    changed: int = 0
    vanished: int = 0
    same: int = 0

    @property
    def before(self) -> int:
        """How much of it there was."""
        return self.changed + self.vanished + self.same


@dataclass(frozen=True)
class Difference:
    """One thing that an import adds, changes in some fields, or no longer holds."""

    change: Change
    kind: str
    feed_id: str
    name: str
    fields: tuple[str, ...] = ()

    @property
    def is_back(self) -> bool:
        """Whether it is told of again, as it was when it vanished."""
        return self.change is Change.CHANGED and not self.fields


def counts(imported: Import) -> Mapping[str, Counted]:
    """Return how much of each kind a waiting import changes."""
    found: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, _told(imported))
        for kind, change, count in cursor.fetchall():
            found.setdefault(kind, {})[change] = count
    return {kind: Counted(**found[kind]) for kind in sorted(found, key=lambda kind: (kind != "service", kind))}


def differences(
    imported: Import, *, changes: tuple[Change, ...] = CHANGES, limit: int, offset: int = 0
) -> Iterator[Difference]:
    """Yield at most `limit` of what a waiting import changes after the first `offset`: what vanished first."""
    told = _told(imported) | {"limit": limit, "offset": offset, "changes": list(changes), "beside": BESIDE}
    with connection.cursor() as cursor:
        cursor.execute(LISTED, told)
        for change, kind, feed_id, before, after in cursor.fetchall():
            yield _difference(Change(change), kind, feed_id, _read(before), _read(after))


def lacks_much(imported: Import) -> bool:
    """Return whether a waiting import lacks more than a fifth of the services that its source told of before."""
    services = counts(imported).get("service", Counted())
    return services.vanished > MUCH * services.before


def changes_nothing(imported: Import) -> bool:
    """Return whether a waiting import says what its source said before."""
    return not (imported.added or imported.changed or imported.vanished)


def _told(imported: Import) -> dict[str, Any]:
    return {"source": imported.source_id, "import": str(imported.pk)}


def _difference(change: Change, kind: str, feed_id: str, before: Any, after: Any) -> Difference:
    said = after or before
    fields = _fields(before, after) if change is Change.CHANGED else ()
    return Difference(change, kind, feed_id, str(said.get("name") or said.get("term") or ""), fields)


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    # What came back as it was has no field that changed, and no content of its own in what arrives.
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    return tuple(sorted(changed)) if after else ()


def _read(text: str | None) -> dict[str, Any]:
    said = json.loads(text) if text else {}
    return said if isinstance(said, dict) else {}
