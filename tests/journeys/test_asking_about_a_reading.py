"""A worker opens the case of a namesake; who answers for the agency is asked to ask, sees what was read, answers."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.staff import StaffSite, first_sign_in
from tests.journeys.test_accessibility import axe, barriers
from tests.journeys.test_starting_another_pathway import a_shelter, beside, start_a_case

__all__ = ["axe"]
LOOK_OVER = "from tideturn.interfaces.joint.watching import look_over; look_over()"
AREA = "EM-A03"
SIZES = {"desk": DESK, "phone": PHONE}


@pytest.fixture(scope="module", params=list(SIZES))
def size(request: pytest.FixtureRequest) -> str:
    """A desk or a phone."""
    return request.param


@pytest.fixture
def pages(staff_browser: Browser, staff_site: StaffSite, size: str) -> Iterator[dict[str, Page]]:
    """The pages of a duty lead and of a Caldicott lead, both signed in."""
    agency = a_shelter(staff_site, f"Open Door {size}", AREA)
    contexts, found = [], {}
    for name, role in (("Ann Reid", "duty-lead"), ("Cal Ives", "caldicott-lead")):
        email = f"{name.split()[0].lower()}@{agency}.example"
        said = ("--agency", agency, "--role", role, "--name", name, "--email", email)
        password = staff_site.command("access", "create-user", *said).split()[-1]
        context = staff_browser.new_context(base_url=staff_site.address, viewport=SIZES[size], bypass_csp=True)
        contexts.append(context)
        found[role] = context.new_page()
        first_sign_in(found[role], email, password)
    yield found
    for context in contexts:
        context.close()


class TestAskingAboutAReading:
    """Ann Reid opens the case of Kim Reid; Cal asks her about it."""

    @pytest.fixture(autouse=True)
    def two_people(self, pages: dict[str, Page], staff_site: StaffSite, axe: str) -> None:
        self.ann, self.cal = pages["duty-lead"], pages["caldicott-lead"]
        self.site, self.axe = staff_site, axe

    def test_whole_way(self) -> None:
        self.given_ann_tells_what_is_near_to_her()
        self.when_she_opens_the_case_of_a_namesake_and_the_worker_looks_over_it()
        self.then_cal_sees_who_has_read_it_and_can_print_it()
        self.then_cal_is_asked_to_ask_and_answers()

    def clean(self, page: Page) -> None:
        """Refuse barriers, and a page wider than its screen."""
        assert barriers(page, self.axe) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def given_ann_tells_what_is_near_to_her(self) -> None:
        self.ann.goto("/workspace/account/near/")
        self.clean(self.ann)
        self.ann.get_by_label("Your own address").fill("14 Harbour Street, Brae")
        self.ann.get_by_role("button", name="Keep the marks").click()
        expect(self.ann.get_by_text("An address was told on")).to_be_visible()

    def when_she_opens_the_case_of_a_namesake_and_the_worker_looks_over_it(self) -> None:
        start_a_case(self.ann, given="Kim", family="Reid", area=AREA)
        self.ann.goto("/workspace/")
        self.ann.get_by_role("link", name="Kim Reid").first.click()
        expect(self.ann.get_by_role("heading", level=1)).to_have_text("Kim Reid")
        self.case = self.ann.url
        beside(self.site, LOOK_OVER)

    def then_cal_sees_who_has_read_it_and_can_print_it(self) -> None:
        self.cal.goto(f"{self.case}readers/")
        expect(self.cal.get_by_text("Ann Reid").first).to_be_visible()
        self.clean(self.cal)
        self.cal.get_by_role("link", name="List to print").click()
        expect(self.cal.get_by_role("heading", level=1)).to_have_text("For you alone")
        expect(self.cal.get_by_text("Kim Reid")).to_have_count(0)
        self.clean(self.cal)

    def then_cal_is_asked_to_ask_and_answers(self) -> None:
        self.cal.goto("/workspace/readings/")
        self.clean(self.cal)
        self.cal.get_by_role("link", name="Ann Reid").first.click()
        expect(self.cal.get_by_text("bears a family name of their own")).to_be_visible()
        self.clean(self.cal)
        self.cal.get_by_role("button", name="Keep the answer").click()
        expect(self.cal.locator("#error-summary")).to_be_visible()
        self.cal.get_by_role("group", name="Was it in order?").get_by_text("Yes", exact=True).click()
        self.cal.get_by_label("What did they say").fill("No relation: the name is common here.")
        self.cal.get_by_role("button", name="Keep the answer").click()
        expect(self.cal.get_by_text("In order, found Cal Ives")).to_be_visible()
        self.clean(self.cal)
