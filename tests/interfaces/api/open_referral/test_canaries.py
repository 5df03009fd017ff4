"""A confidential address is in no answer of this door, and no question finds it."""

import pytest

from tests.engines.directory.conftest import at, service
from tests.engines.directory.test_withholding import ADDRESS, CANARIES, NORTH, OPEN_DOOR, POSTCODE, STREET, refuge, seen
from tests.interfaces.api.open_referral.judging import KINDS

REFUGE = "Refuge (invented)"
SOUGHT = (STREET, "zebrawood", "Zebrawood Wynd", POSTCODE, "QX98ZJ", "Lantern Cottage", "blue-door", str(NORTH))


@pytest.fixture
def answers(client):
    """A function that returns the bytes of every answer of this door, as one text."""

    def answers() -> str:
        said = []
        for path in KINDS:
            for more in ("", "?full=true", "?full_service=true", "?format=ndjson&full=true", "?minimal=true"):
                answer = client.get(f"/open-referral/{path}{more}", headers={"host": "localhost"})
                said.append(b"".join(answer.streaming_content) if answer.streaming else answer.content)
            listed = client.get(f"/open-referral/{path}?per_page=500", headers={"host": "localhost"}).json()["contents"]
            for one in listed:
                said.append(client.get(f"/open-referral/{path}/{one['id']}", headers={"host": "localhost"}).content)
        return b" ".join(said).decode()

    return answers


def test_canaries_are_seen_where_nothing_is_confidential(bring, answers, reader):
    bring(refuge())

    assert seen(answers()) == list(CANARIES)
    assert [one["name"] for one in reader.items("services", search=STREET)] == [REFUGE]


def test_a_confidential_place_is_in_no_answer_and_no_question_finds_it(bring, answers, reader):
    bring(refuge(confidential=True), OPEN_DOOR, service("Other (invented)"))

    assert seen(answers()) == []
    for path in ("services", "service_at_locations"):
        assert [one for words in SOUGHT for one in reader.items(path, search=words)] == []
    assert reader.items("services", search="Refuge")
    assert [one["service"]["name"] for one in reader.items("service_at_locations", search="Refuge")] == [REFUGE]


def test_a_confidential_place_is_near_nothing(bring, reader):
    midvale = {**ADDRESS, "postal_code": "MDV1 4QQ"}
    hidden = at("Hidden House", 50.0, -25.0, addresses=[midvale], confidential=True)
    bring(
        service(REFUGE, service_at_locations=[hidden]),
        service("Open (invented)", service_at_locations=[at("Open House", 50.0, -25.0)]),
    )

    for asked in ({}, {"proximity": 1_000_000}):
        found = reader.items("service_at_locations", postcode="MDV1", **asked)
        assert [one["service"]["name"] for one in found] == ["Open (invented)"]
