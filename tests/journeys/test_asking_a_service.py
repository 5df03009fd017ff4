"""Somebody asks a service for help on a phone without scripts; the service says yes; the person sees that it has."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK, PHONE, a_browser, a_staff_site, watched
from tests.journeys.helping import FILL, picture
from tests.journeys.staff import at_the_workspace, write_password
from tests.journeys.test_accessibility import axe, barriers
from tideturn.interfaces.joint.demonstration import staff

__all__ = ["axe"]
SERVICE = "Beacon Hill Recovery Team"
ANSWERED = (
    "from tideturn.interfaces.joint.demonstration import referrals, staff; "
    "staff.make_staff(); referrals.let_agencies_keep()"
)


@pytest.fixture(scope="module")
def site(django_db_setup: None, serving_role, served_files: Path) -> Iterator[str]:
    """The invented country with its directory, and people who answer."""
    with a_staff_site("asking", serving_role, served_files, f"{FILL}; {ANSWERED}") as ready:
        yield ready.address


@pytest.fixture(scope="module")
def browser(site: str) -> Iterator[Browser]:
    """The browser, which starts when the site stands."""
    with a_browser() as started:
        yield started


def clean(page: Page, axe: str, name: str) -> None:
    """Refuse barriers and a page wider than its screen, at a desk and on a phone."""
    for width, size in (("phone", PHONE), ("desk", DESK)):
        page.set_viewport_size(size)
        picture(page, f"{name}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
        assert barriers(page, axe) == [], (name, width)


class TestAskingAService:
    """From the page of a service to what became of the asking."""

    @pytest.fixture(autouse=True)
    def somebody_with_a_phone(self, browser: Browser, site: str) -> Iterator[None]:
        options = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "java_script_enabled": False}
        self.browser, self.site = browser, site
        with watched(browser, site, **options) as (self.page, _watch):
            yield

    def test_asking_and_being_answered(self) -> None:
        self.when_i_ask_from_the_page_of_the_service()
        self.then_i_have_a_reference_and_a_code_and_know_by_when_they_answer()
        self.then_it_stands_as_asked()
        self.when_the_service_finds_it_in_its_queue_and_says_yes()
        self.then_it_stands_as_answered()

    def when_i_ask_from_the_page_of_the_service(self) -> None:
        self.page.goto(f"/help/?need={SERVICE}")
        self.page.get_by_role("link", name=SERVICE).first.click()
        self.page.get_by_role("link", name="Ask them to get in touch with you").click()
        expect(self.page.get_by_role("link", name="01632 960999", exact=True)).to_be_visible()
        self.page.get_by_role("button", name="Send").click()
        expect(self.page.get_by_role("alert")).to_contain_text("how they can reach you")
        self.page.get_by_label("What shall they call you?").fill("Zebedee")
        self.page.get_by_label("Phone number").fill("07700 900123")
        self.page.get_by_text("Only a first name and a number").click()
        self.page.get_by_text("Somebody to talk to").click()
        self.page.get_by_role("button", name="Send").click()

    def then_i_have_a_reference_and_a_code_and_know_by_when_they_answer(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
        self.reference, self.code = self.page.locator(".tt-code").all_inner_texts()
        expect(self.page.get_by_role("main")).to_contain_text("must say yes or no by")
        assert "Zebedee" not in self.page.content()

    def then_it_stands_as_asked(self) -> None:
        self.look("Asked.")

    def when_the_service_finds_it_in_its_queue_and_says_yes(self) -> None:
        dana = next(one for one in staff.STAFF if one.name.startswith("Dana"))
        with at_the_workspace(self.browser, self.site, viewport=PHONE) as page:
            page.goto("/workspace/")
            write_password(page, dana.email, staff.PASSWORD)
            page.get_by_label("Code").fill(dana.code())
            page.get_by_role("button", name="Sign in").click()
            expect(page.get_by_role("main")).to_contain_text(f"Asked: {SERVICE}")
            page.get_by_role("link", name="Zebedee").click()
            page.locator(".tw-move__link", has_text="Say yes").click()
            page.get_by_role("button", name="Say yes").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Zebedee")

    def then_it_stands_as_answered(self) -> None:
        self.look("Somebody has answered.")

    def look(self, said: str) -> None:
        """Come back with the reference and the code."""
        self.page.goto("/help/asked/")
        self.page.get_by_label("Reference").fill(self.reference)
        self.page.get_by_label("Your code").fill(self.code.lower())
        self.page.get_by_role("button", name="Show it").click()
        expect(self.page.get_by_role("main")).to_contain_text(said)


def test_pages_have_no_barrier(browser: Browser, site: str, axe: str) -> None:
    context = browser.new_context(base_url=site, bypass_csp=True)
    page = context.new_page()
    page.goto(f"/help/?need={SERVICE}")
    page.get_by_role("link", name=SERVICE).first.click()
    page.get_by_role("link", name="Ask them to get in touch with you").click()
    clean(page, axe, "ask")
    page.get_by_role("button", name="Send").click()
    clean(page, axe, "ask-again")
    page.get_by_label("Phone number").fill("07700 900124")
    page.get_by_role("button", name="Send").click()
    clean(page, axe, "ask-received")
    page.get_by_role("link", name="How does it stand?").click()
    clean(page, axe, "asked-form")
    page.get_by_label("Reference").fill("REF-0000-0000")
    page.get_by_label("Your code").fill("x")
    page.get_by_role("button", name="Show it").click()
    clean(page, axe, "asked-nothing")
    context.close()
