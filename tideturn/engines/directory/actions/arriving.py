"""Take a feed in: kept beside the directory, compared with what its source said before, and seen by nobody yet."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from tideturn.engines.directory.actions.concealing import Hidden, hide_in_arriving
from tideturn.engines.directory.actions.doubling import settle_doubles
from tideturn.engines.directory.canonical import digest_of, text_of
from tideturn.engines.directory.errors import ImportWaits, SourceNotFound
from tideturn.engines.directory.models import Arriving, Import, Record, Source
from tideturn.engines.directory.words import ImportState
from tideturn.foundations.access.acting import Actor
from tideturn.sources.open_referral.entities import Entity

COPY = "copy directory_arriving (within_id, kind, feed_id, content, digest, place, position) from stdin"
SAID_EVERY = 1_000
COUNTED = """
    select
        count(*) filter (where record.id is null),
        count(*) filter (where record.digest <> arriving.digest or record.vanished_id is not null),
        count(*) filter (where record.digest = arriving.digest and record.vanished_id is null)
    from directory_arriving as arriving
    left join directory_record as record
        on record.source_id = %s and record.kind = arriving.kind and record.feed_id = arriving.feed_id
    where arriving.within_id = %s
"""
LACKING = """
    select count(*) from directory_record as record
    where record.source_id = %s and record.vanished_id is null and not exists (
        select from directory_arriving as arriving
        where arriving.within_id = %s and arriving.kind = record.kind and arriving.feed_id = record.feed_id
    )
"""
Step = Callable[[int], None]


def nothing(arrived: int) -> None:
    """Say nothing of how many have arrived."""


@transaction.atomic
def propose(
    *,
    source_id: str,
    name: str,
    entities: Iterable[Entity],
    form: dict[str, Any],
    by: Actor,
    problems: Sequence[str] = (),
    keep_first: bool = False,
    step: Step = nothing,
) -> Import:
    """Return an import that holds all that a feed holds and how it differs from before; nothing of it is seen yet.

    Raise SourceNotFound, ImportWaits where another waits, or SaidTwice unless the first of what shares an id is to be
    kept (`keep_first`); what the feed itself raises passes through. Whatever is raised, nothing is kept. `form` and
    `problems` are looked at when all entities have been taken, and may grow until then. `step` is told how many have
    arrived, now and then.
    """
    source = _held(source_id)
    if source.imports.filter(state=ImportState.PROPOSED).exists():
        raise ImportWaits(source_id)
    last = source.imports.aggregate(last=Max("number"))["last"] or 0
    arrived = Import.objects.create(source=source, number=last + 1, name=name[:255], begun_by=by.name[:200])
    hidden = _copy(arrived, entities, step)
    settle_doubles(arrived, keep_first=keep_first)
    arrived.form = form
    _hide(arrived, hidden, problems)
    return _counted(arrived)


def _held(source_id: str) -> Source:
    """Return a source that nobody else imports while this transaction lasts."""
    try:
        return Source.objects.select_for_update().get(pk=source_id)
    except Source.DoesNotExist:
        raise SourceNotFound(source_id) from None


def _copy(arrived: Import, entities: Iterable[Entity], step: Step) -> Hidden:
    """Keep each thing, without what tells where a confidential place is; the digest is that of what the source said."""
    hidden, before = Hidden(arrived.source), _said_before(arrived.source)
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for position, entity in enumerate(entities):
            text = text_of(entity.content)
            digest = digest_of(text)
            # Also of what is the same as before, for its words may stand in an entry that is new.
            left = hidden.left_of(entity, text)
            is_same = before.get((entity.kind, entity.id)) == digest
            kept = None if is_same else left
            copy.write_row((arrived.pk, entity.kind, entity.id, kept, digest, entity.place[:200], position))
            if (position + 1) % SAID_EVERY == 0:
                step(position + 1)
    return hidden


def _said_before(source: Source) -> dict[tuple[str, str], bytes]:
    """Return the digest of each thing that a source tells of now."""
    said = Record.objects.filter(source=source, vanished__isnull=True).values_list("kind", "feed_id", "digest")
    return {(kind, feed_id): bytes(digest) for kind, feed_id, digest in said.iterator(chunk_size=10_000)}


def _hide(arrived: Import, hidden: Hidden, problems: Sequence[str]) -> None:
    """Take out of the rest of the feed, and of what is said of it, the words that one entry has shown to be secret."""
    arrived.concealed = sorted(hidden.places)
    arrived.problems = [hidden.scrub(problem)[:500] for problem in problems]
    arrived.save(update_fields=["form", "concealed", "problems"])
    if hidden.secrets:
        hide_in_arriving(Arriving.objects.filter(within=arrived), hidden)


def _counted(arrived: Import) -> Import:
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [arrived.source_id, arrived.pk])
        arrived.added, arrived.changed, arrived.same = cursor.fetchone()
        cursor.execute(LACKING, [arrived.source_id, arrived.pk])
        [arrived.vanished] = cursor.fetchone()
    arrived.save(update_fields=["added", "changed", "same", "vanished"])
    return arrived
