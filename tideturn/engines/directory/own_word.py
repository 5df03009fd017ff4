"""What our own source says of a service, with something new said: one object, as it will be kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from tideturn.engines.directory.merging import PLACES, marks_of
from tideturn.engines.directory.ours import OURS_FIELD

Object = Mapping[str, Any]


def joined(said_now: Object, new: Object) -> dict[str, Any]:
    """Return what our source says once something new is said: field by field, place by place, and ours part by part."""
    both = {**said_now, **new}
    if OURS_FIELD in new:
        both[OURS_FIELD] = {**said_now.get(OURS_FIELD, {}), **new[OURS_FIELD]}
    if PLACES in new:
        both[PLACES] = _places(said_now.get(PLACES) or (), new[PLACES])
    return both


def _places(now: Sequence[Any], new: Sequence[Any]) -> list[Any]:
    """Return places with those said anew in the place of what was said of them before."""
    told = {mark for place in new for mark in marks_of(place)}
    return [place for place in now if not told & set(marks_of(place))] + list(new)
