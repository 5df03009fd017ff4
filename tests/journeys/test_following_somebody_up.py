"""An outreach worker on a stair, in the rain, with one thumb: what is due, and a contact logged in three taps."""

import json
import re
import urllib.request
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.staff import StaffSite, at_the_workspace, first_sign_in
from tests.journeys.test_accessibility import axe, barriers

__all__ = ["axe"]
AREA, AGENCY = "EM-A03", "stair-outreach"
INTAKE = "/api/v1/intake/near-fatal-overdoses/"
FINGER = 44
SMALL = """finger => [...document.querySelectorAll('main :is(.ds_button, button, summary), .tw-choice, .tw-case__link')]
    .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect().height])
    .filter(([_, height]) => height > 0 && height < finger)"""
ON_A_PHONE = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def team(staff_site: StaffSite) -> str:
    """A team for an area, and the ambulance service that sends reports; the credential of the second."""
    words = ("--kind", "drug-and-alcohol-service", "--area", AREA)
    staff_site.command("access", "create-agency", "--name", "Stair outreach", *words)
    crew = ("--name", "Stair ambulance", "--kind", "ambulance-service")
    staff_site.command("access", "create-agency", *crew)
    return staff_site.command("access", "issue-credential", "stair-ambulance").split()[0]


def worker(site: StaffSite, email: str) -> str:
    """Make a worker who has what nobody else of the team has; return the password of the first day."""
    password = site.newcomer(email, agency=AGENCY)
    with psycopg.connect(site.database) as owner:
        owner.execute("select set_config('tideturn.system', 'set-up', true)")
        change = (
            "update access_team set duty_lead_id = (select id from access_user where email = %s) where agency_id = %s"
        )
        owner.execute(change, [email, AGENCY])
    return password


def report(site: StaffSite, credential: str, **person: str) -> None:
    """Send a report, as the ambulance service's own program does."""
    occurred = datetime.now(UTC) - timedelta(hours=2)
    place = {"area": AREA, "description": "A stairwell (invented)"}
    body = {"occurred_at": occurred.isoformat(), "place": place, "person": person, "notes": "By a neighbour. Invented."}
    headers = {
        "Authorization": f"Bearer {credential}",
        "Idempotency-Key": str(uuid.uuid4()),
        "Content-Type": "application/json",
    }
    request = urllib.request.Request(f"{site.address}{INTAKE}", json.dumps(body).encode(), headers)  # noqa: S310
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        assert answer.status == 201


@pytest.fixture
def page(staff_browser: Browser, staff_site: StaffSite, team: str) -> Iterator[Page]:
    """A page on a phone on which the team's duty lead has signed in; a case of Robin's is there."""
    email = f"stair-{uuid.uuid4().hex[:8]}@example.org"
    first = worker(staff_site, email)
    report(staff_site, team, given_name="Robin", family_name=f"Marsh-{email[6:14]}", phone="07700 900123")
    with at_the_workspace(staff_browser, staff_site.address, **ON_A_PHONE) as page:
        first_sign_in(page, email, first)
        page.robin = f"Robin Marsh-{email[6:14]}"
        yield page


class TestOneThumb:
    """From the first screen to a contact that is kept."""

    @pytest.fixture(autouse=True)
    def on_the_stair(self, page: Page) -> None:
        self.page = page

    def test_contact_is_logged_in_three_taps(self) -> None:
        self.then_i_see_who_is_mine_and_what_is_due()
        self.when_i_tap_log_a_contact()
        self.and_i_tap_how_i_tried()
        self.and_i_tap_what_came_of_it()
        self.then_it_is_saved_and_the_case_says_so()

    def test_note_typed_without_signal_is_there_when_signal_returns(self) -> None:
        self.when_i_tap_log_a_contact()
        self.and_i_tap_how_i_tried()
        self.page.get_by_text("Add a note, or say that it was earlier").tap()
        self.page.get_by_label("Note").fill("No light on the stair.")
        self.when_the_signal_is_lost_as_i_tap()
        self.when_the_signal_is_back_and_i_open_the_form_again()
        expect(self.page.get_by_label("Note")).to_have_value("No light on the stair.")
        expect(self.page.get_by_label("When was it?")).not_to_have_value("")
        expect(self.page.get_by_label("Visit")).to_be_checked()
        self.and_i_tap_what_came_of_it()
        self.then_it_is_saved_and_the_case_says_so()
        self.then_nothing_is_kept_on_the_phone()

    def test_signing_out_leaves_no_draft(self) -> None:
        self.when_i_tap_log_a_contact()
        self.page.get_by_text("Add a note, or say that it was earlier").tap()
        self.page.get_by_label("Note").fill("Half a sentence")
        assert "Half a sentence" in self.kept()
        assert "Robin" not in self.kept()
        self.page.get_by_role("button", name="Sign out").tap()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("You are signed out")
        self.then_nothing_is_kept_on_the_phone()

    def row(self):
        return self.page.locator(".tw-case", has_text=self.page.robin)

    def kept(self) -> str:
        return self.page.evaluate("JSON.stringify(Object.entries(sessionStorage))")

    def then_i_see_who_is_mine_and_what_is_due(self) -> None:
        expect(self.page).to_have_title("My cases – Tideturn")
        expect(self.row()).to_contain_text("Due")
        assert self.page.evaluate(SMALL, FINGER) == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def when_i_tap_log_a_contact(self) -> None:
        self.row().get_by_role("link", name=re.compile("Log a contact")).tap()

    def and_i_tap_how_i_tried(self) -> None:
        self.page.get_by_text("Visit", exact=True).tap()

    def and_i_tap_what_came_of_it(self) -> None:
        self.page.get_by_role("button", name="No answer").tap()

    def then_it_is_saved_and_the_case_says_so(self) -> None:
        expect(self.page.locator(".tw-saved")).to_contain_text("Saved: Visit: No answer")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.page.robin)
        expect(self.page).to_have_title("Case – Tideturn")
        expect(self.page.locator(".tw-entry", has_text="Visit: No answer")).to_have_count(1)

    def when_the_signal_is_lost_as_i_tap(self) -> None:
        self.address = self.page.url
        self.page.route("**/contact/", lambda route: route.fulfill(status=200, body="<p>No signal</p>"))
        self.page.get_by_role("button", name="No answer").tap()
        expect(self.page.get_by_text("No signal")).to_be_visible()

    def when_the_signal_is_back_and_i_open_the_form_again(self) -> None:
        self.page.unroute("**/contact/")
        self.page.goto(self.address)

    def then_nothing_is_kept_on_the_phone(self) -> None:
        assert self.kept() == "[]"


@pytest.fixture(scope="module", params=[DESK, PHONE], ids=["desk", "phone"])
def open_to_axe(
    request: pytest.FixtureRequest, staff_browser: Browser, staff_site: StaffSite, team: str
) -> Iterator[Page]:
    """A signed-in page that lets axe in, which the site's own policy would refuse."""
    context = staff_browser.new_context(base_url=staff_site.address, viewport=request.param, bypass_csp=True)
    page, email = context.new_page(), f"axe-{request.param['width']}@example.org"
    first = worker(staff_site, email)
    report(staff_site, team, given_name="Kim", family_name=f"Axe-{request.param['width']}", phone="07700 900456")
    first_sign_in(page, email, first)
    yield page
    context.close()


@pytest.mark.parametrize("part", ["", "contact/", "note/", "naloxone/", "contact-wish/"])
def test_pages_of_a_case_have_no_barrier(open_to_axe: Page, axe: str, part: str) -> None:
    open_to_axe.goto("/workspace/board/")
    open_to_axe.locator(".tw-case__link").first.click()
    open_to_axe.goto(open_to_axe.url + part)

    check(open_to_axe, axe)


@pytest.mark.parametrize("address", ["", "board/?stage=received", "shared/", "notices/"])
def test_lists_of_cases_have_no_barrier(open_to_axe: Page, axe: str, address: str) -> None:
    open_to_axe.goto(f"/workspace/{address}")

    check(open_to_axe, axe)


def test_form_with_problems_has_no_barrier(open_to_axe: Page, axe: str) -> None:
    open_to_axe.goto("/workspace/board/")
    open_to_axe.locator(".tw-case__link").first.click()
    open_to_axe.goto(open_to_axe.url + "note/")
    open_to_axe.get_by_role("button", name="Save the note").click()
    expect(open_to_axe.locator("#error-summary")).to_be_visible()

    check(open_to_axe, axe)


def check(page: Page, axe: str) -> None:
    """Refuse barriers, targets smaller than a finger, and a page wider than its screen."""
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    assert barriers(page, axe) == []
    assert page.evaluate(SMALL, FINGER) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
