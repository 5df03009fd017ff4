"""The reference of the API is in step with the API."""

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def generator(repository: Path):
    """The program that writes the reference."""
    path = repository / "docs" / "generators" / "api.py"
    spec = importlib.util.spec_from_file_location("api_reference", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def reference(repository: Path) -> str:
    """The reference as it stands in the repository."""
    return (repository / "docs" / "reference" / "api.md").read_text(encoding="utf-8")


def missing_from(reference: str, contract: dict) -> list[str]:
    """Return the addresses, parameters and fields that a reference does not name."""
    wanted = [f"`GET {path}`" for path in contract["paths"]]
    for methods in contract["paths"].values():
        wanted += [f"| `{parameter['name']}` | {parameter['in']} |" for parameter in methods["get"]["parameters"]]
    for name, shape in contract["components"]["schemas"].items():
        if not name.endswith("Question"):
            wanted += [f"### {name}\n", *(f"| `{field}` |" for field in shape.get("properties", {}))]
    return [words for words in wanted if words not in reference]


def contract() -> dict:
    from tideturn.interfaces.api.contract import api

    return api.get_openapi_schema(path_prefix="/api/v1/")


def test_reference_is_what_the_contract_gives(generator, reference):
    assert reference == generator.api_page(), "docs/reference/api.md is out of step: run `make docs`"


def test_reference_names_every_address_parameter_and_field(reference):
    assert missing_from(reference, contract()) == []


def test_missing_from_finds_what_is_left_out(reference):
    assert missing_from(reference.replace("`due_before`", "`due`"), contract()) == ["| `due_before` | query |"]


def test_every_parameter_says_what_it_means():
    for path, methods in contract()["paths"].items():
        for parameter in methods["get"]["parameters"]:
            assert parameter.get("description"), f"{path}: {parameter['name']} is not explained"
