"""What the journeys share: a real browser on the product's own server, watched for what it must never do."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.conftest import REPOSITORY, a_filled_database, serve

if TYPE_CHECKING:
    from tests.journeys.staff import StaffSite

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SYSTEM_BROWSERS = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
SLOW_CARD = "GL Driver Message (OpenGL, Performance"
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey, so that they can be run alone."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


def chromium() -> str:
    """Return the browser to drive; without one the journeys are skipped aloud, and fail where they must run."""
    given = os.environ.get("TIDETURN_CHROMIUM")
    found = given if given is not None else next(filter(None, map(shutil.which, SYSTEM_BROWSERS)), "")
    if found:
        return found
    said = "No Chromium is here: no journey was made in a browser. Install chromium, or name one in TIDETURN_CHROMIUM."
    if os.environ.get("CI") == "true":
        pytest.fail(said)
    pytest.skip(said)


# For one file at a time: while Playwright runs, Django takes its loop for an asynchronous program and refuses queries.
@pytest.fixture(scope="module")
def browser(scottish_site_address: str) -> Iterator[Browser]:
    """The browser; the sites that it opens stand before it starts."""
    with a_browser() as started:
        yield started


@pytest.fixture(scope="session")
def staff_site(django_db_setup: None, serving_role, served_files: Path) -> Iterator["StaffSite"]:
    """The invented country on a database of its own, with an agency: what people do there touches no other test."""
    with a_staff_site("staff", serving_role, served_files) as site:
        words = ("--name", "Tayside outreach", "--kind", "treatment-service", "--id", "tayside-outreach")
        site.command("access", "create-agency", *words)
        yield site


@pytest.fixture(scope="session")
def helping_site(django_db_setup: None, serving_role, served_files: Path) -> Iterator["StaffSite"]:
    """The invented country with its invented directory, on a database of its own."""
    from tests.journeys.helping import FILL

    with a_staff_site("helping", serving_role, served_files, FILL) as site:
        yield site


@contextmanager
def a_staff_site(name: str, serving_role, served_files: Path, fill: str = "") -> Iterator["StaffSite"]:
    """Serve the invented country from a database of its own, filled with no people but by a few lines of Python."""
    from django.db import connection

    from tests.journeys.beside import Beside
    from tests.journeys.staff import StaffSite

    pack = REPOSITORY / "packs" / "example"
    with (
        a_filled_database(connection, name, pack, serving_role) as owner,
        closing(Beside(owner, str(pack))) as beside,
    ):
        if fill:
            beside.python(fill)
        with serve(owner, serving_role, pack, served_files) as address:
            yield StaffSite(address, owner, beside)


@pytest.fixture(scope="module")
def staff_browser(staff_site: "StaffSite") -> Iterator[Browser]:
    """The browser for journeys at the workspace; the site stands before it starts."""
    with a_browser() as started:
        yield started


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Start the browser for as long as it is needed."""
    program = chromium()
    arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else list(QUIET)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=arguments)
        yield started
        started.close()


class Watch:
    """What a page asked for and said while it was watched."""

    def __init__(self, site: str) -> None:
        self.site = urlsplit(site).netloc
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []

    def request(self, request: Request) -> None:
        """Note a request to another site."""
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.site:
            self.elsewhere.append(request.url)

    def console(self, message: ConsoleMessage) -> None:
        """Note an error or a warning of the browser; a refusal is an answer, a slow graphics card no fault of ours."""
        is_ours = not any(words in message.text for words in ("the server responded with a status of 4", SLOW_CARD))
        if message.type in ("error", "warning") and is_ours:
            self.complaints.append(message.text)

    def error(self, error: Exception) -> None:
        """Note an error of a script."""
        self.complaints.append(str(error))


@contextmanager
def watched(browser: Browser, site: str, **options: object) -> Iterator[tuple[Page, Watch]]:
    """Give a page that is watched; when it closes, it must have kept no cookie and asked nothing elsewhere."""
    context = browser.new_context(base_url=site, locale="en-GB", **{"viewport": DESK, **options})
    page, watch = context.new_page(), Watch(site)
    page.on("request", watch.request)
    page.on("console", watch.console)
    page.on("pageerror", watch.error)
    try:
        yield page, watch
        check_kept_nothing(context, watch)
    finally:
        context.close()


def check_kept_nothing(context: BrowserContext, watch: Watch) -> None:
    """Refuse a visit that left a cookie, asked another site, or made the browser complain."""
    assert context.cookies() == []
    assert watch.elsewhere == []
    assert watch.complaints == []


@pytest.fixture
def page(browser: Browser, scottish_site_address: str) -> Iterator[Page]:
    """A page at a desk, on the Scottish plans."""
    with watched(browser, scottish_site_address) as (page, _watch):
        yield page


@pytest.fixture
def phone(browser: Browser, scottish_site_address: str) -> Iterator[Page]:
    """The same on a phone."""
    with watched(browser, scottish_site_address, viewport=PHONE, has_touch=True, is_mobile=True) as (page, _watch):
        yield page


@pytest.fixture
def page_without_scripts(browser: Browser, scottish_site_address: str) -> Iterator[Page]:
    """A page in a browser that runs no script."""
    with watched(browser, scottish_site_address, java_script_enabled=False) as (page, _watch):
        yield page
