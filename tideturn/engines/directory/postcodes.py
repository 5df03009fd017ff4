"""What people write into an entry, looked at before it is kept."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tideturn.packs.loading import load_directory


def may_tell_where(content: Mapping[str, Any]) -> bool:
    """Return whether any text of an object holds a whole postcode of the country."""
    described = load_directory().places.description
    whole = rf"(?<![^\W_])(?:{described.district_pattern})\s*(?:{described.inward_pattern})(?![^\W_])"
    return any(re.search(whole, text, re.IGNORECASE) for text in _texts(content))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(each)
