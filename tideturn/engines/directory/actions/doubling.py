"""One thing that stands several times in a feed: which of them is what the source says, and which are kept beside it.

An API lists its services in brief and gives each whole at an address of its own; a folder may hold both. The whole one
is what the source says, and the others are kept to be given back. Where two that stand alike say different things of
one id nobody can tell which is meant, and the feed is refused unless a person takes the first.
"""

from typing import Any

from django.db import connection

from tideturn.engines.directory.errors import SaidTwice
from tideturn.engines.directory.models import Import
from tideturn.engines.directory.words import BESIDE

# What stands by itself (an object, a line) is whole; a row of a table names the rest; an item of a list is in brief.
STANDING = """case when place ~ '(^|, )item [0-9]+$' then 2 when place ~ '(^|, )row [0-9]+$' then 1 else 0 end"""
# Few things stand twice. They are found first and apart, for of rows that this transaction wrote the database has no
# figures, and may compare each with each.
DOUBLED = """
    with doubled as materialized (
        select kind, feed_id from directory_arriving where within_id = %(import)s::uuid
        group by kind, feed_id having count(*) > 1
    )
"""
AT_ODDS = f"""{DOUBLED}
    select kind, feed_id, (array_agg(place order by position))[2], count(*)
    from doubled join directory_arriving using (kind, feed_id) where within_id = %(import)s::uuid
    group by kind, feed_id, {STANDING} having count(distinct digest) > 1 order by min(position) limit 1
"""  # noqa: S608 - constants
SET_BESIDE = f"""{DOUBLED}
    update directory_arriving as arriving
    set kind = %(beside)s, feed_id = ranked.kind || ' ' || ranked.feed_id || ' ' || (ranked.nth - 1),
        content = coalesce(arriving.content, (
            select version.content from directory_record as record join directory_version as version
                on version.id = record.version_id
            where record.source_id = %(source)s and record.kind = ranked.kind and record.feed_id = ranked.feed_id
        ))
    from (
        select id, kind, feed_id,
            row_number() over (partition by kind, feed_id order by {STANDING}, position) as nth
        from doubled join directory_arriving using (kind, feed_id) where within_id = %(import)s::uuid
    ) as ranked
    where arriving.id = ranked.id and ranked.nth > 1
"""  # noqa: S608 - constants


def settle_doubles(arrived: Import, *, keep_first: bool) -> int:
    """Set beside what stands in an import more than once and return how much that is; raise SaidTwice."""
    told: dict[str, Any] = {"import": str(arrived.pk), "source": arrived.source_id, "beside": BESIDE}
    with connection.cursor() as cursor:
        if not keep_first:
            cursor.execute(AT_ODDS, told)
            if found := cursor.fetchone():
                raise SaidTwice(*found)
        cursor.execute(SET_BESIDE, told)
        return int(cursor.rowcount)
