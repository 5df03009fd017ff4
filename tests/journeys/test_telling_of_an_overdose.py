"""Somebody tells of their own overdose, on a phone that runs no script, and at a desk; nothing stays behind."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.interfaces.api.intake.committed import Served, served
from tests.journeys.conftest import DESK, PHONE, a_browser, watched
from tests.journeys.test_accessibility import axe, barriers

__all__ = ["axe"]
ADDRESS = "/help-after-an-overdose/"
# Where to keep pictures of the pages, for whoever wants to look at them.
PICTURES = os.environ.get("TIDETURN_PICTURES", "")


@pytest.fixture(scope="module")
def server(site_address: str, owner_address: str, django_db_blocker) -> Iterator[Served]:
    """A site behind which somebody answers."""
    with served(site_address, owner_address, django_db_blocker) as ready:
        yield ready


@pytest.fixture(scope="module")
def browser(server: Served) -> Iterator[Browser]:
    """The browser, which starts when somebody answers."""
    with a_browser() as started:
        yield started


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


class TestOnAPhoneWithoutScripts:
    """From the foot of any page to a reference."""

    @pytest.fixture(autouse=True)
    def somebody_with_a_phone(self, browser: Browser, server: Served) -> Iterator[None]:
        options = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "java_script_enabled": False}
        with watched(browser, server.site, **options) as (self.page, _watch):
            self.server, self.before = server, server.count("pathways_report")
            yield

    def test_telling_and_being_answered(self) -> None:
        self.when_i_follow_the_link_at_the_foot_of_a_page()
        self.and_i_say_only_that_i_may_be_contacted()
        self.then_i_am_asked_how()
        self.when_i_write_a_number_and_send_it_again()
        self.then_i_have_a_reference_and_my_words_are_gone_from_the_page()

    def when_i_follow_the_link_at_the_foot_of_a_page(self) -> None:
        self.page.goto("/privacy/")
        self.page.get_by_role("link", name="Help after an overdose").click()
        expect(self.page).to_have_title("Get in touch – Tideturn")
        expect(self.page.get_by_role("link", name="01632 960999")).to_have_attribute("href", "tel:01632960999")

    def and_i_say_only_that_i_may_be_contacted(self) -> None:
        self.page.get_by_text("Yes, please contact me").click()
        self.page.get_by_label("What shall we call you?").fill("Zebedee")
        self.page.get_by_role("button", name="Send").click()

    def then_i_am_asked_how(self) -> None:
        expect(self.page).to_have_title("Please check: Get in touch – Tideturn")
        expect(self.page.get_by_role("alert")).to_contain_text("Write a phone number here")
        expect(self.page.get_by_label("What shall we call you?")).to_have_value("Zebedee")
        assert self.server.count("pathways_report") == self.before

    def when_i_write_a_number_and_send_it_again(self) -> None:
        self.page.get_by_label("Phone number").fill("07700 900123")
        self.page.get_by_label("Where are you living or staying?").select_option("Northmark")
        self.page.get_by_role("button", name="Send").click()

    def then_i_have_a_reference_and_my_words_are_gone_from_the_page(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
        expect(self.page.get_by_role("main")).to_contain_text("NFO-")
        assert "Zebedee" not in self.page.content()
        assert self.server.count("pathways_report") == self.before + 1
        self.page.reload()
        assert self.server.count("pathways_report") == self.before + 1, "the page was sent twice and counts once"


@pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_have_no_barrier(browser: Browser, server: Served, axe: str, width: dict[str, int]) -> None:
    name = "desk" if width is DESK else "phone"
    context = browser.new_context(base_url=server.site, viewport=width, bypass_csp=True)
    page = context.new_page()
    page.goto(ADDRESS)
    picture(page, f"form-{name}")
    assert barriers(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Send").click()
    picture(page, f"asked-again-{name}")
    assert barriers(page, axe) == []
    page.get_by_text("No, I do not want to be contacted").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("main")).to_contain_text("Nobody will contact you because of this form")
    picture(page, f"received-{name}")
    assert barriers(page, axe) == []
    context.close()
