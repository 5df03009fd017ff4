"""A journalist comes with the name of a promise, half remembered and misspelt."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, watched
from tests.journeys.test_accessibility import axe
from tests.journeys.walking import look_at

__all__ = ["axe"]


class TestFindingAPromise:
    """From a misspelt word to a link that will still work in five years."""

    @pytest.fixture(autouse=True)
    def a_visitor(self, browser: Browser, scottish_site_address: str, axe: str) -> Iterator[None]:
        self.axe = axe
        options = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "bypass_csp": True}
        with watched(browser, scottish_site_address, **options) as (self.page, _watch):
            yield

    def test_a_half_remembered_promise_is_found(self) -> None:
        self.given_i_am_on_the_first_page()
        self.when_i_search_with_a_misspelling()
        self.then_i_am_told_that_the_spelling_was_guessed()
        self.then_words_that_nobody_wrote_do_not_hide_it()
        self.when_i_open_the_promise_that_i_meant()
        self.then_i_read_in_four_lines_what_became_of_it()
        self.and_i_am_told_where_the_wording_is()
        self.and_i_can_take_a_link_that_keeps_the_day()

    def given_i_am_on_the_first_page(self) -> None:
        self.page.goto("/")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Is it being done?")

    def when_i_search_with_a_misspelling(self) -> None:
        self.page.get_by_role("searchbox").fill("pharmasist naloxne")
        self.page.get_by_role("button", name="Search").click()

    def then_i_am_told_that_the_spelling_was_guessed(self) -> None:
        found = self.page.locator("#list")
        expect(found).to_contain_text("Nothing holds “pharmasist naloxne” as it is written. 1 comes nearest.")
        look_at(self.page, self.axe, is_public=True)

    def then_words_that_nobody_wrote_do_not_hide_it(self) -> None:
        self.page.get_by_role("searchbox").fill("the promise to secure naloxne")
        self.page.get_by_role("button", name="Search", exact=True).tap()
        expect(self.page.get_by_role("link", name="Secure enough naloxone stock")).to_be_visible()

    def when_i_open_the_promise_that_i_meant(self) -> None:
        self.page.get_by_role("searchbox").fill("naloxne")
        self.page.get_by_role("button", name="Search", exact=True).click()
        self.page.get_by_role("link", name="Secure enough naloxone stock").click()

    def then_i_read_in_four_lines_what_became_of_it(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("naloxone")
        expect(self.page).to_have_title("T-043, Changing Lives – Tideturn")
        terms = self.page.locator(".tt-summary dt").all_inner_texts()
        assert terms == ["Asked or promised", "By when", "Answered", "Done", "Checked"]
        look_at(self.page, self.axe, is_public=True)

    def and_i_am_told_where_the_wording_is(self) -> None:
        wording = self.page.get_by_role("region", name="The wording")
        expect(wording).to_contain_text("is not attached to this copy")
        expect(wording.get_by_role("link", name="139 actions")).to_have_attribute(
            "href", "https://drugstaskforce.knowthescore.info/final-report-actions"
        )

    def and_i_can_take_a_link_that_keeps_the_day(self) -> None:
        address = self.page.locator("span.tt-address").inner_text()
        assert "as_of" in parse_qs(urlsplit(address).query)
        self.page.goto(address)
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("naloxone")


def test_nothing_found_says_what_to_try(page: Page) -> None:
    page.goto("/search/?q=qqqqqqqq")

    expect(page.locator("#list")).to_have_text("Nothing was found.")
    expect(page.get_by_text("You could try:")).to_be_visible()


def test_search_is_narrowed_and_downloaded(page: Page) -> None:
    page.goto("/search/?q=prison")
    page.get_by_text("Narrow the search").first.click()
    page.get_by_label("Plan", exact=True).select_option("Changing Lives")
    page.get_by_role("button", name="Narrow the search").click()

    expect(page.get_by_text("Narrowed to")).to_contain_text("Plan: Changing Lives")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download this list (CSV)").click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("id,plan,")
    assert all(",Changing Lives," in line for line in lines[1:])
