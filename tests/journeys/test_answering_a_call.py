"""Somebody answers the telephone with both hands on the keyboard: no mouse from signing in to the number."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import DESK, PHONE, a_browser
from tests.journeys.helping import picture
from tests.journeys.staff import StaffSite, at_the_workspace, first_sign_in
from tests.journeys.test_accessibility import axe, barriers
from tests.journeys.test_workspace_accessibility import FINGER, SMALL

__all__ = ["axe"]
CALL, EMAIL, AGENCY = "/workspace/directory/call/", "holly@helpline.example", "helpline"
FOCUSED = "document.activeElement.innerText || document.activeElement.id"
TABS_AT_MOST = 40


@pytest.fixture(scope="module")
def browser(helping_site: StaffSite) -> Iterator[Browser]:
    """The browser, which starts when the site stands."""
    with a_browser() as started:
        yield started


class TestACall:
    """The same with and without scripts; the single keys only where there are scripts."""

    @pytest.fixture(autouse=True)
    def at_the_telephone(self, browser: Browser, helping_site: StaffSite, axe: str) -> Iterator[None]:
        words = ("--name", "Helpline", "--kind", "third-sector-service", "--id", AGENCY)
        helping_site.command("access", "create-agency", *words)
        with at_the_workspace(browser, helping_site.address, viewport=DESK) as page:
            first_sign_in(page, EMAIL, helping_site.newcomer(EMAIL, agency=AGENCY))
            self.page, self.axe = page, axe
            yield

    def test_by_the_keyboard_alone(self, browser: Browser, helping_site: StaffSite) -> None:
        self.when_the_page_opens_the_box_waits()
        self.and_what_the_caller_says_is_typed()
        self.then_the_answers_are_gone_to_and_read()
        self.when_the_next_three_are_asked_for_by_tab_and_enter()
        self.then_going_back_gives_the_first_three()
        self.when_single_keys_are_pressed()
        self.then_they_lead_and_can_be_turned_off()
        self.then_it_works_without_scripts(browser, helping_site)
        self.then_it_has_no_barrier_at_any_width(browser, helping_site)

    def when_the_page_opens_the_box_waits(self) -> None:
        self.page.goto(CALL)
        expect(self.page.get_by_label("What, where and when")).to_be_focused()

    def and_what_the_caller_says_is_typed(self) -> None:
        self.page.keyboard.type("needels lanternbridge")
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".tw-answers__asked")).to_contain_text("Needles and injecting equipment")

    def then_the_answers_are_gone_to_and_read(self) -> None:
        expect(self.page.locator("#answers")).to_be_focused()
        self.first = self._sentences()
        assert len(self.first) == 3
        assert all(re.search(r": (ring [\d, +]+|no number given)\.$", one) for one in self.first), self.first
        picture(self.page, "call")

    def when_the_next_three_are_asked_for_by_tab_and_enter(self) -> None:
        self._tab_to("Next three")
        self.page.keyboard.press("Enter")
        expect(self.page.locator("ol.tw-say")).to_have_attribute("start", "4")
        assert set(self._sentences()).isdisjoint(self.first)

    def then_going_back_gives_the_first_three(self) -> None:
        # The browser's own keys do not reach it from here; this is what Alt and the left arrow do.
        self.page.go_back()
        expect(self.page.locator("ol.tw-say")).to_have_attribute("start", "1")
        assert self._sentences() == self.first

    def when_single_keys_are_pressed(self) -> None:
        self.page.keyboard.press("2")
        expect(self.page.locator("#say-2")).to_be_focused()
        self.page.keyboard.press("/")
        expect(self.page.get_by_label("What, where and when")).to_be_focused()
        self.page.keyboard.type("n2")
        expect(self.page.get_by_label("What, where and when")).to_have_value("n2")
        self.page.keyboard.press("Escape")

    def then_they_lead_and_can_be_turned_off(self) -> None:
        self.page.goto(f"{CALL}?need=naloxone")
        self.page.keyboard.press("n")
        expect(self.page.locator("ol.tw-say")).to_have_attribute("start", "4")
        self._tab_to("Turn the single keys off")
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("link", name="Turn the single keys on")).to_be_visible()
        self.page.keyboard.press("n")
        self.page.keyboard.press("2")
        expect(self.page.locator("#say-2")).not_to_be_focused()
        expect(self.page.locator("ol.tw-say")).to_have_attribute("start", "1")

    def then_it_works_without_scripts(self, browser: Browser, site: StaffSite) -> None:
        cookies = self.page.context.cookies()
        options = {"viewport": PHONE, "java_script_enabled": False}
        with at_the_workspace(browser, site.address, **options) as page:
            page.context.add_cookies(cookies)  # type: ignore[arg-type]
            page.goto(CALL)
            page.keyboard.type("naloxone lanternbridge")
            page.keyboard.press("Enter")
            expect(page.locator("ol.tw-say > li")).to_have_count(3)
            expect(page.get_by_role("button", name="Copy")).to_have_count(0)
            expect(page.get_by_role("heading", name="Single keys")).to_have_count(0)

    def then_it_has_no_barrier_at_any_width(self, browser: Browser, site: StaffSite) -> None:
        context = browser.new_context(base_url=site.address, bypass_csp=True)
        context.add_cookies(self.page.context.cookies())  # type: ignore[arg-type]
        page = context.new_page()
        for name, size in (("desk", DESK), ("phone", PHONE)):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            for question in ("", "?need=naloxone&where=Millbrook"):
                page.goto(f"{CALL}{question}")
                assert barriers(page, self.axe) == [], (name, question)
                assert page.evaluate(SMALL, FINGER) == [], (name, question)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, question)
                picture(page, f"call-{name}-{bool(question)}")
        context.close()

    def _sentences(self) -> list[str]:
        return self.page.locator("ol.tw-say .tw-say__words").all_inner_texts()

    def _tab_to(self, words: str) -> None:
        for _ in range(TABS_AT_MOST):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(FOCUSED).startswith(words):
                return
        pytest.fail(f"“{words}” is not reached within {TABS_AT_MOST} tabs")
