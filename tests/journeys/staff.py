"""People who sign in during a journey, on a site with a database of its own, and how they come to be let in."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, expect

from tests.interfaces.workspace import people
from tests.journeys.beside import Beside
from tests.journeys.conftest import Watch

COOKIES = {("workspace", "/workspace/"), ("form", "/workspace/")}

BEGINS = re.compile("^(My cases|Plans|Directory of help)$")


@dataclass(frozen=True)
class StaffSite:
    """The address of a site whose database the journeys may fill, that database's for its owner, and a helper."""

    address: str
    database: str
    beside: Beside

    def command(self, *words: str) -> str:
        """Return what the `tideturn` command says, run beside the site as an administrator would."""
        return self.beside.command(*words)

    def newcomer(self, email: str, role: str = "outreach-worker", agency: str = "tayside-outreach") -> str:
        """Make a user, and return the password that is good until the first sign-in."""
        words = ("--agency", agency, "--role", role, "--name", "Morag Reid", "--email", email)
        return self.command("access", "create-user", *words).split()[-1]


@contextmanager
def at_the_workspace(browser: Browser, site: str, **options: object) -> Iterator[Page]:
    """Give a page that is watched; it may keep the two cookies of the workspace, and nothing else anywhere."""
    context = browser.new_context(base_url=site, locale="en-GB", **options)
    page, watch = context.new_page(), Watch(site)
    page.on("request", watch.request)
    page.on("console", watch.console)
    page.on("pageerror", watch.error)
    try:
        yield page
        assert {(cookie["name"], cookie["path"]) for cookie in context.cookies()} <= COOKIES
        assert watch.elsewhere == []
        assert watch.complaints == []
    finally:
        context.close()


def write_password(page: Page, email: str, password: str) -> None:
    """Fill in the first page of signing in."""
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Continue").click()


def choose_password(page: Page, first: str) -> None:
    """Change the password of the first day for one of one's own."""
    expect(page).to_have_title("Change your password – Tideturn")
    page.get_by_label("Present password").fill(first)
    page.get_by_label("New password", exact=True).fill(people.PASSWORD)
    page.get_by_label("New password again").fill(people.PASSWORD)
    page.get_by_role("button", name="Change password").click()


def set_up_phone(page: Page) -> str:
    """Set up the second step; return the secret that the phone keeps."""
    expect(page).to_have_title("Set up your second step – Tideturn")
    secret = page.locator(".tw-secret code").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(people.code(secret))
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator(".tw-codes li")).to_have_count(10)
    return secret


def first_sign_in(page: Page, email: str, first_password: str) -> str:
    """Sign in for the first time, through to where their work begins; return the secret that the phone keeps."""
    page.goto("/workspace/")
    write_password(page, email, first_password)
    choose_password(page, first_password)
    secret = set_up_phone(page)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(BEGINS)
    return secret
