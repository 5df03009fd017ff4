"""How a journey looks at every page it passes, for barriers and what runs off the side, and chooses an answer."""

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_accessibility import barriers
from tests.journeys.test_workspace_accessibility import FINGER, SMALL


def look_at(page: Page, axe: str, *, is_public: bool = False) -> None:
    """Refuse barriers, a page wider than its screen and, in the workspace, targets smaller than a finger."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert barriers(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert is_public or page.evaluate(SMALL, FINGER) == []


def choose(answer: Locator) -> None:
    """Choose an answer by its words, as a finger does; the click waits until the page stands still where it lands."""
    answer.locator("xpath=following-sibling::label").click()
    expect(answer).to_be_checked()
