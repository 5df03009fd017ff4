"""The daily meeting of the demonstration: held at a desk, joined on a phone, printed for a bag."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK, PHONE, a_staff_site
from tests.journeys.staff import StaffSite, write_password
from tests.journeys.test_accessibility import axe, barriers

__all__ = ["axe"]
DANA, PAT = "dana@northmark-outreach.example", "pat@estmark-police.example"
PASSWORD = "estmark is not a place"


def demonstrate(site: StaffSite, *words: str) -> str:
    """Return what `tideturn demonstrate` says beside the site, in the invented country that it serves."""
    return site.command("demonstrate", *words)


@pytest.fixture(scope="module")
def staff_site(django_db_setup: None, serving_role, served_files: Path) -> Iterator[StaffSite]:
    """A site of its own: the invented teams cover every area, and would take the cases of the other journeys."""
    with a_staff_site("demonstration", serving_role, served_files) as site:
        yield site


@pytest.fixture(scope="module")
def filled(staff_site: StaffSite) -> StaffSite:
    """The invented country, filled with people and cases."""
    said = demonstrate(staff_site)
    assert "all of it is invented" in said
    assert "Added 0 reports of 0 cases" in demonstrate(staff_site)
    return staff_site


def signed_in(browser: Browser, site: StaffSite, email: str, size: dict[str, int]) -> Page:
    """Give a page on which somebody invented has signed in, and that lets axe in."""
    context = browser.new_context(base_url=site.address, viewport=size, bypass_csp=True)
    page = context.new_page()
    page.goto("/workspace/")
    write_password(page, email, PASSWORD)
    page.get_by_label("Code").fill(demonstrate(site, "--code", email).strip())
    page.get_by_role("button", name="Sign in").click()
    return page


@pytest.fixture(scope="module")
def dana(staff_browser: Browser, filled: StaffSite) -> Iterator[Page]:
    """The duty lead who holds the meeting, at a desk."""
    page = signed_in(staff_browser, filled, DANA, DESK)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def pat(staff_browser: Browser, filled: StaffSite) -> Iterator[Page]:
    """Somebody of the police who takes part, on a phone."""
    page = signed_in(staff_browser, filled, PAT, PHONE)
    yield page
    page.context.close()


def open_agenda(page: Page) -> None:
    """Open today's meeting from the room of meetings."""
    page.goto("/workspace/meeting/")
    page.locator(".tw-meetings__link").first.click()
    expect(page.locator(".tw-agenda__item").first).to_be_visible()


class TestMeeting:
    """From the agenda through one case to the next, with what others say of it, and onto paper."""

    @pytest.fixture(autouse=True)
    def around_the_table(self, dana: Page, pat: Page, axe: str) -> None:
        self.dana, self.pat, self.axe = dana, pat, axe

    def test_holding_a_meeting(self) -> None:
        self.when_dana_opens_the_agenda()
        self.and_goes_to_a_case_nobody_has_spoken_about()
        self.then_pat_sees_the_same_case_and_says_what_is_known()
        self.then_dana_reads_it_in_the_minutes()
        self.when_dana_adds_what_was_agreed()
        self.and_goes_on_to_the_next()

    def test_case_taken_off_is_gone_for_the_others(self) -> None:
        open_agenda(self.dana)
        last = self.dana.locator(".tw-agenda__head a").last
        reference = last.inner_text()
        open_agenda(self.pat)
        expect(self.pat.locator(".tw-agenda")).to_contain_text(reference)
        last.click()
        self.dana.get_by_role("button", name="Take it off the agenda").click()
        self.pat.reload()
        expect(self.pat.locator(".tw-agenda")).not_to_contain_text(reference)

    def test_outside_of_the_printed_list_names_nobody(self) -> None:
        open_agenda(self.dana)
        references = self.dana.locator(".tw-agenda__head a").all_inner_texts()
        self.dana.get_by_role("link", name="Print the list").click()
        expect(self.dana).to_have_title("Meeting – Tideturn")
        outside = (
            self.dana.locator(".tw-paper__outside").inner_text() + self.dana.locator(".tw-paper__back").inner_text()
        )
        assert not any(reference in outside for reference in references)
        assert f"{len(references)} cases" in outside
        assert all(reference in self.dana.locator(".tw-paper__inside").inner_text() for reference in references)
        assert barriers(self.dana, self.axe) == []

    def when_dana_opens_the_agenda(self) -> None:
        open_agenda(self.dana)
        expect(self.dana).to_have_title("Meeting – Tideturn")
        assert barriers(self.dana, self.axe) == []

    def and_goes_to_a_case_nobody_has_spoken_about(self) -> None:
        item = self.dana.locator(".tw-agenda__item").filter(has_not_text="Spoken about").first
        type(self).reference = item.get_by_role("link").inner_text()
        item.get_by_role("link").click()
        expect(self.dana.get_by_role("heading", name="Decide")).to_be_visible()
        assert barriers(self.dana, self.axe) == []

    def then_pat_sees_the_same_case_and_says_what_is_known(self) -> None:
        open_agenda(self.pat)
        assert barriers(self.pat, self.axe) == []
        assert self.pat.evaluate("document.documentElement.scrollWidth <= innerWidth")
        self.pat.get_by_role("link", name=self.reference).click()
        expect(self.pat.get_by_role("heading", name="Decide")).to_have_count(0)
        assert barriers(self.pat, self.axe) == []
        self.pat.get_by_label("What was said").fill("Seen at the harbour (invented)")
        self.pat.get_by_role("button", name="Keep what was said").click()
        expect(self.pat.locator("#minutes + .tw-said")).to_contain_text("Seen at the harbour (invented)")

    def then_dana_reads_it_in_the_minutes(self) -> None:
        self.dana.reload()
        expect(self.dana.locator("#minutes + .tw-said")).to_contain_text("Pat Invented-Police")

    def when_dana_adds_what_was_agreed(self) -> None:
        self.dana.get_by_label("Agreed action").fill("Wyn visits before noon (invented)")
        self.dana.get_by_role("button", name="Add to what is to be done").click()
        expect(self.dana.locator("#minutes + .tw-said")).to_contain_text("To do: Wyn visits before noon (invented)")

    def and_goes_on_to_the_next(self) -> None:
        self.dana.get_by_role("button", name="Spoken about; go on").click()
        expect(self.dana.locator("main")).not_to_contain_text(self.reference)


@pytest.mark.parametrize("room", ["measures/", "messages/", "meeting/"])
def test_rooms_of_a_duty_lead_have_no_barrier(dana: Page, axe: str, room: str) -> None:
    dana.goto(f"/workspace/{room}")

    assert barriers(dana, axe) == []
    assert dana.evaluate("document.documentElement.scrollWidth <= innerWidth")
