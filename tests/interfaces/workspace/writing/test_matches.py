"""Two cases side by side: one overdose, two of one person, or two people; decided with a reason and undone."""

import uuid
from collections.abc import Callable

import pytest

from tests.interfaces.workspace.writing.conftest import case_now, seat
from tideturn.engines.pathways.models import LikelyMatch, Report
from tideturn.engines.people.record import queries as record
from tideturn.engines.people.record.models import Joining
from tideturn.foundations.access.acting import acting, system_actor


@pytest.fixture
def pair(case_id: uuid.UUID, report: Callable[..., uuid.UUID]) -> LikelyMatch:
    """Two reports that may be of one overdose of one person."""
    report(person={"given_name": "Robyn", "family_name": "Marsh", "birth_date": "1984-05-19"}, hours_ago=1.2)
    with acting(system_actor("intake")):
        return LikelyMatch.objects.select_related("case", "other").get()


def at(pair: LikelyMatch) -> str:
    """Return the address of a pair."""
    return f"/workspace/matches/{pair.id}/"


def test_pair_is_shown_side_by_side_with_what_differs(dana, pair) -> None:
    page = dana.get(at(pair)).content.decode()

    assert pair.case.reference in page
    assert pair.other.reference in page
    assert page.index("Robyn Marsh") < page.index("Robin Marsh")
    assert "not the same" in page


def test_one_overdose_makes_one_case_of_the_first_and_can_be_parted(dana, pair, case_id) -> None:
    later, said = pair.case_id, {"decision": "same-event", "reason": "Same stairwell, same minute."}

    assert dana.post(at(pair), {"decision": "same-event", "reason": ""}).status_code == 422
    assert dana.post(at(pair), said).url == f"/workspace/cases/{case_id}/"
    assert case_now(later).joined_into_id == case_id
    part = f"/workspace/cases/{case_id}/joined/{later}/"
    assert part in dana.get(f"/workspace/cases/{case_id}/").content.decode()
    assert dana.get(part).status_code == 200
    assert dana.post(part, {"reason": "Two stairwells.", "are_two_people": "yes"}).status_code == 302
    assert case_now(later).joined_into_id is None
    with acting(system_actor("intake")):
        assert len(record.person(pair.case.person).part_ids) == 1


def test_two_overdoses_of_one_person_join_the_people_alone(dana, pair) -> None:
    assert dana.post(at(pair), {"decision": "same-person", "reason": "Same birthday."}).status_code == 302
    assert case_now(pair.case_id).joined_into_id is None
    with acting(system_actor("intake")):
        assert set(record.person(pair.case.person).part_ids) == {pair.case.person, pair.other.person}
        joining = Joining.objects.get()
    separate = f"/workspace/cases/{pair.case_id}/joinings/{joining.id}/"
    assert dana.post(separate, {"reason": "Twins."}).status_code == 302
    assert dana.get(separate).status_code == 404


def test_two_people_stay_apart_and_that_can_be_decided_anew(dana, pair) -> None:
    assert dana.post(at(pair), {"decision": "different", "reason": "Different faces."}).status_code == 302
    assert "Different faces." in dana.get(at(pair)).content.decode()
    assert dana.post(at(pair), {"decision": "same-event", "reason": "No, it was one."}).status_code == 302
    assert case_now(pair.case_id).joined_into_id == pair.other_id


def test_pair_is_not_there_for_strangers_and_not_for_those_who_may_not_decide(wyn, pair, southhaven) -> None:
    stranger = seat(southhaven.user("Sol", "duty-lead").pk)

    assert stranger.get(at(pair)).status_code == 404
    assert stranger.post(at(pair), {"decision": "different", "reason": "So."}).status_code == 404
    assert wyn.get(at(pair)).status_code == 403


def test_report_taken_in_too_soon_gets_a_case_of_its_own(dana, northmark, duty_lead, report) -> None:
    first = report(source_reference="EAS-1", person=None)
    assert report(source_reference="EAS-1", person=None) == first
    with acting(system_actor("intake")):
        taken_in = Report.objects.filter(case_id=first).latest("received_at")
    address = f"/workspace/cases/{first}/reports/{taken_in.id}/part/"

    assert address in dana.get(f"/workspace/cases/{first}/").content.decode()
    assert dana.get(address).status_code == 200
    assert dana.post(address, {"reason": "Two people in one flat."}).status_code == 302
    with acting(system_actor("intake")):
        assert Report.objects.get(pk=taken_in.id).case_id != first
