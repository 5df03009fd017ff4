"""An owner says how far a commitment is and an area lead how far it is there; a second person publishes both; and a
body that scrutinises judges and asks."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK
from tests.journeys.staff import StaffSite, first_sign_in
from tests.journeys.test_accessibility import axe
from tests.journeys.walking import look_at

__all__ = ["axe"]
WORDS, FOUND, ASKED = "Two areas have theirs (invented).", "We counted one area (invented).", "Which area has none?"
PEOPLE = (
    ("government", "plan-editor", "government-of-estmark"),
    ("national", "plan-publisher", ""),
    ("auditors", "plan-reviewer", "estmark-audit-office"),
    ("partnership", "area-lead", ""),
)
THERE = "The desk is open every night (invented)."


class TestKeepingTheRegister:
    """Every page on the way without a barrier, at a desk and on a phone."""

    @pytest.fixture(autouse=True)
    def four_people(self, staff_browser: Browser, staff_site: StaffSite, axe: str, tmp_path: Path) -> Iterator[None]:
        self.axe, self.site, self.folder = axe, staff_site, tmp_path
        contexts = [
            staff_browser.new_context(base_url=staff_site.address, viewport=DESK, bypass_csp=True) for _ in PEOPLE
        ]
        self.owner, self.publisher, self.reviewer, self.lead = (context.new_page() for context in contexts)
        pages = (self.owner, self.publisher, self.reviewer, self.lead)
        for page, (agency, role, body) in zip(pages, PEOPLE, strict=True):
            self._let_in(page, agency, role, body)
        yield
        for context in contexts:
            context.close()

    def test_said_published_judged_and_asked(self) -> None:
        self.when_an_owner_says_how_far_it_is_with_a_file()
        self.then_a_second_person_publishes_it_and_everybody_reads_it()
        self.when_an_area_lead_says_how_far_it_is_there()
        self.then_it_stands_on_the_page_of_the_area()
        self.when_a_reviewer_judges_and_asks()
        self.then_the_owner_answers()
        self.then_no_other_room_has_a_barrier()

    def when_an_owner_says_how_far_it_is_with_a_file(self) -> None:
        page, file = self.owner, self.folder / "count.pdf"
        file.write_bytes(b"%PDF-1.4\n% invented\n")
        expect(page.get_by_role("heading", level=1)).to_have_text("Plans")
        self._check(page)
        page.get_by_role("link", name="Our commitments").click()
        self._check(page)
        page.get_by_role("link", name=re.compile("Say how far it is.*EA-01")).click()
        page.get_by_role("button", name="Keep it and look at it").click()
        expect(page.locator("#error-summary")).to_be_visible()
        self._check(page)
        page.get_by_label("How far is it?").select_option(label="Under way")
        page.get_by_label("In words", exact=False).first.fill(WORDS)
        page.get_by_role("button", name="Keep it and look at it").click()
        self._check(page)
        page.get_by_role("link", name="Add evidence").click()
        self._check(page)
        page.get_by_label("What the evidence is").fill("Our count (invented)")
        page.get_by_label("A file").set_input_files(file)
        page.get_by_role("button", name="Put it beside what you said").click()
        page.get_by_role("link", name="See the public page as it will be").click()
        expect(page.get_by_role("main")).to_contain_text(WORDS)
        expect(page.get_by_text("Nobody else sees it yet")).to_be_visible()
        self._check(page, is_public=True)
        page.get_by_role("link", name="Back to what you wrote").click()
        page.get_by_role("button", name="Hand it in").click()
        expect(page.get_by_role("main")).to_contain_text("waits to be published")

    def then_a_second_person_publishes_it_and_everybody_reads_it(self) -> None:
        page = self.publisher
        page.goto("/workspace/plans/queue/")
        self._check(page)
        page.get_by_role("link", name="Buy kits").click()
        page.get_by_role("button", name="Publish it").click()
        expect(page.get_by_role("main")).to_contain_text("Published by")
        page.goto("/plans/answer-2023/EA-01/")
        expect(page.get_by_role("main")).to_contain_text(WORDS)
        expect(page.get_by_role("link", name="Our count (invented)")).to_be_visible()

    def when_an_area_lead_says_how_far_it_is_there(self) -> None:
        page = self.lead
        page.get_by_role("link", name="What our areas must deliver").click()
        self._check(page)
        page.get_by_role("link", name=re.compile("Say how far it is here.*EA-02")).click()
        expect(page.get_by_role("main")).to_contain_text("Northmark")
        page.get_by_label("How far is it?").select_option(label="Complete")
        page.get_by_label("In words", exact=False).first.fill(THERE)
        page.get_by_role("button", name="Keep it and look at it").click()
        page.get_by_role("button", name="Hand it in").click()
        expect(page.get_by_role("main")).to_contain_text("waits to be published")

    def then_it_stands_on_the_page_of_the_area(self) -> None:
        page = self.publisher
        page.goto("/workspace/plans/queue/")
        page.get_by_role("link", name="Keep a night desk").click()
        page.get_by_role("button", name="Publish it").click()
        page = self.lead
        page.goto("/areas/northmark/")
        row = page.get_by_role("row", name=re.compile("EA-02"))
        expect(row).to_contain_text("Complete")
        row.get_by_role("link", name="Keep a night desk").click()
        expect(page.get_by_role("main")).to_contain_text(THERE)

    def when_a_reviewer_judges_and_asks(self) -> None:
        page = self.reviewer
        self._check(page)
        page.get_by_role("link", name="What wants looking at").click()
        self._check(page)
        page.get_by_role("searchbox").fill("government kits")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name="Buy kits").click()
        self._check(page)
        page.get_by_text("Not met", exact=True).click()
        page.get_by_label("Why").fill(FOUND)
        for part, value in (("Day", "1"), ("Month", "6"), ("Year", "2025")):
            page.get_by_role("group", name="Found on").get_by_label(part).fill(value)
        page.get_by_role("button", name="Publish the verdict").click()
        expect(page.get_by_role("main")).to_contain_text(FOUND)
        page.get_by_role("link", name="Ask the owner").click()
        self._check(page)
        page.get_by_label("What do you ask?").fill(ASKED)
        page.get_by_role("button", name="Ask").click()
        page.goto("/plans/answer-2023/EA-01/")
        expect(page.get_by_role("main")).to_contain_text(FOUND)

    def then_the_owner_answers(self) -> None:
        page = self.owner
        page.goto("/workspace/plans/")
        page.get_by_role("link", name=ASKED).click()
        page.get_by_label("Your answer").fill("Southhaven has none (invented).")
        page.get_by_role("button", name="Answer").click()
        page = self.reviewer
        page.goto("/workspace/plans/")
        page.get_by_role("link", name=ASKED).click()
        expect(page.get_by_role("main")).to_contain_text("Southhaven has none")
        self._check(page)
        page.get_by_text("not answered to our satisfaction").click()
        page.get_by_role("button", name="Close the question").click()
        page.get_by_role("link", name="What we have asked").click()
        expect(page.get_by_role("main")).to_contain_text("not answered to our satisfaction")

    def then_no_other_room_has_a_barrier(self) -> None:
        rooms = (
            (self.reviewer, ("questions/", "meetings/", "since/", "lists/silent/")),
            (self.owner, ("tables/",)),
            (self.publisher, ("",)),
        )
        for page, addresses in rooms:
            for address in addresses:
                page.goto(f"/workspace/plans/{address}")
                self._check(page)

    def _check(self, page: Page, *, is_public: bool = False) -> None:
        look_at(page, self.axe, is_public=is_public)

    def _let_in(self, page: Page, agency: str, role: str, body: str) -> None:
        name = agency
        if agency != "national":
            words = ("--name", f"Register {agency}", "--kind", "partnership", "--area", "EM-A01")
            said = self.site.command("access", "create-agency", *words)
            name = said.split()[1].rstrip(":")
        if body:
            judges = ("--judges",) if role == "plan-reviewer" else ()
            self.site.command("plans", "let-speak", name, body, *judges)
        email = f"{role}@register.example"
        page.goto("/workspace/")
        first_sign_in(page, email, self.site.newcomer(email, role=role, agency=name))
