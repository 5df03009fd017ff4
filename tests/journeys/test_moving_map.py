"""The map to move about in: nothing of it before a click, all of it from this site, and worked by the keyboard."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from tests.journeys.conftest import PHONE, QUIET, chromium, watched
from tests.journeys.helping import picture
from tests.journeys.staff import StaffSite
from tests.journeys.test_accessibility import axe, barriers

__all__ = ["axe"]
FOUND = "/help/?need=naloxone&where=Southhaven"
# Drawn by the processor: a machine for tests has no graphics card.
DRAWING = ("--no-sandbox", "--enable-unsafe-swiftshader", *(one for one in QUIET if one != "--disable-gpu"))
ADDRESSES_ASKED = ("maplibre-gl", "map.json")


@pytest.fixture(scope="module")
def browser(helping_site: StaffSite) -> Iterator[Browser]:
    """A browser that can draw a map."""
    program = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(DRAWING))
        yield started
        started.close()


def open_map(page: Page) -> list[str]:
    """Open the map by the keyboard; return what was asked for from then on."""
    asked: list[str] = []
    page.goto(FOUND)
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Map to move about in").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-is-drawn=yes]")
    return asked


def test_map_comes_after_a_click_from_this_site_alone_and_is_moved_by_keys(
    browser: Browser, helping_site: StaffSite, axe: str
) -> None:
    with watched(browser, helping_site.address, viewport=PHONE) as (page, watch):
        before: list[Request] = []
        page.on("request", lambda request: before.append(request))
        page.goto(FOUND)
        assert not [one.url for one in before if any(part in one.url for part in ADDRESSES_ASKED)]
        asked = open_map(page)

        assert all(url.startswith((helping_site.address, "blob:")) for url in asked), asked
        assert {part for part in ADDRESSES_ASKED for url in asked if part in url} == set(ADDRESSES_ASKED)
        assert watch.elsewhere == []
        expect(page.locator("canvas")).to_be_focused()
        # Asked from outside: the policy of the page forbids a script made of text, which waiting inside it would be.
        mark = page.locator(".tt-mark").first
        shift = mark.get_attribute("style") or ""
        page.keyboard.press("ArrowRight")
        expect(mark).not_to_have_attribute("style", shift)
        page.get_by_role("button", name="Closer").press("Enter")
        mark.press("Enter")
        expect(page).to_have_url(re.compile(r"#near-\d+$"))
        expect(page.locator(urlsplit(page.url).fragment.join(("#", "")))).to_be_attached()
        picture(page, "map-phone")
    context = browser.new_context(base_url=helping_site.address, bypass_csp=True)
    desk = context.new_page()
    open_map(desk)
    picture(desk, "map-desk")
    assert barriers(desk, axe) == []
    context.close()


def test_whoever_stands_on_a_mark_stays_on_it_when_the_marks_are_drawn_anew(
    browser: Browser, helping_site: StaffSite
) -> None:
    with watched(browser, helping_site.address, viewport=PHONE) as (page, _watch):
        open_map(page)
        mark = page.locator(".tt-mark").last
        number = (mark.text_content() or "").split(", ")[0]
        mark.focus()
        before = mark.element_handle()
        # A click that a finger's pinch stands for: it draws the map at another scale and takes the focus nowhere.
        page.get_by_role("button", name="Closer").dispatch_event("click")
        before.wait_for_element_state("hidden")

        expect(page.locator(".tt-mark:focus")).to_contain_text(number)


def test_request_to_elsewhere_that_a_sketch_would_make_is_refused(browser: Browser, helping_site: StaffSite) -> None:
    """The policy of the page holds for the map too: what a poisoned sketch asks for elsewhere is never asked."""
    context = browser.new_context(base_url=helping_site.address)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    open_map(page)
    page.evaluate("fetch('https://elsewhere.example/tiles/1').catch(() => 0)")
    page.wait_for_timeout(100)

    assert [one for one in refused if "elsewhere.example" in one and "Content Security Policy" in one]
    context.close()


def test_without_scripts_there_is_no_button_and_where_it_cannot_be_drawn_the_list_is_named(
    browser: Browser, helping_site: StaffSite
) -> None:
    with watched(browser, helping_site.address, java_script_enabled=False) as (page, _watch):
        page.goto(FOUND)
        expect(page.get_by_role("button", name="Map to move about in")).to_have_count(0)
        expect(page.locator(".tt-map__drawing")).to_be_visible()
    context = browser.new_context(base_url=helping_site.address)
    page = context.new_page()
    page.route("**/maplibre-gl*", lambda route: route.abort())
    page.goto(FOUND)
    page.get_by_role("button", name="Map to move about in").click()
    expect(page.locator(".tt-map [role=status]")).to_have_text("This browser cannot show it. The list says the same.")
    expect(page.locator(".tt-map__drawing")).to_be_visible()
    context.close()
