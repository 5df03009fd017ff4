"""Which team takes what happened somewhere."""

import pytest

from tests.foundations.conftest import SET_UP
from tideturn.foundations.access.acting import acting
from tideturn.foundations.access.actions import agencies
from tideturn.foundations.access.errors import NoTeamForArea
from tideturn.foundations.access.routing import team_for

pytestmark = pytest.mark.django_db


def found(*asked):
    with acting(SET_UP):
        return team_for(*asked)


def test_team_for_finds_the_areas_team_before_the_boards(north, make_place):
    board = make_place("Board", "B1", kind="health-board")

    assert found("overdose", "A1", "B1") == north.team
    assert found("overdose", "A9", "B1") == board.team


def test_team_for_prefers_a_team_that_names_the_pathway(north):
    with acting(SET_UP):
        named = agencies.create_team(agency=north.agency, name="N", areas=["A1"], pathways=["overdose"], by=SET_UP)

    assert found("overdose", "A1") == named
    assert found("housing", "A1") == north.team


def test_team_for_gives_what_no_area_claims_to_the_national_queue(north):
    with acting(SET_UP):
        queue = agencies.ensure_national_queue(by=SET_UP)
        assert agencies.ensure_national_queue(by=SET_UP) == queue

    assert found("overdose", "A9", "B9") == queue
    assert found("overdose", None) == queue


def test_team_for_says_how_to_make_a_queue_where_there_is_none(north):
    with pytest.raises(NoTeamForArea, match="--kind national"):
        found("overdose", None)


def test_agencies_that_only_report_have_no_catchment(make_place):
    place = make_place("Ambulance", "A1", kind="ambulance")

    assert (place.agency.areas, place.team.areas, place.team.calendar_area) == (["A1"], [], "A1")


def test_first_national_agency_has_the_queue(make_place):
    assert make_place("Country", kind="national").team.is_national_queue
    assert not make_place("Other", kind="national").team.is_national_queue
