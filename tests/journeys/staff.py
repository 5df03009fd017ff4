"""People who sign in during a journey: kept in the served database, and taken out of it again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from tests.interfaces.workspace import people
from tests.journeys.conftest import Watch


@contextmanager
def kept(django_db_blocker, make: Callable[[], object]) -> Iterator[object]:
    """Make people in the served database, before a browser starts; take them out when it has closed."""
    with django_db_blocker.unblock():
        made = make()
    try:
        yield made
    finally:
        with django_db_blocker.unblock():
            forget_everybody()


def forget_everybody() -> None:
    """Take out of the database all that signing in put there; row security lets nobody delete a membership."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("truncate access_agency, access_user, django_session, workspace_cache cascade")


@contextmanager
def at_the_workspace(browser: Browser, site: str, **options: object) -> Iterator[tuple[Page, Watch]]:
    """Give a page that is watched; it may keep the two cookies of the workspace, and nothing else anywhere."""
    context = browser.new_context(base_url=site, locale="en-GB", **options)
    page, watch = context.new_page(), Watch(site)
    page.on("request", watch.request)
    page.on("console", watch.console)
    page.on("pageerror", watch.error)
    try:
        yield page, watch
        assert {(cookie["name"], cookie["path"]) for cookie in context.cookies()} <= {
            ("workspace", "/workspace/"),
            ("form", "/workspace/"),
        }
        assert watch.elsewhere == []
        assert watch.complaints == []
    finally:
        context.close()


def sign_in(page: Page, email: str, password: str = people.PASSWORD, secret: str = people.SECRET) -> None:
    """Sign in as someone who has been here before, and land on the first page of the workspace."""
    page.goto("/workspace/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Code").fill(people.code(secret))
    page.get_by_role("button", name="Sign in").click()
