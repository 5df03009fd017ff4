"""Every address of the product, from the addresses themselves."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

CONVERTER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
GROUP = re.compile(r"\(\?P<(?P<name>\w+)>(?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True)
class Address:
    """One pattern, its name, and the names of what is to be filled in."""

    name: str
    pattern: str
    parameters: tuple[str, ...]

    def filled(self, values: Mapping[str, object]) -> str:
        """Return the address with its parameters filled in."""
        # A named group holds what looks like a converter, so groups are filled in first.
        path = GROUP.sub(lambda found: str(values[found["name"]]), self.pattern)
        path = CONVERTER.sub(lambda found: str(values[found["name"]]), path)
        return "/" + path.replace("^", "").replace("$", "").replace("\\", "").replace(".*", "nowhere-at-all")


def addresses(resolver: Any = None, before: str = "") -> Iterator[Address]:
    """Yield every address of a resolver, the product's own where none is given."""
    for found in (resolver or get_resolver()).url_patterns:
        pattern = before + str(found.pattern)
        if isinstance(found, URLPattern):
            names = (*(one["name"] for one in CONVERTER.finditer(pattern)), *GROUP.findall(pattern))
            yield Address(found.name or pattern, pattern, tuple(names))
        else:
            yield from addresses(found, pattern)
