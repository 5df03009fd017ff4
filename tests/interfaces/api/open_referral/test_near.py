"""Near a postcode: within a distance, the nearest first, and only what is given to people who live there."""

import pytest

from tests.engines.directory.conftest import at, invented_id, service


def door(name: str, latitude: float, *areas: str):
    place = at(f"{name} Street", latitude, -25.0)
    named = [{"id": invented_id(f"{name} {area}"), "name": area} for area in areas]
    return service(name, service_at_locations=[place], **({"service_areas": named} if named else {}))


@pytest.fixture
def near(bring, reader):
    """A function that returns the names of what is near a postcode, in order."""
    bring(
        door("Here", 50.0),
        door("Near", 50.05, "EM-A02"),
        door("Theirs", 50.01, "Northmark"),
        door("Both", 50.02, "Northmark", "midvale"),
        door("Country", 50.03, "Northmark", "All of Estmark"),
        door("By address", 50.04, "https://areas.estmark.example/EM-A01"),
        door("Far", 50.7),
    )

    def near(**asked):
        return [one["service"]["name"] for one in reader.items("service_at_locations", **asked)]

    return near


def test_the_nearest_comes_first_of_what_is_given_to_people_there(near):
    assert near(postcode="MDV1 4QQ") == ["Here", "Both", "Country", "Near", "Far"]


def test_a_distance_leaves_out_what_is_beyond_it(near):
    assert near(postcode="MDV1", proximity=3000) == ["Here", "Both"]


def test_people_elsewhere_are_given_what_is_theirs(near):
    assert {"Theirs", "By address"} < set(near(postcode="NMK1"))
    assert "Near" not in near(postcode="NMK1")


def test_a_name_will_do_for_a_postcode(near):
    assert near(postcode="Lanternbridge")[0] == "Here"


def test_a_place_that_is_none_is_said(reader, bring):
    answer = reader.answer("service_at_locations", postcode="ZZ99 9ZZ")

    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("“ZZ99 9ZZ” is no place we know")


def test_a_place_in_an_area_is_found_line_by_line_too(near, reader):
    found = {one["service"]["name"] for one in reader.lines("service_at_locations", postcode="MDV1", proximity="3000")}

    assert found == {"Here", "Both"}
