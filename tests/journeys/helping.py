"""A site of the invented country with its directory, for journeys of people who look for help."""

import os
from pathlib import Path

from playwright.sync_api import Page

# Where to keep pictures of the pages, for whoever wants to look at them.
PICTURES = os.environ.get("TIDETURN_PICTURES", "")
FILL = "from tideturn.interfaces.joint.demonstration.directory import fill_directory; fill_directory()"


def picture(page: Page, name: str) -> None:
    """Keep a picture of a page, where pictures are wanted."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)
