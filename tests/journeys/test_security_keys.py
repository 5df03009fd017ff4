"""Somebody new chooses a security key, at a desk and on a phone, and signs in by it; without scripts an app is offered.

The key is a virtual one of the browser's own, which signs as a real one does.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.interfaces.workspace import people
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.staff import StaffSite, at_the_workspace, choose_password, set_up_phone, write_password
from tests.journeys.test_accessibility import axe, barriers
from tests.journeys.test_workspace_accessibility import FINGER, SMALL

__all__ = ["axe"]
SIZES = {"desk": DESK, "phone": PHONE}
PLUGGED_IN = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def at_its_name(browser: Browser, site: StaffSite, **options: object) -> AbstractContextManager[Page]:
    """Give a page at the site's name, for keys sign for no bare number."""
    return at_the_workspace(browser, site.address.replace("127.0.0.1", "localhost"), **options)


def plug_in(page: Page) -> tuple[CDPSession, str]:
    """Plug in a key; return what is needed to take it out again."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": PLUGGED_IN})["authenticatorId"]


def signs_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    page.goto("/workspace/")


def has_no_barrier(page: Page, axe: str) -> None:
    assert page.evaluate(SMALL, FINGER) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert barriers(page, axe) == []


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> str:
    """A desk or a phone."""
    return request.param


@pytest.fixture
def newcomer(staff_site: StaffSite) -> Callable[[str], tuple[str, str]]:
    """A function that makes somebody new, and returns their address and the password on their slip of paper."""

    def newcomer(email: str) -> tuple[str, str]:
        return email, staff_site.newcomer(email)

    return newcomer


class TestChoosingAKey:
    """From the first password to “My cases” by a key alone; in again by it; an app beside it; the key taken away."""

    @pytest.fixture(autouse=True)
    def someone_new(self, staff_browser: Browser, staff_site: StaffSite, newcomer, size: str) -> Iterator[None]:
        self.email, self.first = newcomer(f"key-at-{size}@example.org")
        with at_its_name(staff_browser, staff_site, viewport=SIZES[size]) as self.page:
            yield

    def test_key_from_the_first_day_on(self) -> None:
        self.given_i_have_chosen_a_password()
        self.when_i_choose_a_key_instead_of_an_app()
        self.then_i_get_recovery_codes_and_see_my_cases()
        signs_out(self.page)
        write_password(self.page, self.email, people.PASSWORD)
        self.when_i_use_my_key()
        self.then_i_see_my_cases()
        self.when_i_set_up_an_app_beside_it()
        self.then_i_may_take_the_key_away()

    def given_i_have_chosen_a_password(self) -> None:
        self.page.goto("/workspace/")
        write_password(self.page, self.email, self.first)
        choose_password(self.page, self.first)

    def when_i_choose_a_key_instead_of_an_app(self) -> None:
        plug_in(self.page)
        self.page.get_by_role("link", name="Use a security key or passkey instead").click()
        self.page.get_by_label("What you call it").fill("key on my ring")
        self.page.get_by_role("button", name="Add it").click()

    def then_i_get_recovery_codes_and_see_my_cases(self) -> None:
        expect(self.page.locator(".tw-codes li")).to_have_count(10)
        self.page.get_by_role("link", name="I have kept them").click()
        self.then_i_see_my_cases()

    def then_i_see_my_cases(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("My cases")

    def when_i_use_my_key(self) -> None:
        expect(self.page).to_have_title("Prove that it is you – Tideturn")
        self.page.get_by_role("button", name="Use your security key or passkey").click()

    def when_i_set_up_an_app_beside_it(self) -> None:
        self.page.goto("/workspace/account/")
        self.page.get_by_role("link", name="Set up an app on your phone").click()
        expect(self.page).to_have_title("Your password again – Tideturn")
        self.page.get_by_label("Your password").fill(people.PASSWORD)
        self.page.get_by_role("button", name="Continue").click()
        set_up_phone(self.page)

    def then_i_may_take_the_key_away(self) -> None:
        self.page.goto("/workspace/account/")
        self.page.get_by_role("link", name="Remove Security key or passkey key on my ring").click()
        self.page.get_by_role("button", name="Remove it").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Your account")
        expect(self.page.get_by_text("key on my ring")).to_have_count(0)


def test_key_that_does_not_answer_is_said_and_a_code_lets_in(staff_browser, staff_site, newcomer) -> None:
    email, first = newcomer("no-answer@example.org")
    with at_its_name(staff_browser, staff_site, viewport=PHONE) as page:
        page.goto("/workspace/")
        write_password(page, email, first)
        choose_password(page, first)
        session, key = plug_in(page)
        page.get_by_role("link", name="Use a security key or passkey instead").click()
        page.get_by_role("button", name="Add it").click()
        code = page.locator(".tw-codes li").first.inner_text()
        page.get_by_role("link", name="I have kept them").click()
        signs_out(page)
        write_password(page, email, people.PASSWORD)
        session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
        session.send("WebAuthn.clearCredentials", {"authenticatorId": key})
        page.get_by_role("button", name="Use your security key or passkey").click()
        expect(page.get_by_role("alert")).to_contain_text("Nothing was signed")
        page.get_by_label("Code").fill(code)
        page.get_by_role("button", name="Sign in with the code").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("My cases")


def test_without_scripts_an_app_is_offered_and_a_key_is_not(staff_browser, staff_site, newcomer) -> None:
    email, first = newcomer("without-scripts@example.org")
    with at_its_name(staff_browser, staff_site, viewport=PHONE, java_script_enabled=False) as page:
        page.goto("/workspace/")
        write_password(page, email, first)
        choose_password(page, first)
        page.goto("/workspace/account/second-factor/key/")
        expect(page.get_by_role("button", name="Add it")).to_be_hidden()
        expect(page.get_by_text("needs JavaScript")).to_be_visible()
        page.get_by_role("link", name="Use an app on your phone instead").click()
        set_up_phone(page)


def test_pages_have_no_barrier(staff_browser, staff_site, newcomer, axe: str, size: str) -> None:
    email, first = newcomer(f"key-without-barrier-{size}@example.org")
    with at_its_name(staff_browser, staff_site, viewport=SIZES[size], bypass_csp=True) as page:
        page.goto("/workspace/")
        write_password(page, email, first)
        choose_password(page, first)
        plug_in(page)
        for link in ("Use a security key or passkey instead", "Use an app on your phone instead"):
            page.get_by_role("link", name=link).click()
            has_no_barrier(page, axe)
        page.goto("/workspace/account/second-factor/key/")
        page.get_by_role("button", name="Add it").click()
        page.get_by_role("link", name="I have kept them").click()
        page.goto("/workspace/account/recovery-codes/")
        has_no_barrier(page, axe)
        page.get_by_label("Your password").fill(people.PASSWORD)
        page.get_by_role("button", name="Continue").click()
        expect(page).to_have_title("Make new recovery codes – Tideturn")
        for address in ("", "recovery-codes/", "second-factor/", "second-factor/key/"):
            page.goto(f"/workspace/account/{address}")
            has_no_barrier(page, axe)
        page.get_by_role("button", name="Sign out").click()
        page.goto("/workspace/")
        write_password(page, email, people.PASSWORD)
        expect(page.get_by_role("button", name="Use your security key or passkey")).to_be_visible()
        has_no_barrier(page, axe)
        page.get_by_role("button", name="Sign in with the code").click()
        expect(page.locator("#error-summary")).to_be_visible()
        has_no_barrier(page, axe)
