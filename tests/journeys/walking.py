"""How a journey looks at every page it passes: at a desk and on a phone, for barriers and what runs off the side."""

from playwright.sync_api import Page

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
