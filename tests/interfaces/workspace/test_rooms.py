"""The rooms beside the cases: each opens for those who may enter, says what it must, and tells no name in its title."""

import re

import pytest
from django.test import Client

from tests.interfaces.workspace import people
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.models import Credential, Membership
from tideturn.foundations.audit.models import Entry
from tideturn.foundations.delivery.models import Message
from tideturn.foundations.sharing import actions as sharing
from tideturn.foundations.sharing.models import Agreement

pytestmark = pytest.mark.django_db
MARK = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
ROOMS = {
    "meeting/": ("duty-lead", "auditor"),
    "measures/": ("duty-lead", "outreach-worker"),
    "messages/": ("agency-manager", "outreach-worker"),
    "administration/": ("agency-manager", "outreach-worker"),
    "administration/members/": ("agency-manager", "caldicott-lead"),
    "administration/members/add/": ("administrator", "caldicott-lead"),
    "administration/credentials/": ("administrator", "duty-lead"),
    "administration/agreements/": ("caldicott-lead", "agency-manager"),
    "administration/agreements/propose/": ("caldicott-lead", "agency-manager"),
    "administration/audit/": ("auditor", "agency-manager"),
    "administration/audit/entries.csv": ("caldicott-lead", "duty-lead"),
}


@pytest.fixture
def as_a(db):
    """A function that gives a browser in which somebody of a role has signed in."""

    def as_a(role: str, email: str = "") -> Client:
        return people.let_in(people.worker(email or f"{role}@example.org", role))

    return as_a


@pytest.fixture(autouse=True)
def invented_country(monkeypatch, repository) -> None:
    """The pathways are those of the invented country."""
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))


@pytest.mark.parametrize("address", list(ROOMS))
def test_room_opens_for_those_who_may_enter_and_is_refused_to_others(as_a, address: str) -> None:
    may, may_not = ROOMS[address]

    assert as_a(may).get(f"/workspace/{address}").status_code == 200
    assert as_a(may_not).get(f"/workspace/{address}").status_code == 403


@pytest.mark.parametrize("address", [address for address in ROOMS if not address.endswith(".csv")])
def test_titles_tell_no_name(as_a, address: str) -> None:
    page = as_a(ROOMS[address][0]).get(f"/workspace/{address}").content.decode()
    title = page.partition("<title>")[2].partition("</title>")[0]

    assert title.endswith("– Tideturn")
    assert not {"Morag", "Reid", "Tayside-Outreach"} & set(title.split())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("since=someday", "is not a day"),
        ("since=2026-02-30", "no day"),
        ("since=2026-03-01&until=2026-02-01", "ends before it begins"),
        ("since=1950-01-01", "more than five years"),
    ],
)
def test_period_that_is_none_is_answered_in_words(as_a, asked: str, said: str) -> None:
    for room, role in (("measures/", "duty-lead"), ("administration/audit/", "auditor")):
        answer = as_a(role, f"{role}-{len(asked)}@example.org").get(f"/workspace/{room}?{asked}")

        assert answer.status_code == 400
        assert said in answer.content.decode()


def test_measures_of_nothing_say_no_data_and_not_none(as_a) -> None:
    page = as_a("duty-lead").get("/workspace/measures/").content.decode()

    assert "No data: nothing that you may see falls into this period." in page
    assert "<svg" not in page


def test_measure_that_is_not_there_is_not_found(as_a) -> None:
    browser = as_a("duty-lead")

    assert browser.get("/workspace/measures/near-fatal-overdose/nothing.csv").status_code == 404
    assert browser.get("/workspace/measures/nothing/received.csv").status_code == 404
    table = browser.get("/workspace/measures/near-fatal-overdose/received.csv")
    assert table.headers["Content-Disposition"].startswith("attachment")


def test_nobody_makes_a_national_coordinator_of_a_local_agency(as_a) -> None:
    asked = {"name": "Nia New", "email": "nia@example.org", "role": "national-coordinator", "team": ""}

    assert as_a("agency-manager").post("/workspace/administration/members/add/", asked).status_code == 422


def test_leaver_is_out_at_the_next_request(as_a) -> None:
    manager, leaver = as_a("agency-manager"), as_a("outreach-worker")
    assert leaver.get("/workspace/").status_code == 200
    with acting(system_actor("set-up")):
        membership = Membership.objects.get(user__email="outreach-worker@example.org")

    assert manager.post(f"/workspace/administration/members/{membership.pk}/end/").status_code == 302
    assert leaver.get("/workspace/").status_code == 302
    assert manager.post(f"/workspace/administration/members/{membership.pk}/end/").status_code == 404


def test_duty_lead_is_one_of_the_team_and_does_not_leave_without_another(as_a) -> None:
    manager = as_a("agency-manager")
    as_a("duty-lead")
    with acting(system_actor("set-up")):
        membership = Membership.objects.get(user__email="duty-lead@example.org")
    address = f"/workspace/administration/teams/{membership.team_id}/duty-lead/"

    assert manager.post(address, {"user": "999999"}).status_code == 422
    assert manager.post(address, {"user": str(membership.user_id)}).status_code == 302
    refused = manager.post(f"/workspace/administration/members/{membership.pk}/end/")
    assert refused.status_code == 400
    assert "Choose another first." in refused.content.decode()


def test_manager_does_not_end_their_own_membership(as_a) -> None:
    manager = as_a("agency-manager")
    with acting(system_actor("set-up")):
        mine = Membership.objects.get(user__email="agency-manager@example.org")

    assert manager.post(f"/workspace/administration/members/{mine.pk}/end/").status_code == 400


def test_credential_is_shown_once_and_revoked_at_once(as_a) -> None:
    browser = as_a("agency-manager")
    asked = {"permissions": ["intake.near-fatal-overdoses"]}
    page = browser.post("/workspace/administration/credentials/", asked).content.decode()
    secret = re.search(r"<code>(tt_[^<]+)</code>", page).group(1)

    assert secret not in browser.get("/workspace/administration/credentials/").content.decode()
    with acting(system_actor("set-up")):
        held = Credential.objects.get(agency_id="tayside-outreach")
    assert browser.post(f"/workspace/administration/credentials/{held.pk}/revoke/").status_code == 302
    assert browser.post(f"/workspace/administration/credentials/{held.pk}/revoke/").status_code == 404
    from tideturn.foundations.access.credentials import authenticate

    assert authenticate(secret) is None


def test_credential_for_more_than_reports_is_refused(as_a) -> None:
    asked = {"permissions": ["cases.read"]}

    assert as_a("administrator").post("/workspace/administration/credentials/", asked).status_code == 422


def test_agreement_is_proposed_signed_by_the_other_and_ended(as_a) -> None:
    people.agency("estmark-police", "police")
    browser = as_a("caldicott-lead")
    asked = {
        "title": "With the police (invented)",
        "parties": ["estmark-police"],
        "purposes": ["near-fatal-overdose-follow-up"],
        "starts_on-day": "1",
        "starts_on-month": "2",
        "starts_on-year": "2026",
    }
    assert browser.post("/workspace/administration/agreements/propose/", asked).status_code == 302
    page = browser.get("/workspace/administration/agreements/").content.decode()
    assert "waits for the signature of Estmark-Police" in page
    with acting(system_actor("set-up")):
        made = Agreement.objects.get()
        other = Agreement.objects.create(title="Others", parties=["x", "y"], purposes=["z"], starts_on="2026-01-01")

    assert browser.post(f"/workspace/administration/agreements/{other.pk}/end/").status_code == 404
    assert browser.post(f"/workspace/administration/agreements/{made.pk}/end/").status_code == 302
    assert "Ended on" in browser.get("/workspace/administration/agreements/").content.decode()
    assert browser.post(f"/workspace/administration/agreements/{made.pk}/sign/").status_code == 404


def test_agreement_of_set_up_stands_in_force(as_a) -> None:
    police = people.agency("estmark-police", "police")
    browser = as_a("caldicott-lead")
    with acting(system_actor("set-up")) as by:
        parties = [police.pk, "tayside-outreach"]
        sharing.make_agreement(title="On paper", parties=parties, purposes=["x"], starts_on="2026-01-01", by=by)

    assert "In force" in browser.get("/workspace/administration/agreements/").content.decode()


def test_audit_shows_the_agency_its_own_chain_and_this_look_too(as_a) -> None:
    browser = as_a("auditor")
    browser.get("/workspace/administration/audit/")
    page = browser.get("/workspace/administration/audit/").content.decode()

    assert "read audit" in page
    assert "system: " not in page


def test_audit_of_a_case_one_has_nothing_of_is_empty_and_a_bad_reference_is_said(as_a) -> None:
    from secrets import choice

    from tideturn.methods.identifiers import references

    browser = as_a("auditor")
    known = browser.get(f"/workspace/administration/audit/?case={references.make('CAS', choice)}").content.decode()

    assert "Nothing stands here for this period." in known
    assert browser.get("/workspace/administration/audit/?case=morag").status_code == 400
    assert browser.get("/workspace/administration/audit/?page=99").status_code == 400


def test_what_was_administered_is_audited(as_a) -> None:
    browser = as_a("agency-manager")
    browser.post("/workspace/administration/credentials/", {"permissions": ["intake.near-fatal-overdoses"]})

    assert Entry.objects.filter(agency="tayside-outreach", action="issue credential").exists()


def test_messages_of_another_agency_move_no_number(as_a) -> None:
    browser = as_a("agency-manager")
    before = MARK.sub("", browser.get("/workspace/messages/").content.decode())
    with acting(system_actor("delivery")):
        Message.objects.create(
            channel="email",
            recipient="somebody@elsewhere.example",
            kind="case-news",
            link="/workspace/",
            dedupe_key="elsewhere",
            agency="elsewhere",
            created_at="2026-01-01T00:00Z",
            next_attempt_at="2026-01-01T00:00Z",
        )

    assert MARK.sub("", browser.get("/workspace/messages/").content.decode()) == before


def test_pathway_is_drawn_and_told_to_whoever_signs_in(as_a) -> None:
    browser = as_a("auditor")
    page = browser.get("/workspace/pathways/near-fatal-overdose/").content.decode()

    assert '<svg xmlns="http://www.w3.org/2000/svg" class="pathway' in page
    assert '<ul class="pathway-words">' in page
    assert browser.get("/workspace/pathways/no-such-way/").status_code == 404
