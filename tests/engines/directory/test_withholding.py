"""A confidential address leaves nothing of itself, wherever it stood and however it was written."""

import json

import pytest
from django.db import connection

from tests.engines.directory.conftest import BY, at, bring, entities, service, source  # noqa: F401 - fixtures
from tideturn.engines.directory import withholding
from tideturn.engines.directory.actions.applying import undo
from tideturn.engines.directory.actions.arriving import propose
from tideturn.engines.directory.actions.concealing import conceal
from tideturn.engines.directory.models import Concealed, Import, Listing, Service, Source
from tideturn.engines.directory.withholding import withhold
from tideturn.foundations.access.acting import acting

# Pieces that stand nowhere else.
STREET, POSTCODE, NORTH, PICTURE = "47 Zebrawood Wynd", "QX9 8ZJ", 56.987654, "https://pictures.example/blue-door.jpg"
CANARIES = ("zebrawood", "qx9", "9 8zj", "56.987654", "blue-door", "Lantern Cottage")
ADDRESS = {"id": "a", "address_1": STREET, "city": "Midvale", "postal_code": POSTCODE, "country": "EM"}


def refuge(**marks):
    place = at(
        "Lantern Cottage",
        NORTH,
        -3.25,
        addresses=[ADDRESS],
        url=PICTURE,
        phones=[{"id": "p", "number": "01632 960123"}],
        **marks,
    )
    return service(
        "Refuge (invented)",
        description=f"Ring first. We are at {STREET.upper()}, {POSTCODE}; ask for {POSTCODE.replace(' ', '')}.",
        service_at_locations=[place],
    )


OPEN_DOOR = service("Open Door (invented)", description=f"Next to 47  Zebrawood\nWynd, {POSTCODE.lower()}.")
CLOSED = refuge(confidential=True)


def everything() -> str:
    """Return all that the directory's tables hold, as one text."""
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relkind = 'r' and relname like 'directory_%'")
        tables = [name for (name,) in cursor.fetchall()]
        rows = " union all ".join(f"select t::text as row from {name} t" for name in tables)  # noqa: S608 - tables' names
        cursor.execute(f"select string_agg(row, ' ') from ({rows}) as rows")  # noqa: S608
        return cursor.fetchone()[0] or ""


def seen(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary.casefold() in text.casefold()]


def test_canaries_are_seen_where_nothing_is_confidential(bring):  # noqa: F811
    bring(refuge())

    assert seen(everything()) == list(CANARIES)


@pytest.mark.parametrize(
    "marked",
    [
        refuge(confidential=True),
        refuge(is_confidential="yes"),
        refuge(Confidential="True"),
        refuge(attributes=[{"id": "x", "taxonomy_term": {"id": "t", "name": "Confidential address"}}]),
        refuge(attributes=[{"id": "x", "taxonomy_term": {"id": "t", "code": "confidential-address"}}]),
        {**refuge(), "confidential": True},
        {**refuge(), "attributes": [{"id": "x", "taxonomy_term": {"id": "t", "term": "CONFIDENTIAL_LOCATION"}}]},
    ],
)
def test_whichever_way_a_place_is_marked_nothing_of_it_is_kept(bring, marked):  # noqa: F811
    bring(marked, OPEN_DOOR)

    assert seen(everything()) == []
    kept = Service.objects.get(name="Refuge (invented)").document["service_at_locations"][0]["location"]
    assert kept["phones"] == [{"id": "p", "number": "01632 960123"}]
    assert Listing.objects.get(title="Refuge (invented)").x is None


def test_address_marked_within_its_place_is_heeded(bring):  # noqa: F811
    marked = refuge()
    marked["service_at_locations"][0]["location"]["addresses"] = [{**ADDRESS, "confidential": True}]
    bring(OPEN_DOOR, marked)

    assert seen(everything()) == []


def test_words_of_the_address_go_from_entries_that_came_before_it(bring):  # noqa: F811
    bring(OPEN_DOOR, CLOSED)

    assert withholding.WITHHELD in Service.objects.get(name="Open Door (invented)").document["description"]
    assert seen(everything()) == []


def test_words_of_an_address_known_before_go_from_entries_that_come_later(bring):  # noqa: F811
    bring(CLOSED)

    bring(CLOSED, OPEN_DOOR)

    assert seen(everything()) == []


def test_what_waits_to_be_looked_at_shows_nothing_either(source):  # noqa: F811
    with acting(BY):
        propose(
            source_id=source.pk,
            name="feed.json",
            entities=entities(OPEN_DOOR, CLOSED),
            form={},
            by=BY,
            problems=[f"item 1: “{POSTCODE}” is no postcode of this country."],
        )

    assert seen(everything()) == []
    assert Import.objects.get().problems == ["item 1: “[address withheld]” is no postcode of this country."]


def test_place_that_becomes_confidential_is_forgotten_backwards(bring, source):  # noqa: F811
    bring(refuge(), OPEN_DOOR)
    assert seen(everything())

    bring(CLOSED, OPEN_DOOR)
    assert seen(everything()) == []

    with acting(BY):
        undo(source_id=source.pk, by=BY)
    assert seen(everything()) == []


def test_place_once_confidential_stays_so_where_a_feed_forgets_to_say(bring):  # noqa: F811
    bring(CLOSED)

    bring(refuge())

    assert seen(everything()) == []


def test_person_makes_a_service_confidential_whichever_source_tells_of_it(bring):  # noqa: F811
    Source.objects.create(id="other", title="Other source (invented)")
    bring(refuge())
    bring({**refuge(), "email": "hello@refuge.example"}, by_source="other")

    with acting(BY):
        conceal(service_id=Service.objects.get().pk, by=BY)

    assert seen(everything()) == []
    assert Concealed.objects.count() == 2


def test_new_place_of_a_confidential_service_is_never_kept(bring):  # noqa: F811
    bring(service("Refuge (invented)"))
    with acting(BY):
        conceal(service_id=Service.objects.get().pk, by=BY)

    bring(refuge())

    assert seen(everything()) == []


def test_second_import_of_the_same_changes_nothing(bring):  # noqa: F811
    bring(CLOSED)

    imported = bring(CLOSED)

    assert (imported.changed, imported.same) == (0, 1)


def test_a_guard_that_forgets_the_text_is_seen(bring, monkeypatch):  # noqa: F811
    monkeypatch.setattr(withholding.Scrubber, "__call__", lambda self, value: value)

    bring(CLOSED)

    assert "zebrawood" in seen(everything())


def test_a_guard_that_forgets_the_place_is_seen(bring, monkeypatch):  # noqa: F811
    monkeypatch.setattr(withholding, "is_marked", lambda thing: False)

    bring(CLOSED)

    assert "56.987654" in seen(everything())


def test_same_place_within_an_organisation_is_taken_out_too():
    place = CLOSED["service_at_locations"][0]["location"]
    unmarked = {name: value for name, value in place.items() if name != "confidential"}
    organisation = {"id": "o", "name": "Lights (invented)", "locations": [unmarked], "description": f"At {STREET}."}

    left = withhold({**CLOSED, "organization": organisation})

    assert seen(json.dumps(left.content)) == []
    assert left.content["organization"]["locations"][0]["id"] == place["id"]


def test_name_that_everybody_knows_is_left():
    place = at("Refuge (invented)", NORTH, -3.25, confidential=True)

    left = withhold({**refuge(), "service_at_locations": [place], "description": "Refuge (invented) is for all."})

    assert left.content["description"] == "Refuge (invented) is for all."


def test_place_that_is_not_confidential_is_left_whole():
    assert withhold(refuge()).content == refuge()


def test_town_and_street_are_no_secret_of_their_own_in_other_entries(bring):  # noqa: F811
    address = {**ADDRESS, "address_1": f"{STREET}, Quay Street, Coldwater", "address_2": "Lanternbridge"}
    marked = refuge(confidential=True)
    marked["service_at_locations"][0]["location"]["addresses"] = [address]
    marked["description"] = "Behind Quay Street in Coldwater."
    other = service("Other (invented)", description=f"Quay Street, Coldwater; Lanternbridge; not {STREET}.")

    bring(other, marked)

    said = Service.objects.get(name="Other (invented)").document["description"]
    assert said == f"Quay Street, Coldwater; Lanternbridge; not {withholding.WITHHELD}."
    assert "Quay Street" not in Service.objects.get(name="Refuge (invented)").document["description"]
    assert seen(everything()) == []


def test_description_of_a_confidential_place_takes_no_common_words_from_others(bring):  # noqa: F811
    other = service("Other (invented)", description="Open 24 hours, always.")
    bring(other, refuge(confidential=True, description="Open 24 hours, by the blue-door.jpg."))

    assert Service.objects.get(name="Other (invented)").document["description"] == "Open 24 hours, always."
