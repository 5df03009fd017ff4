"""An overdose reported from the workspace: with a name or none, once, and answered with who has it."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.interfaces.workspace.writing.conftest import seat
from tideturn.engines.pathways.models import Case, Report
from tideturn.foundations.access.acting import acting, system_actor

ADDRESS = "/workspace/report/"


@pytest.fixture
def paramedic(make_place) -> Client:
    """A member of the ambulance service at a browser."""
    return seat(make_place("Estmark Ambulance", kind="ambulance-service").user("Pat", "meeting-member").pk)


def told(hours_ago: float = 1, **more: str) -> dict[str, str]:
    """Return a report as the form sends it."""
    at = timezone.localtime() - timedelta(hours=hours_ago)
    day = {"day-day": str(at.day), "day-month": str(at.month), "day-year": str(at.year), "time": f"{at:%H:%M}"}
    return {**day, "place_area": "EM-A01", "contact": "not_asked", "entry": str(uuid.uuid4()), **more}


def kept() -> list[Report]:
    """Return the reports that were kept."""
    with acting(system_actor("intake")):
        return list(Report.objects.select_related("case__team"))


def test_report_without_a_name_is_received_and_says_who_has_it(paramedic, northmark) -> None:
    assert paramedic.get(ADDRESS).status_code == 200
    answer = paramedic.post(ADDRESS, told(place="Stairwell (invented)", naloxone_given="yes", notes="Two were there."))
    page = paramedic.get(answer.url).content.decode()
    [report] = kept()

    assert (report.door, report.naloxone_given, report.case.person) == ("form", True, None)
    assert report.reference in page
    assert "Northmark outreach has it." in page
    assert "First due: Look at it together" in page


def test_report_with_a_name_is_about_somebody(paramedic, northmark) -> None:
    born = {"birth_date-day": "19", "birth_date-month": "5", "birth_date-year": "1984"}
    paramedic.post(ADDRESS, told(given_name="Robin", family_name="Marsh", **born))

    assert kept()[0].case.person is not None


def test_form_sent_twice_is_one_report_and_changed_in_between_is_refused(paramedic, northmark) -> None:
    sent = told()
    first, second = paramedic.post(ADDRESS, sent), paramedic.post(ADDRESS, sent)
    changed = paramedic.post(ADDRESS, {**sent, "notes": "And another thing."})

    assert first.url == second.url
    assert changed.status_code == 422
    assert "was sent before with other answers" in changed.content.decode()
    assert len(kept()) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"time": "25:00"}, "field-time"),
        ({"time": ""}, "field-time"),
        ({"day-year": "1899"}, "field-day-day"),
        ({"place_area": "EM-A99"}, "field-place_area"),
        ({"contact": "perhaps"}, "field-contact-1"),
        ({"birth_date-day": "31", "birth_date-month": "2", "birth_date-year": "1984"}, "field-birth_date-day"),
        ({"birth_date-day": "1", "birth_date-month": "2", "birth_date-year": "1885"}, "field-birth_date-day"),
        ({"given_name": "x" * 101}, "field-given_name"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(paramedic, wrong, field: str) -> None:
    answer = paramedic.post(ADDRESS, told(**wrong))

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
    with acting(system_actor("intake")):
        assert not Case.objects.exists()


def test_what_is_still_to_come_is_refused(paramedic) -> None:
    answer = paramedic.post(ADDRESS, told(hours_ago=-0.5))

    assert answer.status_code == 422
    assert kept() == []


def test_receipt_is_there_for_the_agency_that_reported_and_for_nobody_else(paramedic, northmark) -> None:
    answer = paramedic.post(ADDRESS, told())
    other = seat(northmark.user("Wyn").pk)

    assert other.get(answer.url).status_code == 404
    assert paramedic.get(f"{ADDRESS}{uuid.uuid4()}/").status_code == 404


def test_who_may_not_report_is_refused(make_place) -> None:
    auditor = seat(make_place("Northern council").user("Ada", "auditor", in_team=False).pk)

    assert auditor.get(ADDRESS).status_code == 403
    assert auditor.post(ADDRESS, told()).status_code == 403
