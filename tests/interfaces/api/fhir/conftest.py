"""A directory brought in, and whoever reads it in FHIR."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.interfaces.api.open_referral.conftest import (
    bring,
    bring_feed,
    florida_mapping,
    invented_country,
    official,
    reader,
    source,
)

__all__ = ["bring", "bring_feed", "florida_mapping", "invented_country", "official", "reader", "source"]


@pytest.fixture
def ask(client):
    """A function that asks, and returns the status and what is said."""

    def ask(path: str, **asked: object) -> tuple[int, Any]:
        names = {name.replace("__", ":").replace("_near", ".near"): value for name, value in asked.items()}
        answer = client.get(f"/fhir/{path}", names, headers={"host": "localhost"})
        assert answer.headers["Content-Type"].startswith("application/fhir+json")
        return answer.status_code, answer.json()

    return ask


@pytest.fixture(scope="session")
def faults(official: Path):
    """A function that returns what the official schema of FHIR R4 has against a resource."""
    path = official / "conformance" / "fhir-r4-schema" / "fhir.schema.json"
    definitions = json.loads(path.read_text(encoding="utf-8"))["definitions"]
    known: dict[str, Any] = {}

    def faults(resource: dict[str, Any]) -> list[str]:
        kind = resource["resourceType"]
        if kind == "Bundle":
            inner = [fault for entry in resource.get("entry", []) for fault in faults(entry["resource"])]
            # Its schema tries each of all kinds for every entry; each was tried as its own kind.
            return inner + _faults(kind, {**resource, "entry": []})
        return _faults(kind, resource)

    def _faults(kind: str, resource: dict[str, Any]) -> list[str]:
        schema = {"$schema": "http://json-schema.org/draft-06/schema#", "definitions": definitions}
        if kind not in known:
            known[kind] = jsonschema_rs.validator_for({**schema, "$ref": f"#/definitions/{kind}"})
        return [f"{kind} {error.instance_path}: {error.message[:200]}" for error in known[kind].iter_errors(resource)]

    return faults
