"""A member of the oversight group asks before a meeting: is it being done, and who must answer?"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, watched
from tests.journeys.test_accessibility import axe
from tests.journeys.walking import look_at

__all__ = ["axe"]


class TestBeforeAMeeting:
    """From the counts to an owner, to a commitment, to its story back to 2008; asking is for the workspace."""

    @pytest.fixture(autouse=True)
    def a_visitor(self, browser: Browser, scottish_site_address: str, axe: str) -> Iterator[None]:
        self.axe = axe
        with watched(browser, scottish_site_address, bypass_csp=True) as (self.page, _watch):
            yield

    def test_from_the_first_page_to_the_story_of_a_promise(self) -> None:
        self.given_i_am_on_the_first_page()
        self.then_i_see_the_four_counts_in_order_with_chart_table_and_coverage()
        self.and_i_see_what_changed_since_the_last_meeting()
        self.when_i_go_to_an_owner()
        self.then_i_see_what_it_answers_for_by_date()
        self.when_i_narrow_to_what_was_accepted_and_is_past_its_date()
        self.and_i_open_a_commitment()
        self.then_a_report_is_never_shown_as_checked()
        self.and_i_see_its_story_drawn_and_in_words()
        self.when_i_follow_the_story_back()
        self.then_i_am_at_the_earlier_promise()

    def given_i_am_on_the_first_page(self) -> None:
        self.page.goto("/")

    def then_i_see_the_four_counts_in_order_with_chart_table_and_coverage(self) -> None:
        steps = self.page.locator(".tt-table--counts tbody th").all_inner_texts()
        assert steps == ["Asked or promised", "Accepted", "Reported complete", "Checked by someone else"]
        expect(self.page.locator("svg.chart__drawing")).to_be_visible()
        expect(
            self.page.get_by_text("That is silence in the documents, not proof that nothing was done.")
        ).to_be_visible()
        expect(self.page.get_by_role("heading", name="Longest without a word")).to_be_visible()

    def and_i_see_what_changed_since_the_last_meeting(self) -> None:
        self.page.get_by_label("Since when? For example, your last meeting").fill("2026-01-01")
        self.page.get_by_role("button", name="Show", exact=True).click()
        expect(self.page.get_by_role("main")).to_contain_text("What was recorded from 1 January 2026")

    def when_i_go_to_an_owner(self) -> None:
        self.page.get_by_role("navigation", name="Main").get_by_role("link", name="Who answers").click()
        self.page.get_by_role("link", name="Scottish Government", exact=True).click()

    def then_i_see_what_it_answers_for_by_date(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Scottish Government")
        expect(self.page.get_by_text("It is named as owner of")).to_be_visible()

    def when_i_narrow_to_what_was_accepted_and_is_past_its_date(self) -> None:
        self.page.get_by_role("link", name="Accepted, date passed", exact=True).click()
        expect(self.page.get_by_text("Narrowed to")).to_contain_text("Accepted, date passed")
        # As it is opened each of these pages is looked at by test_accessibility.
        look_at(self.page, self.axe, is_public=True)

    def and_i_open_a_commitment(self) -> None:
        self.page.get_by_role("link", name="Put all ten MAT standards into practice").click()

    def then_a_report_is_never_shown_as_checked(self) -> None:
        expect(self.page.locator(".tt-summary")).to_contain_text("Not independently checked")
        expect(self.page.get_by_role("heading", name="What was reported")).to_be_visible()
        expect(self.page.get_by_role("heading", name="What an independent check found")).to_be_visible()

    def and_i_see_its_story_drawn_and_in_words(self) -> None:
        story = self.page.get_by_role("region", name="Its story")
        expect(story.locator("svg.lineage__drawing")).to_be_visible()
        expect(story.locator("ol.lineage-years")).to_contain_text("continues")
        expect(story).to_contain_text("these links are our reading")
        self.page.set_viewport_size(PHONE)
        drawing = story.locator(".lineage__region")
        assert drawing.evaluate("box => box.scrollWidth > box.clientWidth"), "the picture scrolls inside its own frame"

    def when_i_follow_the_story_back(self) -> None:
        self.page.locator("ol.lineage-years a").first.click()

    def then_i_am_at_the_earlier_promise(self) -> None:
        expect(self.page.locator(".tt-summary")).to_contain_text("Promised in Rights, respect and recovery, 2021")
        expect(self.page).to_have_title(re.compile("^RRR-.*, Rights, respect and recovery – Tideturn$"))


def test_story_reaches_back_to_2008(page: Page) -> None:
    page.goto("/plans/changing-lives-2022/T-098/")

    expect(page.locator(".lineage-years__number").first).to_have_text("2008")
    page.locator("ol.lineage-years a").first.click()
    expect(page.locator(".tt-summary")).to_contain_text("Promised in The road to recovery, 29 May 2008")
    expect(page.get_by_text("The plan it stands in was superseded on 28 November 2018.")).to_be_visible()


def test_another_day_is_shown_and_carried_along(page: Page) -> None:
    page.goto("/plans/")
    page.get_by_label("See it as it stood on another day").fill("2020-06-30")
    page.get_by_role("button", name="Show that day").click()

    expect(page.get_by_text("As the documents held told it on 30 June 2020.")).to_be_visible()
    expect(page.get_by_role("heading", level=2)).to_have_text(["The road to recovery"])
    page.get_by_role("link", name="The road to recovery").click()
    expect(page.get_by_text("This page speaks of 30 June 2020, not of today.")).to_be_visible()
    page.get_by_role("link", name="See it as it stands today").click()
    expect(page.get_by_text("This page speaks of today")).to_be_visible()
