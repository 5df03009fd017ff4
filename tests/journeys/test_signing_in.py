"""Someone new at work signs in for the first time on a phone, and again the next day."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.interfaces.workspace import people
from tests.journeys.conftest import PHONE, a_browser
from tests.journeys.staff import at_the_workspace, kept


@pytest.fixture(scope="module")
def newcomer(site_address: str, django_db_blocker) -> Iterator[tuple[str, str]]:
    """Someone whose account was just made: the address, and the password good until the first sign-in."""

    def make() -> tuple[str, str]:
        user, password = people.newcomer()
        return user.email, password

    with kept(django_db_blocker, make) as made:
        yield made


@pytest.fixture(scope="module")
def browser(newcomer: tuple[str, str]) -> Iterator[Browser]:
    """The browser, which starts when everybody is there."""
    with a_browser() as started:
        yield started


@pytest.fixture
def page(browser: Browser, site_address: str) -> Iterator[Page]:
    """A page on a phone that runs no script: nothing here needs one."""
    options = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "java_script_enabled": False}
    with at_the_workspace(browser, site_address, **options) as (page, _watch):
        yield page


class TestFirstDay:
    """From the password on a slip of paper to “My cases”, and back in with a code."""

    @pytest.fixture(autouse=True)
    def someone_new(self, page: Page, newcomer: tuple[str, str]) -> None:
        self.page, (self.email, self.first_password) = page, newcomer
        self.password = people.PASSWORD

    def test_first_sign_in_and_the_next(self) -> None:
        self.when_i_open_a_page_of_the_workspace()
        self.then_i_am_asked_to_sign_in()
        self.when_i_sign_in_with(self.first_password)
        self.then_i_must_choose_a_password_of_my_own()
        self.then_i_must_set_up_my_phone()
        self.then_i_am_shown_recovery_codes_once()
        self.then_i_see_my_cases()
        self.when_i_sign_out()
        self.when_i_sign_in_with(self.password)
        self.and_i_write_the_code_that_my_phone_shows()
        self.then_i_see_my_cases()

    def when_i_open_a_page_of_the_workspace(self) -> None:
        self.page.goto("/workspace/")

    def then_i_am_asked_to_sign_in(self) -> None:
        expect(self.page).to_have_title("Sign in – Tideturn")

    def when_i_sign_in_with(self, password: str) -> None:
        self.page.get_by_label("E-mail address").fill(self.email)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Continue").click()

    def then_i_must_choose_a_password_of_my_own(self) -> None:
        expect(self.page).to_have_title("Change your password – Tideturn")
        self.page.get_by_label("Present password").fill(self.first_password)
        self.page.get_by_label("New password", exact=True).fill(self.password)
        self.page.get_by_label("New password again").fill(self.password)
        self.page.get_by_role("button", name="Change password").click()

    def then_i_must_set_up_my_phone(self) -> None:
        expect(self.page).to_have_title("Set up your second step – Tideturn")
        type(self).secret = self.page.locator(".tw-secret code").inner_text().replace(" ", "")
        self.page.get_by_label("Code").fill(people.code(self.secret))
        self.page.get_by_role("button", name="Confirm").click()

    def then_i_am_shown_recovery_codes_once(self) -> None:
        expect(self.page.locator(".tw-codes li")).to_have_count(10)
        self.page.get_by_role("link", name="I have kept them").click()

    def then_i_see_my_cases(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("My cases")
        expect(self.page.locator(".tw-masthead__agency")).to_contain_text("Tayside-Outreach")

    def when_i_sign_out(self) -> None:
        self.page.get_by_role("button", name="Sign out").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("You are signed out")
        self.page.goto("/workspace/")

    def and_i_write_the_code_that_my_phone_shows(self) -> None:
        # The code of set-up was used: the next one is good already.
        self.page.get_by_label("Code").fill(people.code(self.secret, ahead=1))
        self.page.get_by_role("button", name="Sign in").click()
