"""What intake does is what its description says: tried from outside by schemathesis with all of its checks."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interfaces.api.intake.committed import Served, served
from tests.interfaces.api.intake.test_receiving import kept
from tideturn.engines.pathways.models import Report
from tideturn.interfaces.api.intake import contract
from tideturn.interfaces.joint.intake.report import NearFatalOverdose

# A few for each address in the everyday suite; TIDETURN_CONTRACT_EXAMPLES=1000 tries many.
EXAMPLES = os.environ.get("TIDETURN_CONTRACT_EXAMPLES", "10")


@pytest.fixture(scope="module")
def server(site_address: str, owner_address: str, django_db_blocker) -> Iterator[Served]:
    """A server to which agencies report."""
    with served(site_address, owner_address, django_db_blocker) as ready:
        yield ready


# A time that an answer promised lies ahead, and no report can be about it: answers are not taken for inputs.
SETTINGS = """
[phases.fuzzing.extra-data-sources]
responses = false
[phases.stateful]
enabled = false
"""


def run(server: Served, folder: Path, description: str, *more: str) -> subprocess.CompletedProcess[str]:
    (folder / "schemathesis.toml").write_text(SETTINGS, "utf-8")
    program = Path(sys.executable).with_name("schemathesis")
    words = [program, "run", description, "--url", server.site, "--checks", "all", "--no-color", "--workers", "1"]
    words += ["--max-examples", EXAMPLES, "--header", f"Authorization: Bearer {server.token}", "--seed", "1", *more]
    hooks = {"SCHEMATHESIS_HOOKS": "tests.interfaces.api.intake.times_that_were", "PYTHONPATH": os.getcwd()}
    environment = {**os.environ, **hooks}
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_description_is_kept_in_every_answer(server, tmp_path):
    done = run(server, tmp_path, f"{server.site}/api/v1/intake/openapi.json")

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "2 selected / 2 total" in done.stdout


def test_description_that_is_not_kept_is_seen(server, tmp_path):
    with urllib.request.urlopen(f"{server.site}/api/v1/intake/openapi.json") as answer:  # noqa: S310
        spoiled = json.load(answer)
    del spoiled["paths"][contract.REPORTS]["post"]["responses"]["422"]
    (tmp_path / "spoiled.json").write_text(json.dumps(spoiled), "utf-8")

    done = run(server, tmp_path, "spoiled.json", "--phases", "fuzzing")

    assert done.returncode != 0
    assert "422" in done.stdout


def test_description_is_made_of_the_models_that_read(ambulance, northmark):
    described = contract.description()
    shapes = described["components"]["schemas"]

    assert set(shapes["NearFatalOverdose"]["properties"]) == set(NearFatalOverdose.model_fields)
    assert "EM-A01" in json.dumps(shapes["Place"])
    assert ambulance.client.get("/api/v1/intake/openapi.json").json() == json.loads(json.dumps(described))
    receipt = contract.Receipt.model_validate_json(ambulance.send().content)
    assert receipt.reference.startswith("NFO-")
    assert kept(Report) == 1


def test_every_field_says_what_it_is_for():
    for name, shape in contract.description()["components"]["schemas"].items():
        for field, details in shape.get("properties", {}).items():
            assert details.get("description"), f"{name}.{field} is not explained"


def test_description_may_be_read_by_anybody_and_only_read(ambulance):
    address = "/api/v1/intake/openapi.json"
    ambulance.client.defaults.pop("HTTP_AUTHORIZATION")

    assert ambulance.client.get(address).headers["Cache-Control"] == "public, max-age=60"
    assert ambulance.client.head(address).content == b""
    assert ambulance.client.options(address).headers["Allow"] == "GET, HEAD, OPTIONS"
    assert ambulance.client.post(address).status_code == 405
