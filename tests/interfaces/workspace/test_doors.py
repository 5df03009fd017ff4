"""Every address of the workspace stands behind one of the three doors, and nothing of it is kept anywhere."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path

from tests.interfaces.workspace import people
from tideturn.interfaces.workspace.pages.page import DOOR, page

OPEN = {
    "account_login",
    "mfa_authenticate",
    "forgotten",
    "account_logout",
    "signed-out",
    "still-right",
    "one-time-link",
}
OWN = {
    "sign-out-everywhere",
    "choose-agency",
    "account_change_password",
    "account_reauthenticate",
    "second-factor",
    "add-key",
    "remove-factor",
    "recovery-codes",
    "invitation",
}
PUBLIC = ("/", "/plans/", "/privacy/", "/search/", "/nowhere/", "/api/v1/plans/", "/static/design/site.css")


def patterns(resolver: URLResolver) -> list[URLPattern]:
    """Return every address below a resolver."""
    found: list[URLPattern] = []
    for item in resolver.url_patterns:
        found += patterns(item) if isinstance(item, URLResolver) else [item]
    return found


def of_the_workspace() -> list[URLPattern]:
    """Return every address below /workspace/."""
    (resolver,) = [item for item in get_resolver().url_patterns if str(item.pattern) == "workspace/"]
    return patterns(resolver)


def without_a_door(found: list[URLPattern]) -> list[str]:
    """Return the addresses whose view wears none of the doors."""
    return [str(item.pattern) for item in found if getattr(item.callback, DOOR, None) is None]


def test_every_view_wears_a_door() -> None:
    assert without_a_door(of_the_workspace()) == []


def test_view_without_a_door_is_seen() -> None:
    assert without_a_door([path("planted/", lambda request: HttpResponse())]) == ["planted/"]


@pytest.mark.parametrize(("door", "names"), [("open", OPEN), ("own account", OWN)])
def test_few_views_do_with_less_than_a_page(door: str, names: set[str]) -> None:
    assert {item.name for item in of_the_workspace() if getattr(item.callback, DOOR) == door} == names


@pytest.mark.django_db
def test_whoever_is_not_signed_in_is_asked_to_everywhere_alike() -> None:
    for address in ("", "account/", "cases/0b8f5f0a-0000-4000-8000-000000000000/", "anything/at/all/"):
        answer = Client().get(f"/workspace/{address}")

        assert answer.status_code == 302
        assert answer.url == f"/workspace/sign-in/?next=/workspace/{address}"


@pytest.mark.django_db
def test_way_back_after_signing_in_leads_to_no_other_site(morag) -> None:
    client = Client()
    words = {"login": morag.email, "password": people.PASSWORD, "next": "https://elsewhere.example/"}
    client.post(people.SIGN_IN, words)

    assert client.post(people.CODE, {"code": people.code()}).url == "/workspace/"


@pytest.mark.django_db
def test_pages_are_kept_nowhere_and_cookies_stay_below_the_workspace(morag) -> None:
    browser = people.signed_in(morag)
    for address in ("/workspace/", "/workspace/account/", "/workspace/nothing/", "/workspace/sign-in/help/"):
        assert browser.get(address).headers["Cache-Control"] == "no-store", address
    browser.get("/workspace/account/")
    assert set(browser.cookies) == {"workspace", "form"}
    for cookie in browser.cookies.values():
        assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/workspace/", True, "Lax")


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_know_nobody_even_when_a_cookie_is_sent(browser: Client, register, address: str) -> None:
    stray = Client(headers={"cookie": f"workspace={browser.cookies['workspace'].value}; form=x"})
    answer = stray.get(address)

    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers
    assert not answer.cookies
    assert not hasattr(answer.wsgi_request, "session")


@pytest.mark.django_db
def test_form_from_elsewhere_is_refused(morag) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(people.SIGN_IN)
    answer = client.post(people.SIGN_IN, {"login": morag.email, "password": people.PASSWORD})

    assert answer.status_code == 403
    assert b"Please do that again" in answer.content
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_titles_tell_no_name(browser: Client) -> None:
    for address in ("/workspace/", "/workspace/account/", "/workspace/nothing/"):
        title = browser.get(address).content.decode().partition("<title>")[2].partition("</title>")[0]

        assert title.endswith("– Tideturn")
        assert not {"Morag", "Reid", "Tayside"} & set(title.split())


def test_page_keeps_the_name_of_its_view() -> None:
    def planted(request):
        """Say something."""

    assert page(planted).__name__ == "planted"
