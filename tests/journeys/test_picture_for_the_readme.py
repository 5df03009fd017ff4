"""The picture of the first page that the README shows."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect


def test_first_page_is_pictured(page: Page, repository: Path) -> None:
    if os.environ.get("TIDETURN_WRITE_SCREENSHOTS") != "1":
        pytest.skip("The picture is only taken with TIDETURN_WRITE_SCREENSHOTS=1.")
    page.goto("/")
    expect(page.locator("svg.chart__drawing")).to_be_visible()
    folder = repository / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / "home.png")

    assert (folder / "home.png").stat().st_size > 10_000
