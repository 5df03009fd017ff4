"""A page is made once for each state of the register, and never again shown when that has changed."""

from datetime import date

import pytest
import time_machine
from django.http import HttpResponse, StreamingHttpResponse

from tideturn.engines.plans.history import because
from tideturn.engines.plans.models import Commitment
from tideturn.interfaces.website.pages import commitments, kept
from tideturn.interfaces.website.pages.kept import KeptPages, can_be_kept, kept_pages

PAGE = "/plans/open-doors-2016/OD-1/"


@pytest.fixture
def made(register, monkeypatch) -> list[str]:
    """The commitments that pages were made of, with nothing kept before."""
    found: list[str] = []
    held = commitments.held_commitment

    def counted(plan_id, local_id, moment):
        found.append(local_id)
        return held(plan_id, local_id, moment)

    monkeypatch.setattr(commitments, "held_commitment", counted)
    kept_pages.forget()
    return found


def rewrite(title: str) -> None:
    with because(by="a test", reason="to see the page change"):
        Commitment.objects.filter(local_id="OD-1").update(title=title)


def test_page_is_made_once_and_comes_again_to_the_letter(client, made):
    first, again = client.get(PAGE), client.get(PAGE)

    assert first.status_code == 200
    assert (again.content, dict(again.headers)) == (first.content, dict(first.headers))
    assert len(made) == 1


def test_change_of_the_register_is_seen_at_once(client, made):
    client.get(PAGE)
    rewrite("Another title (invented)")

    assert "Another title (invented)" in client.get(PAGE).content.decode()


def test_kept_page_would_be_shown_for_ever_without_the_mark(client, made, monkeypatch):
    """Negative control: were the state of the register no part of what a page is kept under, it would be old."""
    monkeypatch.setattr("tideturn.interfaces.website.pages.page.key_of", lambda request, mark: kept.key_of(request, ""))
    client.get(PAGE)
    rewrite("Another title (invented)")

    assert "Another title (invented)" not in client.get(PAGE).content.decode()


def test_page_made_at_midnight_is_not_kept_for_the_day_that_begins(client, made, monkeypatch):
    first, second = date(2024, 5, 1), date(2024, 5, 2)
    asked = iter([first, *[second] * 9])
    monkeypatch.setattr("tideturn.interfaces.website.pages.page.today", lambda: next(asked))

    assert "as_of=2024-05-01" in client.get(PAGE).content.decode()
    assert "as_of=2024-05-02" in client.get(PAGE).content.decode()


def test_another_day_another_question_and_another_name_of_the_site_are_other_pages(client, made, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    one = client.get(PAGE, headers={"host": "one.example"})
    two = client.get(PAGE, headers={"host": "two.example"})
    client.get(f"{PAGE}?as_of=2020-01-01", headers={"host": "one.example"})
    with time_machine.travel("2030-01-01"):
        client.get(PAGE, headers={"host": "one.example"})

    assert len(made) == 4
    assert b"two.example" not in one.content
    assert b"one.example" not in two.content


def test_what_is_no_whole_page_is_not_kept(client, made):
    assert client.get("/plans/open-doors-2016/OD-999/").status_code == 404
    assert client.get("/plans/open-doors-2016/OD-999/").status_code == 404

    assert len(made) == 2
    assert not can_be_kept(StreamingHttpResponse(["a"]))
    assert not can_be_kept(HttpResponse("{}", content_type="application/json"))
    assert can_be_kept(HttpResponse("x" * kept.PAGE_AT_MOST))
    assert not can_be_kept(HttpResponse("x" * (kept.PAGE_AT_MOST + 1)))
    crumbed = HttpResponse("page")
    crumbed.set_cookie("a", "b")
    assert not can_be_kept(crumbed)


def made_anew(pages: KeptPages, addresses: list[str]) -> list[str]:
    """The addresses whose pages are not kept any more when each was asked for once, the last looked at first."""
    asked: list[str] = []
    for address in addresses:
        pages.answer(("", "", "GET", address), lambda: HttpResponse("a page"))
    for address in reversed(addresses):
        pages.answer(("", "", "GET", address), lambda address=address: asked.append(address) or HttpResponse("anew"))
    return asked


def test_what_was_asked_for_longest_ago_makes_room():
    asked = made_anew(KeptPages(bytes_at_most=4_200), list("01234"))

    assert asked == ["1", "0"]


def test_long_addresses_take_room_too():
    long = [letter * 4_000 for letter in "01234"]

    assert len(made_anew(KeptPages(bytes_at_most=12_000), long)) == 3
    assert made_anew(KeptPages(bytes_at_most=12_000), list("01234")) == []
