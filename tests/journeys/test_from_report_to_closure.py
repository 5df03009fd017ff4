"""From a report by program to a case that somebody closes with a reason, through every hand it passes."""

import json
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.staff import StaffSite, first_sign_in
from tests.journeys.test_accessibility import axe, barriers
from tests.journeys.walking import choose

__all__ = ["axe"]
PURPOSE = "near-fatal-overdose-follow-up"
# What the worker does every second, done once.
RAISE_WHAT_IS_DUE = "from tideturn.engines.pathways import raising; raising.raise_due()"
SET_UP = """
from datetime import date
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.models import Team, User
from tideturn.foundations.sharing.actions import make_agreement

with acting(system_actor("set-up")) as by:
    Team.objects.filter(agency=%r).update(duty_lead=User.objects.get(email=%r))
    make_agreement(title="Invented", parties=%r, purposes=[%r], starts_on=date(2020, 1, 1), by=by)
"""
WITHIN = {"desk": DESK, "phone": PHONE}


@dataclass
class Country:
    """Two agencies with an agreement, an ambulance service that reports by program, and who works where."""

    site: StaffSite
    mark: str
    token: str = ""
    passwords: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.command, self.beside = self.site.command, self.site.beside.python
        access = ("access", "create-agency", "--name")
        self.outreach, self.shelter = f"outreach-{self.mark}", f"shelter-{self.mark}"
        area = {"desk": "EM-A01", "phone": "EM-A02"}[self.mark]
        self.area = area
        self.command(*access, f"Outreach {self.mark}", "--kind", "drug-and-alcohol-service", "--area", area)
        self.command(*access, f"Shelter {self.mark}", "--kind", "homelessness-service", "--area", "EM-A03")
        self.command(*access, f"Ambulance {self.mark}", "--kind", "ambulance-service")
        self.token = self.command("access", "issue-credential", f"ambulance-{self.mark}").strip()
        self.somebody("dana", "duty-lead", self.outreach)
        self.somebody("sol", "outreach-worker", self.shelter)
        self.agree()

    def somebody(self, name: str, role: str, agency: str) -> None:
        """Make somebody who works for an agency, in its team."""
        email = f"{name}@{agency}.example"
        words = ("--agency", agency, "--role", role, "--name", name.title(), "--email", email)
        self.passwords[name] = self.command("access", "create-user", *words).split()[-1]

    def agree(self) -> None:
        """Let the agencies share, and let Dana have what nobody else has."""
        self.beside(SET_UP % (self.outreach, f"dana@{self.outreach}.example", [self.outreach, self.shelter], PURPOSE))

    def report(self) -> dict:
        """Send a report as the ambulance service's program does, and return the receipt."""
        at = (datetime.now(UTC) - timedelta(hours=2)).isoformat()
        body = {
            "occurred_at": at,
            "place": {"area": self.area, "description": "A stairwell (invented)"},
            "person": {"given_name": "Robin", "family_name": "Marsh", "birth_date": "1984-05-19"},
            "naloxone_given": True,
            "contact": "no_objection",
        }
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{self.site.address}/api/v1/intake/near-fatal-overdoses/",
            json.dumps(body).encode(),
            {
                "Authorization": f"Bearer {self.token}",
                "Idempotency-Key": str(uuid.uuid4()),
                "Content-Type": "application/json",
            },
        )
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return json.load(answer)

    def let_a_clock_run_out(self, clock: str) -> None:
        """Let a clock of the outreach team's case be due a moment ago, and let what is due be raised."""
        with psycopg.connect(self.site.database) as owner:
            owner.execute("select set_config('tideturn.system', 'clocks', true)")
            owner.execute(
                "update pathways_clock set due_at = now() - interval '1 minute', warn_at = null "
                "where clock = %s and case_id in (select id from pathways_case where team_id in "
                "(select id from access_team where agency_id = %s))",
                [clock, self.outreach],
            )
        self.beside(RAISE_WHAT_IS_DUE)


@pytest.fixture(scope="module", params=list(WITHIN))
def width(request: pytest.FixtureRequest) -> str:
    """A desk or a phone."""
    return request.param


@pytest.fixture(scope="module")
def country(staff_site: StaffSite, width: str) -> Country:
    """The people of this journey."""
    return Country(staff_site, width)


@pytest.fixture
def places(staff_browser: Browser, staff_site: StaffSite, width: str) -> Iterator[list[BrowserContext]]:
    """Two browsers that let axe in, which the site's own policy would refuse: Dana's and Sol's."""
    options = {"base_url": staff_site.address, "viewport": WITHIN[width], "bypass_csp": True, "locale": "en-GB"}
    made = [staff_browser.new_context(**options) for _each in range(2)]
    yield made
    for context in made:
        context.close()


class TestFromReportToClosure:
    """A report comes in; Dana's team answers for it, asks a shelter in, and closes the case with a reason."""

    @pytest.fixture(autouse=True)
    def two_people(self, places: list[BrowserContext], country: Country, axe: str) -> None:
        self.country, self.axe = country, axe
        self.dana, self.sol = (context.new_page() for context in places)

    def test_whole_way(self) -> None:
        self.given_a_report_came_in_by_program()
        self.when_dana_signs_in_then_the_case_is_hers_and_due()
        self.when_a_clock_runs_out_then_the_case_says_so()
        self.when_she_brings_it_to_review_and_agrees_the_plan()
        self.when_she_logs_that_they_spoke()
        self.when_she_takes_it_on_to_an_offer_that_is_accepted()
        self.when_she_refers_to_the_shelter()
        self.then_sol_sees_it_and_accepts()
        self.then_dana_sees_that_sol_accepted()
        self.when_she_closes_it_then_it_is_closed_with_outcome_and_reason()

    def clean(self, page: Page) -> None:
        """Refuse barriers, and a page wider than its screen."""
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        assert barriers(page, self.axe) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def given_a_report_came_in_by_program(self) -> None:
        receipt = self.country.report()
        assert receipt["responsible_team"].startswith("Outreach")

    def when_dana_signs_in_then_the_case_is_hers_and_due(self) -> None:
        first_sign_in(self.dana, f"dana@{self.country.outreach}.example", self.country.passwords["dana"])
        expect(self.dana.get_by_text("Robin Marsh")).to_be_visible()
        self.clean(self.dana)
        self.dana.get_by_role("link", name="Robin Marsh").first.click()
        expect(self.dana.get_by_role("heading", level=1)).to_have_text("Robin Marsh")
        self.case = self.dana.url
        self.clean(self.dana)

    def when_a_clock_runs_out_then_the_case_says_so(self) -> None:
        self.country.let_a_clock_run_out("first-review")
        self.dana.goto("/workspace/")
        expect(self.dana.get_by_text("Overdue").first).to_be_visible()
        self.dana.goto(self.case)
        expect(self.dana.get_by_text("Overdue").first).to_be_visible()
        expect(self.dana.get_by_text("Time ran out: Look at it together").first).to_be_visible()

    def when_she_brings_it_to_review_and_agrees_the_plan(self) -> None:
        self.moves("Bring to review", {})
        self.begins("Agree the plan")
        self.dana.get_by_role("button", name="Agree the plan").click()
        expect(self.dana.locator("#error-summary")).to_be_visible()
        self.clean(self.dana)
        self.dana.get_by_label("What do we know that matters").fill("Uses alone (invented).")
        self.dana.get_by_label("Who will reach out, how and when?").fill("Dana, this afternoon.")
        choose(self.dana.get_by_label("No", exact=True))
        self.ends("Agree the plan", "Reaching out")

    def when_she_logs_that_they_spoke(self) -> None:
        self.dana.get_by_role("link", name="Log a contact").click()
        self.dana.get_by_text("Visit", exact=True).click()
        self.dana.get_by_role("button", name="Spoke with the person").click()
        expect(self.dana.get_by_text("Saved:")).to_be_visible()

    def when_she_takes_it_on_to_an_offer_that_is_accepted(self) -> None:
        self.moves("Reached", {})
        self.moves(
            "Accept support", {"What does the person want": "A bed, first.", "Does the person have naloxone?": None}
        )

    def when_she_refers_to_the_shelter(self) -> None:
        self.dana.get_by_role("link", name="Referrals, and handing over").click()
        self.clean(self.dana)
        self.dana.get_by_role("link", name="Refer to another team").click()
        self.dana.get_by_label("Teams that work in").select_option(label="Any area")
        self.dana.get_by_role("button", name="Show these teams").click()
        self.dana.get_by_label("To which team?").select_option(label=f"Shelter {self.country.mark}")
        self.clean(self.dana)
        self.dana.get_by_label("Why, and what do you ask of them?").fill("A bed for tonight (invented).")
        self.dana.get_by_role("button", name="Refer to another team").click()
        expect(self.dana.get_by_text("Sent, not opened yet")).to_be_visible()

    def then_sol_sees_it_and_accepts(self) -> None:
        first_sign_in(self.sol, f"sol@{self.country.shelter}.example", self.country.passwords["sol"])
        self.sol.goto("/workspace/shared/")
        self.sol.get_by_role("link", name="Robin Marsh").first.click()
        self.clean(self.sol)
        self.sol.get_by_role("link", name="Answer the referral").click()
        expect(self.sol.get_by_text("A bed for tonight (invented).")).to_be_visible()
        self.clean(self.sol)
        self.sol.get_by_role("link", name="Accept").click()
        self.clean(self.sol)
        self.sol.get_by_label("A word to them").fill("Bed 4 (invented).")
        self.sol.get_by_role("button", name="Accept the referral").click()
        expect(self.sol.get_by_role("heading", level=1)).to_have_text("Robin Marsh")

    def then_dana_sees_that_sol_accepted(self) -> None:
        self.dana.reload()
        expect(self.dana.get_by_text("Bed 4 (invented).")).to_be_visible()
        for step in ("Sent", "Seen", "Accepted"):
            expect(self.dana.locator(".tw-history").get_by_text(step, exact=True)).to_be_visible()
        self.clean(self.dana)

    def when_she_closes_it_then_it_is_closed_with_outcome_and_reason(self) -> None:
        self.dana.goto(self.case)
        self.begins("Close")
        self.clean(self.dana)
        self.dana.get_by_label("What should the next person who meets them know?").fill("Likes tea (invented).")
        choose(self.dana.get_by_label("Took up support"))
        choose(self.dana.get_by_label("Support is in place"))
        self.dana.get_by_role("button", name="Close the case").click()
        expect(self.dana.get_by_text("Took up support").first).to_be_visible()
        self.clean(self.dana)
        self.dana.goto("/workspace/")
        expect(self.dana.get_by_text("Robin Marsh")).to_have_count(0)

    def moves(self, title: str, answers: dict[str, str | None]) -> None:
        """Make a move: fill in what it asks, or choose the first answer where there is nothing to write."""
        self.begins(title)
        for label, said in answers.items():
            if said is None:
                choose(self.dana.get_by_role("group", name=label).get_by_role("radio").first)
            else:
                self.dana.get_by_label(label).fill(said)
        self.clean(self.dana)
        self.ends(title)

    def begins(self, title: str) -> None:
        """Open the page of a move from the case."""
        self.dana.locator(".tw-move__link", has_text=title).first.click()
        expect(self.dana.get_by_role("heading", level=1)).to_have_text(title)

    def ends(self, title: str, stage: str = "") -> None:
        """Send the page of a move, and be back at the case."""
        self.dana.get_by_role("button", name=title).click()
        expect(self.dana.get_by_role("heading", level=1)).to_have_text("Robin Marsh")
        if stage:
            expect(self.dana.get_by_text(stage, exact=True).first).to_be_visible()
