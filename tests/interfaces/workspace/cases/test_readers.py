"""Who has read a case: told whole to those who answer for it, of their own people to others, and printed."""

import csv
import io

import pytest

from tests.interfaces.website import reading
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.audit.models import Entry
from tideturn.interfaces.workspace.pages import readers

pytestmark = pytest.mark.django_db


@pytest.fixture
def cal(northmark, sign_in):
    """The browser of Northmark's Caldicott lead."""
    return sign_in(northmark.user("Cal", "caldicott-lead", in_team=False))


@pytest.fixture
def read_by_both(browser, sol, sign_in, referred):
    """A case that Wyn read, in a list and opened, and that Sol of another agency read by referral."""
    browser.get("/workspace/")
    browser.get(f"/workspace/cases/{referred.pk}/")
    sign_in(sol).get(f"/workspace/cases/{referred.pk}/")
    return referred


def lines(client, case) -> list[list[str]]:
    answer = client.get(f"/workspace/cases/{case.pk}/readers.csv")
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))[1:]


def test_holder_is_told_of_every_reader_with_the_ground(cal, read_by_both):
    told = [line[1:] for line in lines(cal, read_by_both)]

    assert told == [
        ["Sol", "Southmark outreach", "it was referred to them, under an agreement", "Opened the case"],
        ["Wyn", "Northmark outreach", "their agency answers for the case", "Opened the case"],
        ["Wyn", "Northmark outreach", "their agency answers for the case", "Saw it in a list: my cases"],
    ]


def test_another_agency_is_told_of_its_own_people_alone(southmark, sign_in, read_by_both):
    other = sign_in(southmark.user("Sue", "duty-lead"))

    assert [line[1] for line in lines(other, read_by_both)] == ["Sol"]
    assert "Wyn" not in reading.words(other.get(f"/workspace/cases/{read_by_both.pk}/readers/"))


def test_auditor_sees_who_read_and_not_the_case(northmark, sign_in, read_by_both):
    auditor = sign_in(northmark.user("Aud", "auditor", in_team=False))
    page = reading.words(auditor.get(f"/workspace/cases/{read_by_both.pk}/readers/"))
    found = auditor.get("/workspace/administration/audit/", {"case": read_by_both.reference}).content.decode()

    assert "Sol · Southmark outreach" in page
    assert "Robin" not in page
    assert f"/workspace/cases/{read_by_both.pk}/readers/" in found
    assert auditor.get(f"/workspace/cases/{read_by_both.pk}/").status_code == 403


def test_auditor_of_another_agency_finds_nothing(southmark, sign_in, read_by_both):
    auditor = sign_in(southmark.user("Aud", "auditor", in_team=False))

    assert auditor.get(f"/workspace/cases/{read_by_both.pk}/readers/").status_code == 404


def test_whoever_may_not_see_readers_is_refused(browser, read_by_both):
    assert browser.get(f"/workspace/cases/{read_by_both.pk}/readers/").status_code == 403
    assert "Who has read this case" not in reading.words(browser.get(f"/workspace/cases/{read_by_both.pk}/"))


def test_looking_up_readers_is_in_the_list_the_next_time(cal, read_by_both):
    cal.get(f"/workspace/cases/{read_by_both.pk}/readers/")

    assert lines(cal, read_by_both)[0][1:] == [
        "Cal", "Northmark outreach", "their agency answers for the case", "Opened it: who has read it"
    ]  # fmt: skip


def test_readings_are_paged(cal, read_by_both, monkeypatch):
    monkeypatch.setattr(readers, "PAGE_LENGTH", 2)
    first = cal.get(f"/workspace/cases/{read_by_both.pk}/readers/").content.decode()
    second = cal.get(f"/workspace/cases/{read_by_both.pk}/readers/?page=2").content.decode()

    assert first.count('class="tw-row"') == second.count('class="tw-row"') == 2
    assert "my cases" in second
    assert cal.get(f"/workspace/cases/{read_by_both.pk}/readers/?page=99").status_code == 400


def test_printed_list_counts_by_day_and_may_leave_names_out(cal, browser, read_by_both):
    browser.get(f"/workspace/cases/{read_by_both.pk}/")
    address = f"/workspace/cases/{read_by_both.pk}/readers/list/"
    named, unnamed = reading.words(cal.get(address)), reading.words(cal.get(address, {"names": "no"}))

    assert "Wyn, Northmark outreach opened 2 times, seen in a list 1 time" in named
    assert "Sol, Southmark outreach opened 1 time" in named
    assert "Wyn" not in unnamed
    assert "Sol" not in unnamed
    assert "Southmark outreach opened 1 time" in unnamed
    assert "Robin" not in named + unnamed


def test_printing_is_written_down(cal, read_by_both):
    cal.get(f"/workspace/cases/{read_by_both.pk}/readers/list/")

    with acting(system_actor("audit")):
        latest = Entry.objects.filter(subject=read_by_both.pk).order_by("-at").first()
    assert latest.detail["page"] == "who has read it, printed for the person"


def test_without_the_audit_no_reader_is_told(cal, read_by_both, monkeypatch):
    def away(**_what: object) -> None:
        raise audit.UnwritableDetail("read case", "planted")

    monkeypatch.setattr(audit, "record", away)

    assert cal.get(f"/workspace/cases/{read_by_both.pk}/readers/").status_code == 503
