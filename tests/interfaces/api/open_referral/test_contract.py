"""The description of the door is found, and tried from outside by schemathesis: no question is too much for it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

EXAMPLES = os.environ.get("TIDETURN_CONTRACT_EXAMPLES", "8")
# Not those which ask that whatever the description allows be answered with 200: no postcode is described by a pattern.
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def test_description_is_where_the_door_says(site_address):
    with urlopen(f"{site_address}/open-referral/") as answer:  # noqa: S310 - our own
        said = json.load(answer)
    with urlopen(said["openapi_url"]) as answer:  # noqa: S310
        described = json.load(answer)

    assert said["openapi_url"] == f"{site_address}/open-referral/openapi.json"
    assert "/open-referral/services/{service_id}" in described["paths"]


def test_no_question_is_too_much(site_address, tmp_path):
    program = Path(sys.executable).with_name("schemathesis")
    words = [program, "run", f"{site_address}/open-referral/openapi.json", "--checks", CHECKS, "--no-color"]
    words += ["--max-examples", EXAMPLES, *(["--seed", "1"] if EXAMPLES == "8" else [])]

    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-6000:]
    assert "11 selected / 11 total" in done.stdout
