"""Someone new at work signs in for the first time on a phone that runs no script, and again the next day."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.interfaces.workspace import people
from tests.journeys.conftest import PHONE
from tests.journeys.staff import StaffSite, at_the_workspace, choose_password, set_up_phone, write_password


@pytest.fixture
def page(staff_browser: Browser, staff_site: StaffSite) -> Iterator[Page]:
    """A page on a phone that runs no script: nothing here needs one."""
    options = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "java_script_enabled": False}
    with at_the_workspace(staff_browser, staff_site.address, **options) as page:
        yield page


class TestFirstDay:
    """From the password on a slip of paper to “My cases”, and back in with a code."""

    @pytest.fixture(autouse=True)
    def someone_new(self, page: Page, staff_site: StaffSite) -> None:
        self.page, self.email = page, "first-day@example.org"
        self.first_password = staff_site.newcomer(self.email)

    def test_first_sign_in_and_the_next(self) -> None:
        self.when_i_open_a_page_of_the_workspace()
        self.then_i_am_asked_to_sign_in()
        write_password(self.page, self.email, self.first_password)
        choose_password(self.page, self.first_password)
        self.secret = set_up_phone(self.page)
        self.when_i_have_kept_the_recovery_codes()
        self.then_i_see_my_cases()
        self.when_i_sign_out()
        write_password(self.page, self.email, people.PASSWORD)
        self.and_i_write_the_code_that_my_phone_shows()
        self.then_i_see_my_cases()

    def when_i_open_a_page_of_the_workspace(self) -> None:
        self.page.goto("/workspace/")

    def then_i_am_asked_to_sign_in(self) -> None:
        expect(self.page).to_have_title("Sign in – Tideturn")

    def when_i_have_kept_the_recovery_codes(self) -> None:
        self.page.get_by_role("link", name="I have kept them").click()

    def then_i_see_my_cases(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("My cases")
        expect(self.page.locator(".tw-masthead__agency")).to_contain_text("Tayside outreach")

    def when_i_sign_out(self) -> None:
        self.page.get_by_role("button", name="Sign out").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("You are signed out")
        self.page.goto("/workspace/")

    def and_i_write_the_code_that_my_phone_shows(self) -> None:
        # The code of set-up was used: the next one is good already.
        self.page.get_by_label("Code").fill(people.code(self.secret, ahead=1))
        self.page.get_by_role("button", name="Sign in").click()
