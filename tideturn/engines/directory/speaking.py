"""What counts of all that sources tell of one service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tideturn.engines.directory.merging import Said
from tideturn.engines.directory.models import OUR_OWN
from tideturn.engines.directory.ours import WHOLE, kept, split


@dataclass(frozen=True)
class Told:
    """What one source tells of a service, whole, and whether it still does."""

    source: str
    content: Mapping[str, Any]
    is_current: bool


@dataclass(frozen=True)
class Spoken:
    """The standard's objects, the one that wins first; ours beside them; and whether a source lists the service now.

    `is_told` is whether anybody ever told of it whole: what only differs from nothing is no service.
    """

    said: tuple[Said, ...]
    ours: Mapping[str, Any]
    is_listed: bool
    is_told: bool


@dataclass(frozen=True)
class _Word:
    source: str
    standard: Mapping[str, Any]
    own: Mapping[str, Any]
    is_current: bool

    @property
    def is_whole(self) -> bool:
        return self.source != OUR_OWN or bool(self.own.get(WHOLE))


def spoken_of(told: Sequence[Told]) -> Spoken:
    """Return what counts of what sources tell, the one that wins first.

    A source that no longer lists a service does not count while another lists it. A word of ours that says no more
    than what differs lists nothing: it needs somebody else who does.
    """
    words = [_Word(one.source, *split(one.content), is_current=one.is_current) for one in told]
    is_listed = any(word.is_whole and word.is_current for word in words)
    counting = [word for word in words if word.is_current or not is_listed]
    ours = next((word.own for word in counting if word.source == OUR_OWN), {})
    said = tuple(Said(word.source, word.standard) for word in counting)
    return Spoken(said, kept(ours), is_listed, any(word.is_whole for word in words))


def namer(said: Sequence[Said]) -> str:
    """Return the source whose ids a service's places bear: never ours, which repeats those of others."""
    return next((one.source for one in said if one.source != OUR_OWN), OUR_OWN)
