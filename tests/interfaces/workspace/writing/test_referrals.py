"""Another team asked into a case or to take it over: sent, seen, answered, and what both sides see of it."""

import uuid
from datetime import UTC, date, datetime
from typing import ClassVar

import pytest
from django.test import Client

from tests.foundations.conftest import Place
from tests.interfaces.workspace.writing.conftest import PURPOSE, SET_UP, case_now, kinds, seat
from tideturn.engines.pathways.actions import joining
from tideturn.engines.pathways.models import Entry
from tideturn.foundations.access.acting import acting
from tideturn.foundations.sharing import actions as sharing


@pytest.fixture
def shelter(northmark, southhaven) -> Client:
    """A worker of the shelter, with which Northmark has an agreement."""
    parties = [northmark.agency.pk, southhaven.agency.pk]
    with acting(SET_UP):
        sharing.make_agreement(
            title="Agreed (invented)", parties=parties, purposes=[PURPOSE], starts_on=date(2020, 1, 1), by=SET_UP
        )
    return seat(southhaven.user("Sol").pk)


def at(case_id: uuid.UUID, *more: object) -> str:
    """Return an address below the referrals of a case."""
    return f"/workspace/cases/{case_id}/referrals/" + "".join(f"{part}/" for part in more)


def refer(dana: Client, case_id: uuid.UUID, southhaven, page: str = "referrals/new") -> str:
    """Send a referral to the shelter and return its id."""
    sent = {"to_team": str(southhaven.team.pk), "why": "A bed for tonight."}
    answer = dana.post(f"/workspace/cases/{case_id}/{page}/?area=everywhere", sent)
    assert answer.status_code == 302, answer.content.decode()
    with acting(SET_UP):
        return str(Entry.objects.get(case_id=case_id, kind="referral-sent").id)


def test_referral_is_sent_seen_accepted_and_done_and_both_sides_see_its_history(
    dana, case_id, southhaven, shelter
) -> None:
    assert shelter.get(at(case_id)).status_code == 404
    referral = refer(dana, case_id, southhaven)

    assert "Sent, not opened yet" in dana.get(at(case_id)).content.decode()
    assert "A bed for tonight." in shelter.get(at(case_id)).content.decode()
    shelter.get(at(case_id))
    assert kinds(case_id).count("referral-seen") == 1
    assert shelter.post(at(case_id, referral, "accept"), {"note": "Bed 4."}).status_code == 302
    page = dana.get(at(case_id)).content.decode()
    assert all(words in page for words in ("Seen", "Accepted", "Bed 4.", "Sol"))
    assert shelter.post(at(case_id, referral, "done"), {"note": "Slept here."}).status_code == 302
    assert shelter.get(at(case_id)).status_code == 404
    assert "Slept here." in dana.get(at(case_id)).content.decode()


def test_referral_is_declined_with_a_reason_and_sent_twice_leads_home(dana, case_id, southhaven, shelter) -> None:
    referral, sent = refer(dana, case_id, southhaven), {"reason": "No bed.", "entry": str(uuid.uuid4())}

    assert shelter.post(at(case_id, referral, "decline"), {"reason": ""}).status_code == 422
    assert [shelter.post(at(case_id, referral, "decline"), sent).url for _twice in range(2)] == ["/workspace/"] * 2
    assert "No bed." in dana.get(at(case_id)).content.decode()


def test_referral_is_taken_back_and_seen_no_longer(dana, case_id, southhaven, shelter) -> None:
    referral = refer(dana, case_id, southhaven)

    assert shelter.get(at(case_id, referral, "revoke")).status_code == 200
    assert shelter.post(at(case_id, referral, "revoke"), {"reason": "So."}).status_code == 422
    assert dana.post(at(case_id, referral, "revoke"), {"reason": "Found another."}).status_code == 302
    assert shelter.get(at(case_id)).status_code == 404


def test_case_is_handed_over_once_somebody_there_accepts(dana, case_id, southhaven, shelter) -> None:
    referral = refer(dana, case_id, southhaven, page="hand-over")
    assert case_now(case_id).team.name == "Northmark outreach"

    assert shelter.post(at(case_id, referral, "accept")).status_code == 302
    assert case_now(case_id).team_id == southhaven.team.pk
    assert case_now(case_id).lead.shown_name == "Sol"
    assert dana.get(at(case_id)).status_code == 404


def test_team_of_another_agency_sees_none_of_the_teams_own_pages(dana, case_id, southhaven, shelter) -> None:
    refer(dana, case_id, southhaven)

    for page in ("lead/take", "hand-over", "tasks", "clocks/first-attempt", "person", "wishes/new", "team"):
        assert shelter.get(f"/workspace/cases/{case_id}/{page}/").status_code in (403, 404), page


def test_teams_are_narrowed_by_area_and_kind(dana, case_id, southhaven, make_place) -> None:
    make_place("Northmark housing", "EM-A01", kind="homelessness-service")
    address = f"/workspace/cases/{case_id}/referrals/new/"
    near, everywhere = dana.get(address).content.decode(), dana.get(f"{address}?area=everywhere").content.decode()
    narrowed = dana.get(f"{address}?area=everywhere&kind=police").content.decode()

    assert ("Northmark housing" in near, "Southhaven shelter" in near) == (True, False)
    assert "Southhaven shelter" in everywhere
    assert "Southhaven shelter" not in narrowed
    assert "Northmark outreach</option>" not in everywhere


def test_national_queue_gives_a_case_to_a_team(report, northmark, national_queue) -> None:
    national = Place(national_queue.agency, national_queue)
    case_id = report(person=None, area=None)
    nia = seat(national.user("Nia", "national-coordinator").pk)
    sent = {"to_team": str(northmark.team.pk), "why": "Heard on the phone where it was."}

    assert nia.get(f"/workspace/cases/{case_id}/team/").status_code == 200
    assert nia.post(f"/workspace/cases/{case_id}/team/?area=everywhere", sent).url == "/workspace/"
    assert case_now(case_id).team_id == northmark.team.pk


def test_worker_who_may_not_is_refused(wyn, dana, case_id) -> None:
    assert dana.get(f"/workspace/cases/{case_id}/team/").status_code == 403
    assert wyn.get(f"/workspace/cases/{case_id}/team/").status_code == 403


class TestProtection:
    """Child protection is told by a referral, or in another way that is written down."""

    CHILD: ClassVar = {"given_name": "Ash", "birth_date": f"{datetime.now(UTC).year - 14}-01-01"}

    def at(self, case_id: uuid.UUID) -> str:
        return f"/workspace/cases/{case_id}/protection/under-16/"

    def test_told_through_a_referral(self, dana, northmark, duty_lead, report, make_place) -> None:
        case_id = report(person=self.CHILD)
        place = make_place("Northmark children", "EM-A01", kind="child-protection")
        sent = {"to_team": str(place.team.pk), "to": "", "note": "Fourteen, in hospital."}

        assert dana.post(self.at(case_id), sent).status_code == 302
        assert kinds(case_id)[-2:] == ["referral-sent", "protection-referred"]

    def test_told_by_telephone(self, dana, northmark, duty_lead, report) -> None:
        case_id = report(person=self.CHILD)

        assert dana.post(self.at(case_id), {"to": "", "note": "Fourteen."}).status_code == 422
        assert dana.post(self.at(case_id), {"to": "Duty social worker", "note": "Fourteen."}).status_code == 302
        assert kinds(case_id)[-1] == "protection-referred"

    def test_nobody_at_all_is_refused_where_there_are_teams(self, dana, duty_lead, report, make_place) -> None:
        case_id = report(person=self.CHILD)
        make_place("Northmark children", "EM-A01", kind="child-protection")

        assert dana.post(self.at(case_id), {"to": "", "to_team": "", "note": ""}).status_code == 422

    def test_branch_that_does_not_apply_says_so(self, dana, case_id) -> None:
        assert "Nothing in this case says so" in dana.get(self.at(case_id)).content.decode()


def test_team_asked_into_a_case_that_was_joined_is_led_to_the_one_that_goes_on(
    dana, duty_lead, case_id, report, southhaven, shelter
) -> None:
    refer(dana, case_id, southhaven)
    other = report(person={"given_name": "Sam", "family_name": "Brook"}, hours_ago=2)
    with acting(duty_lead):
        joining.join_cases(source_id=case_id, target_id=other, reason="One stairwell.", by=duty_lead)

    assert str(other) in shelter.get(f"/workspace/cases/{case_id}/").content.decode()
    assert "A bed for tonight." in shelter.get(at(other)).content.decode()


def test_whoever_sees_a_joined_case_alone_is_not_told_where_it_went(
    duty_lead, dana, case_id, report, southhaven
) -> None:
    southhaven.user("Cal", "caldicott-lead", in_team=False)
    sol = seat(southhaven.user("Sol").pk)
    opening = {"reference": case_now(case_id).reference, "reason": "She is turning blue on the phone."}
    assert sol.post("/workspace/break-glass/", opening).status_code == 302
    other = report(person={"given_name": "Sam", "family_name": "Brook"}, hours_ago=2)
    with acting(duty_lead):
        joining.join_cases(source_id=case_id, target_id=other, reason="One stairwell.", by=duty_lead)
    ours, theirs = (browser.get(f"/workspace/cases/{case_id}/").content.decode() for browser in (dana, sol))

    assert "This case was joined with another" in ours
    assert "This case was joined with another" in theirs
    assert str(other) in ours
    assert str(other) not in theirs


@pytest.mark.parametrize("page", ["referrals/new", "hand-over"])
def test_team_that_would_not_see_the_case_is_warned_of_before_it_is_sent(dana, case_id, southhaven, page) -> None:
    address = f"/workspace/cases/{case_id}/{page}/?area=everywhere"
    sent = {"to_team": str(southhaven.team.pk), "why": "A bed for tonight.", "entry": str(uuid.uuid4())}
    warned = dana.post(address, sent)

    assert warned.status_code == 422
    assert "No agreement in force lets Southhaven shelter see this case" in warned.content.decode()
    assert "A bed for tonight." in warned.content.decode()
    assert "referral-sent" not in kinds(case_id)
    assert dana.post(address, {**sent, "knowing": "yes"}).status_code == 302
    assert kinds(case_id).count("referral-sent") == 1


def test_objection_of_the_person_is_warned_of_and_agreeing_is_enough(dana, case_id, southhaven, duty_lead) -> None:
    address = f"/workspace/cases/{case_id}/referrals/new/?area=everywhere"
    sent = {"to_team": str(southhaven.team.pk), "why": "A bed for tonight."}
    person = case_now(case_id).person
    with acting(duty_lead):
        wish = sharing.record_wish(
            person=person, stance="objects", purpose="", recipient_id=southhaven.agency.pk, by=duty_lead
        )
    assert "The person objects to Southhaven shelter" in dana.post(address, sent).content.decode()
    with acting(duty_lead):
        sharing.withdraw_wish(wish_id=wish.pk, by=duty_lead)
        sharing.record_wish(
            person=person, stance="agrees", purpose=PURPOSE, recipient_id=southhaven.agency.pk, by=duty_lead
        )

    assert dana.post(address, sent).status_code == 302


def test_team_with_an_agreement_is_warned_of_nothing(dana, case_id, southhaven, shelter) -> None:
    assert "all the same" not in dana.get(f"/workspace/cases/{case_id}/referrals/new/").content.decode()
    assert refer(dana, case_id, southhaven)
