"""An administrator invites somebody and lets them in anew later; both by a link that they hand over."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.interfaces.workspace import people
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.staff import StaffSite, first_sign_in, set_up_phone, write_password
from tests.journeys.test_accessibility import axe, barriers
from tests.journeys.test_workspace_accessibility import FINGER, SMALL

__all__ = ["axe"]
SIZES = {"desk": DESK, "phone": PHONE}
NEW = "words that nobody has heard"


class TestLettingIn:
    """Invited, let in, lost the phone, let in anew; every page on the way without a barrier."""

    @pytest.fixture(autouse=True, params=list(SIZES))
    def two_people(
        self, request: pytest.FixtureRequest, staff_browser: Browser, staff_site: StaffSite, axe: str
    ) -> Iterator[None]:
        size, self.axe = request.param, axe
        options = {"base_url": staff_site.address, "viewport": SIZES[size], "bypass_csp": True}
        contexts = [staff_browser.new_context(**options) for _ in range(2)]
        self.administrator, self.colleague = (context.new_page() for context in contexts)
        self.name, self.email = f"Ines Invited {size}", f"ines-{size}@example.org"
        email = f"administrator-{size}@example.org"
        first_sign_in(self.administrator, email, staff_site.newcomer(email, role="administrator"))
        yield
        for context in contexts:
            context.close()

    def test_invited_and_let_in_anew(self) -> None:
        self.colleague.goto(self.when_somebody_is_invited())
        self.then_they_choose_a_password_and_accept()
        link = self.when_they_are_reset()
        self.then_their_session_has_ended()
        self.colleague.goto(link)
        self.then_they_choose_another_password_and_a_second_factor()

    def when_somebody_is_invited(self) -> str:
        page = self.administrator
        page.goto("/workspace/administration/members/add/")
        page.get_by_label("Name").fill(self.name)
        page.get_by_label("E-mail address at work").fill(self.email)
        page.get_by_text("Outreach worker", exact=True).click()
        page.get_by_role("button", name="Make the link").click()
        return self._link(page)

    def then_they_choose_a_password_and_accept(self) -> None:
        page = self.colleague
        self._check(page)
        self._choose(people.PASSWORD)
        write_password(page, self.email, people.PASSWORD)
        set_up_phone(page)
        page.get_by_role("link", name="I have kept them").click()
        expect(page).to_have_title("You are invited – Tideturn")
        self._check(page)
        page.get_by_role("button", name="Accept").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("My cases")

    def when_they_are_reset(self) -> str:
        page = self.administrator
        page.goto("/workspace/administration/members/")
        self._check(page)
        page.get_by_role("link", name=f"Lost password, phone or key of {self.name}").click()
        self._check(page)
        page.get_by_role("button", name="End what they have, and make a link").click()
        expect(page.locator("#error-summary")).to_be_visible()
        self._check(page)
        page.get_by_label("Why, and how you know").fill("She came to my desk")
        page.get_by_role("button", name="End what they have, and make a link").click()
        return self._link(page)

    def then_their_session_has_ended(self) -> None:
        self.colleague.goto("/workspace/")
        expect(self.colleague).to_have_title("Sign in – Tideturn")

    def then_they_choose_another_password_and_a_second_factor(self) -> None:
        page = self.colleague
        self._check(page)
        self._choose(NEW)
        write_password(page, self.email, NEW)
        set_up_phone(page)
        page.get_by_role("link", name="I have kept them").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("My cases")

    def _choose(self, password: str) -> None:
        self.colleague.get_by_label("New password", exact=True).fill(password)
        self.colleague.get_by_label("New password again").fill(password)
        self.colleague.get_by_role("button", name="Keep this password").click()

    def _link(self, page: Page) -> str:
        self._check(page)
        return page.locator(".tw-once code").inner_text()

    def _check(self, page: Page) -> None:
        assert barriers(page, self.axe) == []
        assert page.evaluate(SMALL, FINGER) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
