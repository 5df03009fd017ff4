"""The marks under which a person is kept, and those under which one like a new report is looked for.

Two tellings are compared only where they share a mark: the number, or the sound of one name together with a birth
date, a phone, an address or the hour of an overdose. A name alone is no mark.
"""

from collections.abc import Iterator
from datetime import UTC, timedelta
from hashlib import blake2b

from tideturn.engines.people.record.matching.dates import exchanged, one_digit_away
from tideturn.engines.people.record.matching.names import sound_of
from tideturn.engines.people.record.matching.traits import Traits

# Two services that came to one overdose write down times that differ; three hours hold a journey and a late note.
HOURS_APART = 3


def kept_under(traits: Traits) -> frozenset[int]:
    """Return the marks under which a person of these traits is kept."""
    return frozenset(map(_number, _marks(traits)))


def looked_for_under(traits: Traits) -> frozenset[int]:
    """Return the marks under which somebody like this is looked for: mistyped dates and the hours around as well."""
    return frozenset(map(_number, [*_marks(traits), *_marks_nearby(traits)]))


def mark_of_number(traits: Traits) -> int | None:
    """Return the mark of somebody's CHI number, where they have one."""
    return _number(f"chi {traits.chi}") if traits.chi else None


def _marks(traits: Traits) -> Iterator[str]:
    if traits.chi:
        yield f"chi {traits.chi}"
    if traits.birth_date and traits.phone:
        yield f"born {traits.birth_date} phone {traits.phone}"
    for sound in _sounds(traits):
        if traits.birth_date:
            yield f"born {traits.birth_date} {sound}"
        if traits.phone:
            yield f"phone {traits.phone} {sound}"
        if traits.address:
            yield f"address {traits.address} {sound}"
        if traits.occurred_at:
            yield f"hour {traits.occurred_at.astimezone(UTC):%Y-%m-%d %H} {sound}"


def _marks_nearby(traits: Traits) -> Iterator[str]:
    for sound in _sounds(traits):
        if traits.birth_date:
            nearby = {*one_digit_away(traits.birth_date), exchanged(traits.birth_date)} - {None}
            yield from (f"born {birth_date} {sound}" for birth_date in nearby)
        if traits.occurred_at:
            hours = (
                traits.occurred_at.astimezone(UTC) + timedelta(hours=n) for n in range(-HOURS_APART, HOURS_APART + 1)
            )
            yield from (f"hour {hour:%Y-%m-%d %H} {sound}" for hour in hours)


def _sounds(traits: Traits) -> list[str]:
    return sorted({sound_of(part) for part in (*traits.given, *traits.family)})


def _number(mark: str) -> int:
    return int.from_bytes(blake2b(mark.encode(), digest_size=8).digest(), signed=True)
