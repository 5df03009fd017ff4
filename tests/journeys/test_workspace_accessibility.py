"""axe-core finds nothing on the pages of the workspace, at a desk and on a phone, and a thumb hits every target."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.interfaces.workspace import people
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.staff import StaffSite, choose_password, first_sign_in, set_up_phone, write_password
from tests.journeys.test_accessibility import axe, barriers

__all__ = ["axe"]
FINGER = 44
ADDRESSES = (
    "",
    "pathways/near-fatal-overdose/",
    "account/",
    "account/password/",
    "account/near/",
    "start/",
    "measures/",
    "messages/",
    "notices/",
    "directory/",
    "directory/services/add/",
    "account/agency/",
    "nowhere/",
    "sign-in/help/",
    "signed-out/",
)
SIZES = {"desk": DESK, "phone": PHONE}
SMALL = """finger => [...document.querySelectorAll('.tw-rooms a, .tw-all a, button, .ds_input')]
    .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect().height])
    .filter(([_, height]) => height > 0 && height < finger)"""


@pytest.fixture(scope="module", params=list(SIZES))
def size(request: pytest.FixtureRequest) -> str:
    """A desk or a phone."""
    return request.param


@pytest.fixture(scope="module")
def nobody(staff_browser: Browser, staff_site: StaffSite, size: str) -> Iterator[Page]:
    """A page that nobody has signed in on, and that lets axe in, which the site's own policy would refuse."""
    context = staff_browser.new_context(base_url=staff_site.address, viewport=SIZES[size], bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def page(staff_browser: Browser, staff_site: StaffSite, size: str) -> Iterator[Page]:
    """The same, on which a manager has signed in."""
    context = staff_browser.new_context(base_url=staff_site.address, viewport=SIZES[size], bypass_csp=True)
    page, email = context.new_page(), f"{size}@example.org"
    first_sign_in(page, email, staff_site.newcomer(email, role="agency-manager"))
    yield page
    context.close()


def check(page: Page, axe: str) -> None:
    """Refuse barriers, targets smaller than a finger, and a page wider than its screen."""
    assert barriers(page, axe) == []
    assert page.evaluate(SMALL, FINGER) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_has_no_barrier(page: Page, axe: str, address: str) -> None:
    page.goto(f"/workspace/{address}")

    check(page, axe)


def test_form_with_errors_has_no_barrier(page: Page, axe: str) -> None:
    page.goto("/workspace/account/password/")
    page.get_by_role("button", name="Change password").click()
    expect(page.locator("#error-summary")).to_be_visible()

    check(page, axe)


def test_signing_in_for_the_first_time_has_no_barrier(nobody: Page, staff_site: StaffSite, axe: str, size: str) -> None:
    email = f"new-at-{size}@example.org"
    first = staff_site.newcomer(email)
    nobody.goto("/workspace/")
    check(nobody, axe)
    write_password(nobody, email, "wrong")
    expect(nobody.locator("#error-summary")).to_be_visible()
    check(nobody, axe)
    write_password(nobody, email, first)
    choose_password(nobody, first)
    expect(nobody.locator(".tw-secret")).to_be_visible()
    check(nobody, axe)
    set_up_phone(nobody)
    check(nobody, axe)


def test_question_for_a_code_has_no_barrier(nobody: Page, axe: str, size: str) -> None:
    nobody.context.clear_cookies()
    nobody.goto("/workspace/")
    write_password(nobody, f"new-at-{size}@example.org", people.PASSWORD)
    expect(nobody).to_have_title("Enter your code – Tideturn")

    check(nobody, axe)
