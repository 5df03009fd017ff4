"""Reports of one overdose become one case where that is sure, and are put to people where it may be."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.engines.pathways.committed import committed
from tests.foundations.conftest import SET_UP
from tests.interfaces.joint.conftest import ROBIN, sender_of, sending
from tideturn.engines.pathways.models import Case, LikelyMatch, Receipt, Report
from tideturn.engines.people.record import queries
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.actions import agencies
from tideturn.interfaces.joint.intake.receiving import receive
from tideturn.interfaces.joint.parting import part_report

__all__ = ["committed"]
CHI = "1905841000"
INTAKE = system_actor("intake")
SAM = {"given_name": "Sam", "family_name": "Brook", "birth_date": "1991-02-03"}


def kept(model, **conditions):
    with acting(INTAKE):
        return list(model.objects.filter(**conditions))


@pytest.mark.parametrize("is_own_first", [True, False])
def test_reference_joins_in_both_directions(tell, is_own_first):
    own = {"agency": "Ambulance", "source_reference": "EAS-7"}
    other = {"agency": "Police", "other_references": [{"agency": "ambulance", "reference": "eas-7 "}]}
    first, second = (own, other) if is_own_first else (other, own)

    assert tell(**first).case_id == tell(**second).case_id
    assert not kept(LikelyMatch)


def test_two_who_name_the_same_third_reference_tell_of_one_event(tell):
    third = [{"agency": "hospital", "reference": "H-1"}]
    assert tell(other_references=third).case_id == tell("Police", other_references=third).case_id


def test_same_text_of_two_agencies_is_no_shared_reference(tell):
    assert tell(source_reference="1").case_id != tell("Police", source_reference="1", hours_ago=30).case_id


def test_reference_that_comes_again_after_days_is_put_to_people(tell):
    first, second = tell(source_reference="EAS-7", hours_ago=24 * 20), tell(source_reference="EAS-7")

    assert first.case_id != second.case_id
    assert [(match.case_id, match.other_id) for match in kept(LikelyMatch)] == [(second.case_id, first.case_id)]


def test_two_people_at_one_incident_stay_two_and_further_reports_find_their_own(tell):
    robin = tell(source_reference="EAS-7", person=ROBIN)
    sam = tell(source_reference="EAS-7", person=SAM)
    again = [
        tell("Police", other_references=[{"agency": "ambulance", "reference": "EAS-7"}], person=one)
        for one in (SAM, ROBIN)
    ]

    assert robin.case_id != sam.case_id
    assert [report.case_id for report in again] == [sam.case_id, robin.case_id]
    assert {match.other_id for match in kept(LikelyMatch, case=sam.case_id)} == {robin.case_id}


def test_report_that_could_be_about_several_people_of_an_incident_is_put_to_people(tell):
    cases = {tell(source_reference="EAS-7", person=one).case_id for one in (ROBIN, SAM)}
    unknown = tell(source_reference="EAS-7")

    assert unknown.case_id not in cases
    assert {match.other_id for match in kept(LikelyMatch, case=unknown.case_id)} == cases


def test_same_valid_number_in_the_same_hour_is_one_event_and_days_apart_another(tell):
    numbered = {**ROBIN, "chi": CHI}
    first, same = tell(person=numbered, hours_ago=5), tell("Police", person=numbered, hours_ago=4.5)
    later = tell(person=numbered, hours_ago=1)

    assert first.case_id == same.case_id
    assert later.case_id != first.case_id
    assert {match.other_id for match in kept(LikelyMatch, case=later.case_id)} == {first.case_id}


def test_number_with_another_birth_date_joins_nobody(tell):
    first = tell(person={**ROBIN, "chi": CHI})
    other = tell("Police", person={**ROBIN, "chi": CHI, "birth_date": "1990-01-01"})

    assert first.case_id != other.case_id
    assert {match.other_id for match in kept(LikelyMatch, case=other.case_id)} == {first.case_id}


def test_case_about_nobody_yet_is_about_the_person_a_further_report_names(tell, worker):
    first = tell(source_reference="EAS-7")
    second = tell(source_reference="EAS-7", person=ROBIN)

    assert first.case_id == second.case_id
    with acting(worker):
        case = Case.objects.get(pk=first.case_id)
        assert queries.person(case.person).details.given_name == "Robin"


def test_team_sees_what_each_report_of_a_case_tells_of_the_person(tell, worker):
    tell(source_reference="EAS-7", person=ROBIN)
    second = tell(source_reference="EAS-7", person={**ROBIN, "phone": "01632 960000"})

    with acting(worker):
        case = Case.objects.get(pk=second.case_id)
        assert case.person != second.person
        assert queries.person(case.person).details.phone == "01632 960000"


def test_receipt_does_not_tell_whether_a_report_joined_another(tell):
    import json

    tell(source_reference="EAS-7", person=ROBIN)
    tell("Police", other_references=[{"agency": "ambulance", "reference": "EAS-7"}], person=ROBIN)
    first, second = (json.loads(receipt.answer) for receipt in kept(Receipt))
    assert first.keys() == second.keys()
    assert first["responsible_team"] == second["responsible_team"]
    assert [clock["name"] for clock in first["clocks"]] == [clock["name"] for clock in second["clocks"]]
    assert {first["id"], first["reference"]}.isdisjoint({second["id"], second["reference"]})
    references = {case.reference for case in kept(Case)}
    assert references.isdisjoint({first["reference"], second["reference"]})


def test_report_parted_takes_its_person_with_it_and_nothing_is_lost(tell, duty_lead, worker):
    first = tell(source_reference="EAS-7", person=ROBIN)
    second = tell(source_reference="EAS-7", person={**ROBIN, "phone": "01632 960000"})
    with acting(duty_lead):
        own = part_report(report_id=second.id, reason="His brother (invented)", by=duty_lead)

    with acting(worker):
        assert queries.person(own.person).details.phone == "01632 960000"
        assert queries.person(first.person).details.phone is None
    assert len(kept(Report)) == 2


def test_report_of_a_case_about_nobody_else_leaves_it_about_nobody(tell, duty_lead):
    first = tell(source_reference="EAS-7")
    second = tell(source_reference="EAS-7", person=ROBIN)
    with acting(duty_lead):
        own = part_report(report_id=second.id, reason="Somebody else", by=duty_lead)

    assert own.person == second.person
    assert [case.person for case in kept(Case, id=first.case_id)] == [None]


def send_and_leave(told) -> str:
    from django.db import connection

    try:
        return receive(told, sender=sender_of("at-once"))
    finally:
        connection.close()


def test_two_reports_at_once_under_one_reference_open_one_case(committed):
    with acting(SET_UP):
        agencies.ensure_national_queue(by=SET_UP)
        agencies.create_agency(name="At once", kind="ambulance-service", areas=[], by=SET_UP)
    for number in range(5):
        told = [sending(source_reference=f"EAS-{number}", person=ROBIN) for _ in range(2)]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(send_and_leave, told))

    assert len(kept(Report)) == 10
    assert len(kept(Case)) == 5
