"""Whatever feed is brought in, every answer passes the official schemas; what was right comes back to the letter."""

import json

import pytest

from tests.interfaces.api.open_referral.judging import all_faults

FEEDS = (
    "conformance/oruk-profile-3.0/examples",
    "conformance/hsds-3.0/examples",
    "conformance/hsds-3.0/examples/csv",
    "data/directory/ohana_sample_csv",
    *(f"data/directory/oruk_validator_mocks/V3.0-UK-{name}" for name in ("Default", "Test", "Warn", "Fail")),
)


@pytest.mark.parametrize("feed", FEEDS)
def test_every_answer_keeps_to_the_schemas(official, judge, reader, bring_feed, feed):
    bring_feed(official / feed)

    assert reader.items("services"), "nothing was brought in"
    assert all_faults(judge, reader) == []


def test_a_plain_table_makes_answers_that_keep_to_the_schemas(official, judge, reader, bring_feed, florida_mapping):
    bring_feed(official / "data/directory/florida_services_raw", mapping=florida_mapping)

    assert len(reader.items("services")) == 135
    assert all_faults(judge, reader) == []


@pytest.mark.parametrize("standard", ["oruk-profile-3.0", "hsds-3.0"])
def test_whole_examples_come_back_to_the_letter(official, reader, bring_feed, standard):
    folder = official / "conformance" / standard / "examples"
    bring_feed(folder / "service_full.json")

    service, place, organisation = (
        json.loads((folder / f"{name}_full.json").read_text(encoding="utf-8"))
        for name in ("service", "service_at_location", "organization")
    )
    assert reader.read(f"services/{service['id']}") == service
    assert reader.read(f"service_at_locations/{place['id']}") == place
    assert reader.read(f"organizations/{organisation['id']}", full_service="true") == organisation
