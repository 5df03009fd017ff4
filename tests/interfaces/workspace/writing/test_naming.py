"""Who a case is about, said by hand: matched as a report is, asked about where it may be, and taken back."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.interfaces.website import reading
from tests.interfaces.workspace.writing.conftest import case_now, kinds, seat
from tideturn.engines.pathways.actions.keeping import state_of
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Clock, Entry, LikelyMatch, Report
from tideturn.engines.people.record import queries as record
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.audit.models import Entry as Audited


@pytest.fixture
def nobody(northmark, duty_lead, report) -> uuid.UUID:
    """A case about nobody known."""
    return report(person=None)


def said(**more: str) -> dict[str, str]:
    """Return what somebody fills in."""
    known = {
        "given_name": "Robin",
        "family_name": "Marsh",
        "reason": "The hostel says so.",
        "entry": str(uuid.uuid4()),
    }
    return {**known, **more}


def at(case_id: uuid.UUID) -> str:
    return f"/workspace/cases/{case_id}/person/who/"


def named(case_id: uuid.UUID):
    with acting(system_actor("intake")):
        return record.person(case_now(case_id).person)


def test_person_is_added_and_the_case_is_about_them(dana, nobody) -> None:
    assert at(nobody) in dana.get(f"/workspace/cases/{nobody}/").content.decode()
    answer = dana.post(at(nobody), said(phone="07700 900123"))
    page = reading.words(dana.get(f"/workspace/cases/{nobody}/"))

    assert answer.status_code == 302
    assert "Robin Marsh" in page
    assert "It was said who the person is" in page
    assert named(nobody).details.phone == "07700 900123"
    assert kinds(nobody)[-1] == Kind.PERSON_NAMED
    with acting(system_actor("audit")):
        assert Audited.objects.filter(action="name person", subject=case_now(nobody).person).count() == 1


def test_nothing_known_and_no_reason_are_refused_and_nothing_is_kept(dana, nobody) -> None:
    nothing = dana.post(at(nobody), said(given_name="", family_name=""))
    no_reason = dana.post(at(nobody), said(reason=""))

    assert (nothing.status_code, no_reason.status_code) == (422, 422)
    assert "at least one thing" in nothing.content.decode()
    assert case_now(nobody).person is None


def test_form_sent_twice_is_one_person_and_whoever_is_known_is_not_named_again(dana, nobody, case_id) -> None:
    once = said()
    first, second = dana.post(at(nobody), once), dana.post(at(nobody), once)

    assert (first.status_code, second.status_code) == (302, 302)
    assert kinds(nobody).count(Kind.PERSON_NAMED) == 1
    assert dana.post(at(case_id), said()).status_code == 422


def test_child_begins_the_clock_of_protection(dana, nobody) -> None:
    born = timezone.localdate() - timedelta(days=14 * 365)
    day = {"birth_date-day": str(born.day), "birth_date-month": str(born.month), "birth_date-year": str(born.year)}
    dana.post(at(nobody), said(**day))

    with acting(system_actor("clocks")):
        assert state_of(case_now(nobody)).age in (13, 14)
        assert Clock.objects.filter(case=nobody, clock="tell-child-protection", status="running").exists()


def test_same_number_is_the_same_person_at_once_and_their_case_of_the_day_is_asked_about(dana, nobody, report) -> None:
    other = report(hours_ago=5, area="EM-A03", person={"given_name": "Robin", "family_name": "Marsh", "chi": chi()})
    dana.post(at(nobody), said(chi=chi()))

    with acting(system_actor("intake")):
        assert case_now(other).person in record.person(case_now(nobody).person).part_ids
        assert set(LikelyMatch.objects.values_list("case_id", "other_id")) == {(nobody, other)}


def test_whoever_it_may_be_is_asked_about_and_joined_by_nobody(dana, nobody, report) -> None:
    robin = {"given_name": "Robin", "family_name": "Marsh", "birth_date": "1984-05-19"}
    other = report(hours_ago=5, area="EM-A03", person=robin)
    born = {"birth_date-day": "19", "birth_date-month": "5", "birth_date-year": "1984"}
    dana.post(at(nobody), said(**born))

    with acting(system_actor("intake")):
        assert len(record.person(case_now(nobody).person).part_ids) == 1
        assert LikelyMatch.objects.filter(case=nobody, other=other).count() == 1


def test_later_report_of_the_same_hour_finds_the_person_who_was_named(dana, nobody, report) -> None:
    dana.post(at(nobody), said(chi=chi()))

    assert report(area="EM-A03", person={"given_name": "Robin", "family_name": "Marsh", "chi": chi()}) == nobody


def test_withdrawn_the_case_is_about_nobody_known_and_can_be_named_anew(dana, nobody) -> None:
    dana.post(at(nobody), said())
    wrong = case_now(nobody).person
    with acting(system_actor("intake")):
        entry = Entry.objects.get(case=nobody, kind=Kind.PERSON_NAMED).pk
    withdraw = f"/workspace/cases/{nobody}/entries/{entry}/withdraw/"
    assert withdraw in dana.get(f"/workspace/cases/{nobody}/").content.decode()
    assert dana.post(withdraw, {"reason": "It was a friend.", "entry": str(uuid.uuid4())}).status_code == 302

    assert case_now(nobody).person is None
    assert "Robin Marsh" not in reading.words(dana.get(f"/workspace/cases/{nobody}/"))
    with acting(system_actor("intake")):
        assert list(Report.objects.filter(case=nobody).values_list("person", flat=True)) == [None]
        assert record.person(wrong).details.given_name == "Robin"
    assert dana.post(at(nobody), said(given_name="Kim")).status_code == 302
    assert named(nobody).details.given_name == "Kim"


def test_another_agency_and_a_reader_name_nobody(nobody, southhaven, northmark) -> None:
    reader = seat(northmark.user("Cal", "caldicott-lead", in_team=False).pk)

    assert seat(southhaven.user("Sol").pk).post(at(nobody), said()).status_code == 404
    assert reader.post(at(nobody), said()).status_code == 403
    assert case_now(nobody).person is None


def chi() -> str:
    """Return a valid number of somebody born on 19 May 1984, made up."""
    digits = "190584001"
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True))
    return f"{digits}{11 - total % 11}" if total % 11 else f"{digits}0"
