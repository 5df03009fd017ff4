"""Who has a part in a case, and on what ground."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tideturn.foundations.sharing.models import Part
from tideturn.foundations.sharing.words import Capacity
from tideturn.interfaces.workspace.reading import Opened


@dataclass(frozen=True)
class PartRow:
    """One agency or team with a part."""

    name: str
    words: str


def parts_of(parts: Iterable[Part], found: Opened) -> tuple[PartRow, ...]:
    """Return those with a part whom the reader may know of: all of them, or who is responsible and the reader's own."""
    shown = [part for part in parts if found.sees_handling or _is_known(part, found)]
    in_order = sorted(shown, key=lambda part: part.capacity != Capacity.HOLDER)
    return tuple(PartRow(_name(part), capacity_words(part.capacity)) for part in in_order)


def capacity_words(capacity: str) -> str:
    """Return what somebody is to a case."""
    words = {
        Capacity.HOLDER.value: _("Responsible for the case"),
        Capacity.REFERRAL.value: _("It was referred to them"),
        Capacity.MEETING.value: _("Takes part in the meeting that looks at it"),
        Capacity.CONTRIBUTOR.value: _("Contributes to it"),
    }
    return words.get(capacity, capacity)


def _is_known(part: Part, found: Opened) -> bool:
    return part.capacity == Capacity.HOLDER or part.agency_id == found.by.agency_id


def _name(part: Part) -> str:
    team = part.team.name if part.team else ""
    return f"{team}, {part.agency.name}" if team and team != part.agency.name else part.agency.name
