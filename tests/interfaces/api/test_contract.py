"""The published contract is kept: tried from outside by schemathesis with all of its checks, on the real server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import schemathesis
from schemathesis.core.failures import FailureGroup

# A few for each address in the everyday suite; TIDETURN_CONTRACT_EXAMPLES=300 tries some five thousand questions.
EXAMPLES = os.environ.get("TIDETURN_CONTRACT_EXAMPLES", "10")


def test_contract_is_kept_in_every_answer(site_address, tmp_path):
    program = Path(sys.executable).with_name("schemathesis")
    words = [program, "run", f"{site_address}/api/v1/openapi.json", "--checks", "all", "--no-color"]
    # The same questions each time, so that a failure here is a change of ours; more examples are tried at random.
    words += ["--max-examples", EXAMPLES, *(["--seed", "1"] if EXAMPLES == "10" else [])]

    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-6000:]
    assert "8 selected / 8 total" in done.stdout


@pytest.fixture
def contract(site_address):
    """The contract as the site publishes it, which a test may spoil."""
    schema = schemathesis.openapi.from_url(f"{site_address}/api/v1/openapi.json")
    return schema.raw_schema, site_address


def one_case(raw_schema, site_address):
    schema = schemathesis.openapi.from_dict(raw_schema)
    schema.config.update(base_url=site_address)
    return schema["/api/v1/plans/{plan_id}/"]["GET"].Case(path_parameters={"plan_id": "nowhere"})


def test_contract_check_passes_on_what_is_published(contract):
    one_case(*contract).call_and_validate()


def test_contract_check_finds_an_undocumented_answer(contract):
    raw_schema, site_address = contract
    del raw_schema["paths"]["/api/v1/plans/{plan_id}/"]["get"]["responses"]["404"]

    with pytest.raises(FailureGroup, match="404"):
        one_case(raw_schema, site_address).call_and_validate()


def test_contract_check_finds_a_field_of_another_type(contract):
    raw_schema, site_address = contract
    raw_schema["components"]["schemas"]["Refusal"]["properties"]["detail"]["type"] = "integer"

    with pytest.raises(FailureGroup):
        one_case(raw_schema, site_address).call_and_validate()
