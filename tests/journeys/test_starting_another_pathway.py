"""A country's own pathway, which no line of the program knows, from its first form to its end, at two widths."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.staff import StaffSite, first_sign_in
from tests.journeys.test_accessibility import axe, barriers

__all__ = ["axe"]
SIZES = {"desk": DESK, "phone": PHONE}
AREAS = {"desk": "EM-A01", "phone": "EM-A02"}
# Of the teams of an area, which other journeys made too, one alone takes cold nights, and no shelter anything else.
TAKES = """
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.models import Team

with acting(system_actor("set-up")):
    others = Team.objects.filter(areas__contains=[%r])
    others.filter(pathways=["cold-night-return"]).update(pathways=["no-pathway-any-more"])
    others.filter(pathways=[]).update(pathways=["near-fatal-overdose"])
    Team.objects.filter(agency=%r).update(pathways=["cold-night-return"])
"""


@pytest.fixture(scope="module", params=list(SIZES))
def size(request: pytest.FixtureRequest) -> str:
    """A desk or a phone."""
    return request.param


@pytest.fixture
def page(staff_browser: Browser, staff_site: StaffSite, size: str) -> Iterator[Page]:
    """A page on which Sol, duty lead of a shelter, has signed in."""
    agency = a_shelter(staff_site, f"Warm House {size}", AREAS[size])
    email = f"sol@{agency}.example"
    password = staff_site.newcomer(email, role="duty-lead", agency=agency)
    context = staff_browser.new_context(
        base_url=staff_site.address, viewport=SIZES[size], bypass_csp=True, locale="en-GB"
    )
    page = context.new_page()
    first_sign_in(page, email, password)
    yield page
    context.close()


def a_shelter(site: StaffSite, name: str, area: str) -> str:
    """Make a shelter whose team takes the cold nights of an area, and return the id of its agency."""
    agency = "-".join(name.lower().split())
    site.command("access", "create-agency", "--name", name, "--kind", "homelessness-service", "--area", area)
    beside(site, TAKES % (area, agency))
    return agency


def beside(site: StaffSite, program: str) -> None:
    """Run a few lines of Python beside the site: Django refuses queries where the browser is driven."""
    site.beside.python(program)


def start_a_case(page: Page, *, given: str, family: str, area: str) -> None:
    """Fill in the form of the pathway and send it, as somebody at work does."""
    page.goto("/workspace/start/cold-night-return/")
    choose(page, "Are the person's feet", "No")
    page.get_by_label("At what time?").fill(f"{datetime.now(ZoneInfo('Europe/London')):%H:%M}")
    page.get_by_label("In which area?").select_option(area)
    page.get_by_label("Given name").fill(given)
    page.get_by_label("Family name").fill(family)
    page.get_by_role("button", name="Start the case").click()
    expect(page.get_by_text("CNR-")).to_be_visible()


def choose(page: Page, question: str, answer: str) -> None:
    """Choose an answer by its words, as a finger does."""
    page.get_by_role("group", name=question).get_by_text(answer, exact=True).click()


class TestStartingAnotherPathway:
    """Somebody slept out on a freezing night; the shelter starts a case, and three nights later it ends."""

    @pytest.fixture(autouse=True)
    def somebody(self, page: Page, axe: str, size: str) -> None:
        self.page, self.axe, self.size = page, axe, size

    def test_whole_way(self) -> None:
        self.given_sol_is_at_the_start_page()
        self.when_an_answer_is_missing_then_the_form_says_so()
        self.when_all_is_answered_then_the_case_is_received()
        self.then_it_stands_among_my_cases_with_its_own_clock()
        self.when_the_person_comes_in_and_a_bed_is_asked_for_and_given()
        self.when_they_settle_in_then_the_case_is_closed_with_its_own_outcome()

    def clean(self) -> None:
        """Refuse barriers, and a page wider than its screen."""
        assert barriers(self.page, self.axe) == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def given_sol_is_at_the_start_page(self) -> None:
        self.page.goto("/workspace/start/")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Start a case")
        self.clean()
        self.page.get_by_role("link", name="Cold-night return").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Cold-night return")
        self.clean()

    def when_an_answer_is_missing_then_the_form_says_so(self) -> None:
        self.page.get_by_role("button", name="Start the case").click()
        expect(self.page.locator("#error-summary")).to_be_visible()
        self.clean()

    def when_all_is_answered_then_the_case_is_received(self) -> None:
        start_a_case(self.page, given="Frost", family=f"Invented-{self.size}", area=AREAS[self.size])
        expect(self.page.get_by_text("Indoors before the next night")).to_be_visible()
        self.clean()

    def then_it_stands_among_my_cases_with_its_own_clock(self) -> None:
        self.page.goto("/workspace/")
        self.page.get_by_role("link", name=f"Frost Invented-{self.size}").first.click()
        expect(self.page.get_by_text("Indoors before the next night").first).to_be_visible()
        self.clean()

    def when_the_person_comes_in_and_a_bed_is_asked_for_and_given(self) -> None:
        self.moves("Come in")
        self.begins("Ask for a bed")
        choose(self.page, "Is there a dog", "Yes")
        choose(self.page, "Can the person climb stairs?", "A few")
        self.clean()
        self.ends("Ask for a bed")
        self.moves("Bed given")
        expect(self.page.get_by_text("Sleep in the bed that is kept").first).to_be_visible()

    def when_they_settle_in_then_the_case_is_closed_with_its_own_outcome(self) -> None:
        self.begins("Settle in")
        self.page.get_by_label("How many nights").fill("3")
        choose(self.page, "How did it end", "A shelter bed")
        choose(self.page, "Why is the case closed?", "The person is warm and housed")
        self.clean()
        self.ends("Close the case")
        expect(self.page.get_by_text("The person keeps a bed in a shelter.").first).to_be_visible()
        self.clean()

    def moves(self, title: str) -> None:
        """Make a move that asks nothing."""
        self.begins(title)
        self.ends(title)

    def begins(self, title: str) -> None:
        """Open the page of a move from the case."""
        self.page.locator(".tw-move__link", has_text=title).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)

    def ends(self, button: str) -> None:
        """Send the page of a move, and be back at the case."""
        self.page.get_by_role("button", name=button).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(f"Frost Invented-{self.size}")
