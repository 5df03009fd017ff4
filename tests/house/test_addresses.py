"""Every page has a name of its own: of two pages of one name a link leads to whichever stands first."""

from collections import Counter
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns, f"{space}{one.namespace or ''}:" if one.namespace else space)
        elif one.name:
            yield f"{space}{one.name}"


def twice(found: Iterator[str]) -> list[str]:
    return [name for name, times in Counter(found).items() if times > 1]


def test_no_two_pages_bear_one_name() -> None:
    assert twice(names(get_resolver().url_patterns)) == []
    assert twice(iter(["report", "board", "report"])) == ["report"]
