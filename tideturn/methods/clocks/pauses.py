"""Stretches of time in which a clock stands still, each with its reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tideturn.methods.calendars.errors import MomentWithoutZone
from tideturn.methods.clocks.errors import PauseInvalid

FOREVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Pause:
    """From when to when a clock stood still, and why; without an end it stands still now."""

    began_at: datetime
    ended_at: datetime | None
    reason: str

    def __post_init__(self) -> None:
        """Refuse a pause that gives no reason, or that cannot have been."""
        if self.began_at.utcoffset() is None or (self.ended_at and self.ended_at.utcoffset() is None):
            raise MomentWithoutZone
        if not self.reason.strip():
            raise PauseInvalid("A clock is paused only with a reason. Say why.")
        if self.ended_at and self.ended_at < self.began_at:
            raise PauseInvalid("A pause cannot end before it begins. Look at its two dates.")


Stretch = tuple[datetime, datetime]


def stretches(pauses: Sequence[Pause]) -> list[Stretch]:
    """Return pauses as stretches in order that do not overlap; one that has not ended lasts for ever."""
    return list(_joined(sorted((pause.began_at, pause.ended_at or FOREVER) for pause in pauses)))


def _joined(ordered: list[Stretch]) -> Iterator[Stretch]:
    held: Stretch | None = None
    for began, ended in ordered:
        if held and began <= held[1]:
            held = (held[0], max(held[1], ended))
            continue
        if held:
            yield held
        held = (began, ended)
    if held:
        yield held
