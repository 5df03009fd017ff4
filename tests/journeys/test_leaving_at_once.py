"""Someone who must not be seen reading leaves at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect


@pytest.fixture
def page(browser: Browser, scottish_site_address: str) -> Iterator[Page]:
    """A page whose way out leads to a stand-in for the weather, so that no test asks another site."""
    context = browser.new_context(base_url=scottish_site_address)

    def weather(route: Route) -> None:
        route.fulfill(body="<title>Weather</title>", content_type="text/html")

    context.route("https://www.bbc.co.uk/**", weather)
    page = context.new_page()
    page.goto("/plans/")
    page.goto("/privacy/")
    yield page
    context.close()


def test_escape_leaves_and_the_back_button_does_not_return(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page).to_have_title("Weather")

    page.go_back()
    expect(page).not_to_have_title("Privacy – Tideturn")


def test_the_button_leaves(page: Page) -> None:
    page.get_by_role("link", name="Hide this page").click()

    expect(page).to_have_title("Weather")


def test_escape_in_a_field_stays(page: Page) -> None:
    page.goto("/search/")
    page.get_by_role("searchbox").press("Escape")

    expect(page).to_have_title("Search – Tideturn")
