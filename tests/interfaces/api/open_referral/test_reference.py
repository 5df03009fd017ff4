"""The reference of the directory is in step with its contract, and says all that stands beside the standard."""

import runpy
from pathlib import Path

import pytest

from tideturn.interfaces.api.fhir.capability import READ_AND_SEARCHED
from tideturn.interfaces.api.open_referral.beside import OPEN
from tideturn.interfaces.api.open_referral.contract import api

OURS = ("code", "checked_on", "unlisted_since", "referral", "never_demands", "asks", "provenance", *OPEN)


@pytest.fixture
def reference(repository: Path) -> str:
    """The reference as it stands in the repository."""
    return (repository / "docs" / "reference" / "open-referral.md").read_text(encoding="utf-8")


def test_reference_is_what_the_contract_gives(repository, reference):
    page = runpy.run_path(str(repository / "docs" / "generators" / "open_referral.py"))["open_referral_page"]

    assert reference == page(), "docs/reference/open-referral.md is out of step: run `make docs`"


def test_every_parameter_says_what_it_means():
    for path, methods in api.get_openapi_schema(path_prefix="/open-referral/")["paths"].items():
        for parameter in methods["get"]["parameters"]:
            assert parameter.get("description"), f"{path}: {parameter['name']} is not explained"


def test_all_that_is_ours_is_explained(reference):
    assert [name for name in (*OURS, "expires_on", "source") if f"`{name}`" not in reference] == []


def test_every_way_of_searching_in_fhir_is_named(reference):
    rows = {line.split("|")[1].strip(): line for line in reference.splitlines() if line.startswith("| `")}
    for kind, parameters in READ_AND_SEARCHED.items():
        assert [name for name in parameters if f"`{name}`" not in rows[f"`{kind}`"]] == []
