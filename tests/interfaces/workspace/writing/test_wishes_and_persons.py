"""What a person wishes holds at once, and a detail that is wrong is put right with a reason."""

import uuid
from datetime import UTC, date, datetime

import pytest

from tests.interfaces.workspace.writing.conftest import PURPOSE, SET_UP, case_now, seat
from tideturn.engines.people.record import queries as record
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.audit.models import Entry as Audited
from tideturn.foundations.sharing import actions as sharing
from tideturn.foundations.sharing.models import Wish

OBJECTS = {"stance": "objects", "recipient": "everybody", "purpose": "anything"}


def at(case_id: uuid.UUID, page: str) -> str:
    """Return the address of a page of a case."""
    return f"/workspace/cases/{case_id}/{page}/"


@pytest.fixture
def shelter(dana, case_id, northmark, southhaven):
    """A worker of a shelter to which the case was referred, under an agreement."""
    parties = [northmark.agency.pk, southhaven.agency.pk]
    with acting(SET_UP):
        sharing.make_agreement(
            title="Agreed", parties=parties, purposes=[PURPOSE], starts_on=date(2020, 1, 1), by=SET_UP
        )
    sent = {"to_team": str(southhaven.team.pk), "why": "A bed."}
    assert dana.post(f"{at(case_id, 'referrals/new')}?area=everywhere", sent).status_code == 302
    return seat(southhaven.user("Sol").pk)


def test_objection_takes_sight_away_at_once_and_its_withdrawal_gives_it_back(dana, case_id, shelter) -> None:
    assert shelter.get(at(case_id, "sharing")).status_code == 200
    assert dana.post(at(case_id, "wishes/new"), OBJECTS).status_code == 302
    assert shelter.get(at(case_id, "sharing")).status_code == 404
    page = dana.get(at(case_id, "sharing")).content.decode()
    assert "Objects to every other agency seeing it (anything at all)" in page
    assert "The person objects, so they see nothing of it." in page
    with acting(system_actor("intake")):
        wish = Wish.objects.get()
    withdraw = at(case_id, f"wishes/{wish.pk}/withdraw")
    assert dana.post(withdraw).status_code == 302
    assert shelter.get(at(case_id, "sharing")).status_code == 200
    assert dana.get(withdraw).status_code == 404


def test_another_team_reads_the_wishes_about_itself_and_about_all_and_no_other(
    dana, case_id, shelter, southhaven, make_place
) -> None:
    made = make_place("Prison health", "EM-A04", kind="homelessness-service")
    for name in (made.agency.pk, southhaven.agency.pk):
        sent = {"stance": "agrees", "recipient": name, "purpose": PURPOSE}
        assert dana.post(at(case_id, "wishes/new"), sent).status_code == 302
    ours, theirs = (browser.get(at(case_id, "sharing")).content.decode() for browser in (dana, shelter))

    assert "Agrees that Prison health sees it" in ours
    assert "Prison health" not in theirs
    assert "Agrees that Southhaven shelter sees it" in theirs


def test_agreeing_must_name_whom_and_for_what(dana, case_id, southhaven) -> None:
    vague = dana.post(at(case_id, "wishes/new"), {**OBJECTS, "stance": "agrees"})
    sent = {"stance": "agrees", "recipient": southhaven.agency.pk, "purpose": PURPOSE, "until-day": "31"}
    until = {"until-month": "12", "until-year": str(datetime.now(UTC).year + 1)}

    assert vague.status_code == 422
    assert "name one agency and one purpose" in vague.content.decode()
    assert dana.post(at(case_id, "wishes/new"), {**sent, **until}).status_code == 302
    assert "Agrees that Southhaven shelter sees it" in dana.get(at(case_id, "sharing")).content.decode()


def test_team_asked_in_keeps_no_wishes_and_sees_no_other_team(shelter, case_id) -> None:
    page = shelter.get(at(case_id, "sharing")).content.decode()

    assert "Keep a wish" not in page
    assert "It was referred to you, under a sharing agreement." in page
    assert shelter.get(at(case_id, "wishes/new")).status_code == 404


def test_case_of_nobody_known_keeps_no_wish(dana, duty_lead, report) -> None:
    case_id = report(person=None)

    assert b"Nobody knows yet who this is" in dana.get(at(case_id, "wishes/new")).content
    assert dana.get(at(case_id, "sharing")).status_code == 200
    assert dana.get(at(case_id, "person")).status_code == 404


def test_detail_is_put_right_with_a_reason_and_what_was_told_stays(dana, case_id) -> None:
    sent = {"value": "Robin Ann", "reason": "Asked her."}

    assert dana.post(at(case_id, "person/given-name"), {"value": "Robin Ann"}).status_code == 422
    assert dana.post(at(case_id, "person/given-name"), sent).status_code == 302
    page = dana.get(at(case_id, "person")).content.decode()
    assert "Robin Ann" in page
    assert "Given name: Robin;" in page
    assert "Asked her." in page
    assert dana.get(at(case_id, "person/shoe-size")).status_code == 404


def test_number_that_cannot_be_is_refused_beside_its_field(dana, case_id) -> None:
    answer = dana.post(at(case_id, "person/chi"), {"value": "1234567890", "reason": "From a letter."})

    assert answer.status_code == 422
    assert '<a href="#field-value">' in answer.content.decode()


def test_day_is_put_right_and_can_be_said_to_be_unknown(dana, case_id) -> None:
    born = {"value-day": "1", "value-month": "2", "value-year": "1980", "reason": "Passport."}

    assert dana.post(at(case_id, "person/birth-date"), born).status_code == 302
    assert dana.post(at(case_id, "person/family-name"), {"value": "", "reason": "It was another's."}).status_code == 302
    with acting(system_actor("intake")):
        details = record.person(case_now(case_id).person).details
    assert (details.birth_date, details.family_name) == (date(1980, 2, 1), None)


def test_reading_a_person_leaves_a_trace_also_where_a_form_is_refused(dana, case_id, duty_lead) -> None:
    dana.get(at(case_id, "person"))
    dana.post(at(case_id, "person/given-name"), {"value": "Robin Ann"})
    with acting(system_actor("audit")):
        read = Audited.objects.filter(action="read person", subject=case_now(case_id).person)
        pages = [entry.detail["page"] for entry in read]

    assert {"person", "correct given-name"} <= set(pages)
