"""Feeds fetched on their rhythm: applied by themselves where that is safe, waiting for a person where it is not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from tideturn.engines.directory.actions.applying import apply
from tideturn.engines.directory.actions.sourcing import note_answer, note_asked, note_trouble
from tideturn.engines.directory.differences import changes_nothing, lacks_much
from tideturn.engines.directory.errors import DirectoryError
from tideturn.engines.directory.models import Import, Source
from tideturn.engines.directory.words import ImportState
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.interfaces.joint.directory import addresses
from tideturn.interfaces.joint.directory.bringing import Proposed, propose_feed
from tideturn.sources.feeds.asking import Say
from tideturn.sources.feeds.running import quietly
from tideturn.sources.fetching.errors import FetchRefused
from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.mapping import Mapping

BY = system_actor("directory")
# One that gave nothing is asked again sooner than its rhythm says, and no sooner than this.
AGAIN_AFTER = timedelta(hours=1)
WAITS = "An import waits for a person: apply or refuse it, and the feed is fetched again."


@dataclass(frozen=True)
class Came:
    """What came of asking a source once, in a sentence; `is_well` is false where somebody has to look."""

    said: str
    is_well: bool = True


def due(now: datetime) -> list[Source]:
    """Return the sources whose feed is to be fetched now, the one that was asked longest ago first."""
    rhythm = F("every_hours") * timedelta(hours=1)
    with_rhythm = Source.objects.exclude(address="").filter(every_hours__isnull=False)
    is_time = Q(asked_at__isnull=True) | Q(asked_at__lte=now - rhythm)
    is_time_again = ~Q(trouble="") & Q(asked_at__lte=now - AGAIN_AFTER)
    return list(with_rhythm.filter(is_time | is_time_again).order_by(F("asked_at").asc(nulls_first=True), "id"))


def fetch_due(now: datetime) -> dict[str, Came]:
    """Fetch the feeds of all sources for which it is time, one after the other; return what came of each."""
    addresses.sweep()
    return {source.pk: fetch_and_bring(source) for source in due(now)}


def fetch_and_bring(source: Source, *, say: Say = quietly) -> Came:
    """Fetch one source's feed and bring it in where that is safe; whatever is wrong, what it said before stays."""
    if source.imports.filter(state=ImportState.PROPOSED).exists():
        return Came(source.trouble or WAITS, is_well=False)
    note_asked(source, at=timezone.now())
    try:
        with addresses.spool() as folder:
            fetched = addresses.fetch_source(source, folder, say=say)
            came = _brought(source, folder) if fetched.is_new else Came("nothing has changed.")
    except (FetchRefused, FeedRefused, DirectoryError) as error:
        return _trouble(source, str(error))
    if came.is_well:
        addresses.keep_marks(source.pk, source.address, fetched.marks)
    else:
        addresses.forget_marks(source.pk)
    note_answer(source, at=timezone.now(), trouble="" if came.is_well else came.said)
    return came


def _brought(source: Source, folder: Path) -> Came:
    mapping = Mapping.model_validate(source.mapping) if source.mapping else None
    with acting(BY):
        proposed = propose_feed(source_id=source.pk, path=folder, name=source.address, by=BY, mapping=mapping)
        if changes_nothing(proposed.imported):
            transaction.set_rollback(True)
            return Came("nothing has changed.")
        if why := why_it_waits(source, proposed):
            return Came(why, is_well=False)
        imported = apply(source_id=source.pk, by=BY)
    return Came(f"{counted(imported)}; it is in the directory.")


def why_it_waits(source: Source, proposed: Proposed) -> str:
    """Return why a person has to look at an import, or nothing where it may be applied by itself."""
    imported = proposed.imported
    if lacks_much(imported):
        return f"It lacks more than a fifth of its services ({counted(imported)}), so it waits for a person."
    if proposed.found.errors:
        return (
            f"It breaks the standard {proposed.found.errors:,} times ({counted(imported)}), so it waits for a person."
        )
    if not source.is_trusted:
        return f"It waits for a person ({counted(imported)}); a source that is trusted is applied by itself."
    return ""


def counted(imported: Import) -> str:
    """Return how an import differs from before, in a few words."""
    return (
        f"{imported.added:,} new, {imported.changed:,} changed, {imported.vanished:,} gone, {imported.same:,} as before"
    )


def is_late(source: Source, now: datetime) -> bool:
    """Return whether a source has given nothing for twice as long as its rhythm says."""
    if source.every_hours is None or not source.address:
        return False
    since = source.answered_at or source.created_at
    return now - since > 2 * timedelta(hours=source.every_hours)


def _trouble(source: Source, said: str) -> Came:
    note_trouble(source, said)
    return Came(said, is_well=False)
