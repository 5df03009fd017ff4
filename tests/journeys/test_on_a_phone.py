"""On a phone nothing runs off the side, and one thumb is enough."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.rooms import PAGES


def width(page: Page) -> int:
    """Return how wide a page lies, with what runs off its side."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


@pytest.mark.parametrize("address", PAGES)
def test_page_does_not_scroll_sideways(phone: Page, address: str) -> None:
    phone.goto(address)

    assert width(phone) <= 390


def test_width_sees_what_runs_off_the_side(phone: Page) -> None:
    phone.goto("/privacy/")
    phone.evaluate("document.querySelector('main').append(document.createElement('canvas'))")
    phone.evaluate("document.querySelector('main canvas').width = 900")

    assert width(phone) > 390


def test_promise_is_found_and_read_on_a_phone(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("searchbox").fill("MAT standards")
    phone.get_by_role("button", name="Search").tap()
    phone.get_by_role("link", name="Put all ten MAT standards").tap()

    expect(phone.locator(".tt-summary")).to_be_visible()
    drawing = phone.locator(".lineage__region")
    assert drawing.evaluate("box => box.scrollWidth > box.clientWidth"), "the picture scrolls inside its own frame"
