"""On a phone nothing runs off the side, and one thumb is enough."""

import pytest
from playwright.sync_api import Page

from tests.journeys.rooms import PAGES


def width(page: Page) -> int:
    """Return how wide a page lies, with what runs off its side."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


@pytest.mark.parametrize("address", PAGES)
def test_page_does_not_scroll_sideways(phone: Page, address: str) -> None:
    phone.goto(address)

    assert width(phone) <= 390


@pytest.mark.parametrize("address", PAGES)
def test_page_at_four_times_its_size_does_not_scroll_sideways(phone: Page, address: str) -> None:
    phone.set_viewport_size({"width": 320, "height": 568})
    phone.goto(address)

    assert width(phone) <= 320


def test_width_sees_what_runs_off_the_side(phone: Page) -> None:
    phone.goto("/privacy/")
    phone.evaluate("document.querySelector('main').append(document.createElement('canvas'))")
    phone.evaluate("document.querySelector('main canvas').width = 900")

    assert width(phone) > 390
