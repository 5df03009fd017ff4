"""The one box in which somebody says what they need, as a page draws it."""

from dataclasses import dataclass

from tideturn.interfaces.joint.helping.asked import Asked
from tideturn.interfaces.joint.helping.times import LABELS, When, label_of


@dataclass(frozen=True)
class FormWords:
    """What stands in the fields, and the times that can be chosen: value, label, and whether it is chosen."""

    asked: Asked
    times: tuple[tuple[str, str, bool], ...]


def form_words(asked: Asked, *, when: When | None = None) -> FormWords:
    """Return the form as it was filled in."""
    chosen = asked.when if when is None else when
    return FormWords(asked, tuple((each.value, label_of(each), each is chosen) for each in LABELS))
