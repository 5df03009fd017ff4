"""A case of any pathway of the pack, started by hand: by agencies that it names, with what its first stage asks."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.interfaces.website import reading
from tests.interfaces.workspace.writing.conftest import seat
from tideturn.engines.pathways.actions.keeping import state_of
from tideturn.engines.pathways.models import Case, Clock
from tideturn.foundations.access.acting import acting, system_actor

START, COLD = "/workspace/start/", "/workspace/start/cold-night-return/"


@pytest.fixture
def shelter(make_place) -> Client:
    """A member of a shelter, which may start both pathways."""
    return seat(make_place("Northmark shelter", "EM-A01", kind="homelessness-service").user("Sol", "duty-lead").pk)


def told(**more: str) -> dict[str, str]:
    """Return what somebody fills in."""
    at = timezone.localtime() - timedelta(hours=1)
    day = {"day-day": str(at.day), "day-month": str(at.month), "day-year": str(at.year), "time": f"{at:%H:%M}"}
    asked = {"q-feet": "no", "place_area": "EM-A01", "contact": "not_asked", "entry": str(uuid.uuid4())}
    return {**day, **asked, **more}


def cases() -> list[Case]:
    with acting(system_actor("intake")):
        return list(Case.objects.select_related("team"))


def test_page_offers_what_the_kind_of_the_agency_may_start(shelter, dana) -> None:
    by_shelter, by_treatment = (reading.words(one.get(START)) for one in (shelter, dana))

    assert "Cold-night return" in by_shelter
    assert "Near-fatal overdose" in by_shelter
    assert "Cold-night return" not in by_treatment
    assert "Near-fatal overdose" in by_treatment


def test_agency_of_another_kind_starts_nothing(dana) -> None:
    assert dana.get(COLD).status_code == 403
    assert dana.post(COLD, told()).status_code == 403
    assert cases() == []


def test_role_that_may_not_report_starts_nothing(make_place) -> None:
    auditor = seat(make_place("Night shelter", kind="homelessness-service").user("Aud", "auditor", in_team=False).pk)

    assert [auditor.get(page).status_code for page in (START, COLD)] == [403, 403]


def test_pathway_that_is_not_there_is_not_there(shelter) -> None:
    assert shelter.get("/workspace/start/no-such-thing/").status_code == 404


def test_case_is_started_with_its_answers_its_clocks_and_its_person(shelter) -> None:
    answer = shelter.post(COLD, told(given_name="Robin", family_name="Marsh", **{"q-feet": "yes"}))
    receipt = reading.words(shelter.get(answer.url))
    [case] = cases()

    assert (case.pathway, case.team.name, case.person is None) == ("cold-night-return", "Northmark shelter", False)
    assert "CNR-" in receipt
    assert "Indoors before the next night" in receipt
    with acting(system_actor("clocks")):
        assert state_of(case).answers == {"feet": "yes"}
        assert list(Clock.objects.values_list("clock", flat=True)) == ["before-dark"]
    assert "numb or white" in reading.words(shelter.get(f"/workspace/cases/{case.pk}/"))


def test_question_of_the_first_stage_must_be_answered(shelter) -> None:
    answer = shelter.post(COLD, told(**{"q-feet": ""}))

    assert answer.status_code == 422
    assert "q-feet" in answer.content.decode()
    assert cases() == []


def test_form_sent_twice_is_one_case(shelter) -> None:
    sent = told()
    first, second = shelter.post(COLD, sent), shelter.post(COLD, sent)
    changed = shelter.post(COLD, {**sent, "q-feet": "yes"})

    assert first.url == second.url
    assert changed.status_code == 422
    assert len(cases()) == 1


def test_answer_given_by_the_team_stands_over_that_of_a_later_report(shelter, dana) -> None:
    shelter.post(COLD, told(given_name="Robin", chi="", **{"q-feet": "no"}))
    [case] = cases()
    with acting(system_actor("clocks")):
        state = state_of(case)

    assert state.answers == {"feet": "no"}
    assert state.stage == "found"
