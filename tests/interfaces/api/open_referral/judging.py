"""The standard's own schemas as judges of every answer, and every answer there is."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tideturn.sources.open_referral.conforming import FORMATS

STANDARDS = ("oruk-profile-3.0", "hsds-3.0")
KINDS = {
    "services": "service",
    "service_at_locations": "service_at_location",
    "organizations": "organization",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
NOT_COMPILED = ("taxonomy", "taxonomy_term")
FORMAT_CHECKER = FormatChecker(formats=("uuid", "email", "date"))
FORMAT_CHECKER.checks("uri")(lambda value: not isinstance(value, str) or FORMATS["uri"](value))
FORMAT_CHECKER.checks("date-time")(lambda value: not isinstance(value, str) or FORMATS["datetime"](value))


class Judge:
    """Says what the schemas of both standards have against an object."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "conformance"
        self.page = self._page_validator()
        self.by_schema = cache(self._validator)

    def faults(self, kind: str, said: Any, *, is_item: bool = False) -> list[str]:
        """Return what is against an object, or against an item of a list."""
        name = f"{kind}_list" if is_item and kind not in NOT_COMPILED else kind
        return [
            f"{standard}: {name} {error.json_path}: {error.message[:200]}"
            for standard in STANDARDS
            for error in self.by_schema(standard, name).iter_errors(said)
        ]

    def page_faults(self, said: Any) -> list[str]:
        """Return what is against a page."""
        names = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}
        missing = [f"{name} is missing" for name in names - said.keys()]
        return missing + [f"page {error.json_path}: {error.message[:200]}" for error in self.page.iter_errors(said)]

    def _validator(self, standard: str, name: str) -> Draft202012Validator:
        folder = self.folder / standard / "schema"
        path = folder / (f"{name}.json" if name in NOT_COMPILED else f"compiled/{name}.json")
        found = [(one.name, _resource(one)) for one in folder.glob("*.json") if one.name != "openapi.json"]
        registry: Any = Registry().with_resources(found)
        return Draft202012Validator(_read(path), registry=registry, format_checker=FORMAT_CHECKER)

    def _page_validator(self) -> Draft202012Validator:
        described = _read(self.folder / STANDARDS[0] / "schema" / "openapi.json")
        return Draft202012Validator(described["components"]["schemas"]["Page"], format_checker=FORMAT_CHECKER)


def _read(path: Path) -> Any:
    said = json.loads(path.read_text(encoding="utf-8"))
    # Its name is an address elsewhere; by its file's it is found here.
    return {name: value for name, value in said.items() if name not in ("$id", "id", "$schema")}


def _resource(path: Path) -> Any:
    return Resource.from_contents(_read(path), default_specification=DRAFT202012)


class Reader:
    """Somebody who asks for everything that the directory answers."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def answer(self, path: str, **asked: object) -> Any:
        """Return an answer, whatever it is."""
        return self.client.get(f"/open-referral/{path}".rstrip("/") or "/", asked, headers={"host": "localhost"})

    def read(self, path: str, **asked: object) -> Any:
        """Return what is answered to a question that must be answered."""
        answer = self.answer(path, **asked)
        assert answer.status_code == 200, (path, asked, answer.content[:500])
        return json.loads(answer.content)

    def pages(self, path: str, **asked: object) -> Iterator[Any]:
        """Yield each page of a list."""
        number, is_last = 1, False
        while not is_last:
            page = self.read(path, page=number, **asked)
            number, is_last = number + 1, page["last_page"]
            yield page

    def items(self, path: str, **asked: object) -> list[Any]:
        """Return everything in a list."""
        return [item for page in self.pages(path, per_page=100, **asked) for item in page["contents"]]

    def lines(self, path: str, **asked: object) -> list[Any]:
        """Return everything in a list, as it comes line by line and is whole."""
        answer = self.answer(path, format="ndjson", end="true", **asked)
        *items, end = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
        assert end == {"tideturn": {"is_end": True, "lines": len(items)}}
        return items


def all_faults(judge: Judge, reader: Reader) -> list[str]:
    """Return what the schemas have against anything that the directory answers now."""
    found: list[str] = []
    for path, kind in KINDS.items():
        pages = list(reader.pages(path, per_page=100))
        found += [fault for page in pages for fault in judge.page_faults(page)]
        for item in (item for page in pages for item in page["contents"]):
            found += judge.faults(kind, item, is_item=True)
            found += judge.faults(kind, reader.read(f"{path}/{item['id']}"))
    for path in ("services", "service_at_locations", "organizations"):
        kind = KINDS[path]
        found += [fault for item in reader.items(path, full="true") for fault in judge.faults(kind, item)]
        found += [fault for item in reader.lines(path) for fault in judge.faults(kind, item, is_item=True)]
    whole = reader.items("organizations", full_service="true")
    return found + [fault for item in whole for fault in judge.faults("organization", item)]
