"""A visit leaves nothing behind and asks nothing of anyone else, on any page."""

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import watched
from tests.journeys.rooms import PAGES
from tests.journeys.weighing import Scale


def test_visit_of_every_page_keeps_nothing_asks_nobody_else_and_weighs_little(page: Page) -> None:
    scale = Scale(page)
    for address in PAGES:
        scale.check(address)

        assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
        assert (
            page.evaluate("document.fonts.ready.then(fonts => [...fonts].some(font => font.status === 'error'))")
            is False
        )


@pytest.mark.parametrize(
    "planted",
    [
        "document.cookie = 'a=b'",
        "fetch('https://elsewhere.example/').catch(() => 0)",
        "console.error('planted')",
        "document.body.append(Object.assign(document.createElement('img'), {src: 'https://elsewhere.example/x.png'}))",
    ],
)
def test_watch_sees_what_is_planted(browser: Browser, scottish_site_address: str, planted: str) -> None:
    with pytest.raises(AssertionError):
        visit_and_run(browser, scottish_site_address, planted)


def visit_and_run(browser: Browser, site: str, script: str) -> None:
    """Open a page that is watched and run a script on it."""
    with watched(browser, site) as (page, _watch):
        page.goto("/privacy/")
        page.evaluate(script)
        page.wait_for_timeout(200)


def test_pages_print_without_what_only_a_screen_needs(page: Page) -> None:
    page.goto("/plans/changing-lives-2022/T-062/")
    page.emulate_media(media="print")

    assert page.get_by_role("navigation", name="Main").count() == 0
    assert page.locator(".tt-leave").is_hidden()
    assert page.locator("ol.lineage-years").is_visible()
    # What a reader may unfold on a screen is unfolded on paper.
    folded = page.locator("details:not(.tt-no-print, [open]) > summary + *")
    assert [one.is_visible() for one in folded.all()] == [True] * 2
