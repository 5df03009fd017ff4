"""Objects as the schemas demand them: nothing that was right is touched, all else is mended or left out."""

import copy
import json
import random
import uuid

import pytest

from tideturn.sources.open_referral.conforming import conform

KEY = "00000000-0000-4000-8000-000000000001"
JUNK = (
    None,
    True,
    7,
    -0.5,
    "",
    "x",
    "  ",
    "2.5",
    "not-a-uuid",
    "javascript:alert(1)",
    [],
    ["x", None],
    {},
    {"a": 1},
    1e400,
)


def known(field: str, kind: str, key: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{kind}:{key}"))


def conformed(kind="service", **content):
    return conform(kind, content, key=KEY, known=known)


def test_what_is_right_is_not_touched(service):
    assert conform("service", service, key=KEY, known=known) == service


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"minimum_age": "16"}, {"minimum_age": 16}),
        ({"minimum_age": "16.5"}, {"minimum_age": 16.5}),
        ({"minimum_age": "sixteen"}, {}),
        ({"minimum_age": True}, {}),
        ({"minimum_age": "nan"}, {}),
        ({"description": 5}, {"description": "5"}),
        ({"description": None}, {}),
        ({"description": ["x"]}, {}),
        ({"email": "nobody"}, {}),
        ({"email": "help@quay"}, {"email": "help@quay"}),
        ({"url": "www.quay.example"}, {}),
        ({"url": "javascript:alert(1)"}, {}),
        ({"url": "https://quay.example/a b"}, {}),
        ({"url": "tel:+441382000000"}, {"url": "tel:+441382000000"}),
        ({"last_modified": "2026-11-30"}, {}),
        ({"last_modified": "2026-11-30T09:30:00Z"}, {"last_modified": "2026-11-30T09:30:00Z"}),
        ({"last_modified": "2026-13-30T09:30:00Z"}, {}),
        ({"ours_alone": [1, None]}, {"ours_alone": [1, None]}),
        ({"as_given": {"services.csv": {}}}, {}),
        ({"ours_alone": [{"as_given": {}, "kept": 1}]}, {"ours_alone": [{"kept": 1}]}),
        ({"phones": "0131"}, {}),
        ({"phones": {"id": KEY, "number": "0131"}}, {"phones": [{"id": KEY, "number": "0131"}]}),
        ({"phones": [{"id": KEY, "number": 131}, "x"]}, {"phones": [{"id": KEY, "number": "131"}]}),
        ({"organization_id": "12"}, {"organization_id": known("", "organization", "12")}),
        ({"organization_id": ""}, {}),
    ],
)
def test_what_is_not_is_mended_or_left_out(said, kept):
    whole = {"id": KEY, "name": "Quay", "status": "active"}

    assert conformed(**whole, **said) == whole | kept


@pytest.mark.parametrize(
    ("said", "status"),
    [({}, "active"), ({"status": ""}, "active"), ({"status": "Temporarily_Closed"}, "temporarily closed"),
     ({"status": "who knows"}, "inactive"), ({"status": 4}, "inactive")],
)  # fmt: skip
def test_nobody_is_sent_to_a_door_whose_state_cannot_be_read(said, status):
    assert conformed(**said) == {"id": KEY, "name": "", "status": status}


def test_an_id_is_the_same_wherever_it_stands():
    made = conformed(
        id="s-1",
        contacts=[{"service_id": "s-1", "phones": [{"number": "1"}]}],
        attributes=[{"id": "a-1", "link_id": "s-1", "taxonomy_term": {"id": "t-1", "parent_id": "t-0"}}],
    )

    assert made["contacts"][0]["service_id"] == made["attributes"][0]["link_id"] == made["id"]
    assert made["attributes"][0]["taxonomy_term"]["parent_id"] == known("", "taxonomy_term", "t-0")
    assert made["contacts"][0]["id"] == known("", "contact", f"{made['id']}/contacts/0")
    assert made["contacts"][0]["phones"][0]["id"] == known("", "phone", f"{made['contacts'][0]['id']}/phones/0")


def test_places_are_counted_as_listings_count_them():
    places = [{}, {"location": {}}, {"location": {"id": "l"}}]

    made = conformed(id=KEY, service_at_locations=places)["service_at_locations"]

    assert [place["id"] for place in made[1:]] == [known("", "service_at_location", f"{KEY}/{n}") for n in (0, 1)]
    assert made[1]["location"]["id"] == known("", "location", made[1]["id"])
    assert made[1]["location"]["location_type"] == "physical"


def test_no_place_is_known_by_what_a_kind_unknown_to_the_standard_says():
    assert conform("unlinked", {"as_given": {}, "id": 3}, key=KEY, known=known) == {"id": 3}


def spoiled(value, luck: random.Random):
    """Return an object in which some values are others, or gone."""
    if isinstance(value, dict):
        kept = {name: spoiled(each, luck) for name, each in value.items() if luck.random() > 0.1}
        return luck.choice(JUNK) if luck.random() < 0.08 else kept
    if isinstance(value, list):
        return luck.choice(JUNK) if luck.random() < 0.1 else [spoiled(each, luck) for each in value]
    return luck.choice(JUNK) if luck.random() < 0.2 else value


@pytest.mark.parametrize("standard", ["oruk-profile-3.0", "hsds-3.0"])
def test_however_a_feed_is_spoiled_the_schemas_let_it_pass(official, standard):
    from tests.interfaces.api.open_referral.judging import Judge

    judge, luck = Judge(official), random.Random(5)  # noqa: S311 - the same each time
    path = official / "conformance" / standard / "examples" / "service_full.json"
    whole = json.loads(path.read_text(encoding="utf-8"))
    for _ in range(60):
        content = spoiled(copy.deepcopy(whole), luck)
        if isinstance(content, dict):
            made = conform("service", content, key=KEY, known=known)
            assert judge.faults("service", made) == [], content


def test_the_schemas_find_what_was_not_conformed(official, service):
    from tests.interfaces.api.open_referral.judging import Judge

    judge = Judge(official)

    assert judge.faults("service", service) == []
    assert judge.faults("service", service | {"minimum_age": "16"})
    assert judge.faults("service", service | {"id": "x"})
    assert judge.faults("service", {name: value for name, value in service.items() if name != "status"})
    assert judge.faults("service", service | {"url": "no address"}, is_item=True)
    assert judge.page_faults({"contents": [], "total_items": "1"})
