"""axe-core finds nothing on any kind of public page, at the width of a desk and of a phone."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.rooms import PAGES

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def axe(repository: Path) -> str:
    """The program that looks for barriers."""
    program = repository / "tideturn" / "interfaces" / "design" / "static" / "vendor" / "axe-core" / "axe.min.js"
    if program.exists():
        return program.read_text("utf-8")
    said = "axe-core is not here (`make setup` brings it): no page was checked for barriers."
    if os.environ.get("CI") == "true":
        pytest.fail(said)
    pytest.skip(said)


@pytest.fixture(scope="module", params=[DESK, PHONE], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, scottish_site_address: str) -> Iterator[Page]:
    """A page that lets axe in, which the site's own policy would refuse; no other journey sets the policy aside."""
    context = browser.new_context(base_url=scottish_site_address, viewport=request.param, bypass_csp=True)
    yield context.new_page()
    context.close()


def barriers(page: Page, axe: str) -> list[str]:
    """Return what axe finds on a page, each with the place where it stands."""
    # A page that is looked at at two widths has it already.
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
    )
    return [
        f"{item['id']}: {node['target']} {node['html'][:120]}" for item in found["violations"] for node in item["nodes"]
    ]


@pytest.mark.parametrize("address", PAGES)
def test_page_has_no_barrier(page: Page, axe: str, address: str) -> None:
    page.goto(address)
    # What is folded away is checked too.
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")

    assert barriers(page, axe) == []


def test_barriers_sees_one_that_is_planted(page: Page, axe: str) -> None:
    page.goto("/privacy/")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")

    assert any(found.startswith("image-alt") for found in barriers(page, axe))
