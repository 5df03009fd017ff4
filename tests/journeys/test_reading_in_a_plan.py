"""A plan in a layout of its own, from a Word document to its public page; every page on the way without a barrier."""

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.staff import StaffSite, first_sign_in
from tests.journeys.test_accessibility import axe
from tests.journeys.walking import look_at

__all__ = ["axe"]
# A table by aims, with what is to be done and by whom in columns that none of the five published plans has.
AIMS = (
    ("Aim", "Ref", "What we will do", "Lead", "By when"),
    ("Lighter harbours", "A/1", "Mend every lamp on the {mark} quay", "Harbour Lights", "By June 2031"),
    (
        "",
        "A/2",
        "Train a lamp keeper for each door of the {mark} quay and pay each of them",
        "Lamp Guild",
        "Spring 2030",
    ),
    ("Fewer deaths", "B/1", "Keep kits at every door of the {mark} quay. Count them each month", "", ""),
    ("", "B/2", "Hold a fair", "Harbour Lights", "Yearly"),
)


def word_document(mark: str) -> bytes:
    """Return the invented plan as Word keeps it."""
    document = docx.Document()
    document.add_heading(f"A Lighter Harbour ({mark})", 1)
    document.add_paragraph("The sea is wide. This is what we want to do about it, aim by aim.")
    table = document.add_table(rows=len(AIMS), cols=len(AIMS[0]))
    for row, cells in zip(table.rows, AIMS, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words.format(mark=mark)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


class TestReadingInAPlan:
    """Done on a phone; each page is looked at on a desk too."""

    @pytest.fixture(autouse=True)
    def publisher(self, staff_browser: Browser, staff_site: StaffSite, axe: str, tmp_path: Path) -> Iterator[None]:
        self.mark, self.axe, self.site = "long", axe, staff_site
        self.file = tmp_path / "harbour.docx"
        self.file.write_bytes(word_document(self.mark))
        options = {"base_url": staff_site.address, "viewport": PHONE, "bypass_csp": True}
        contexts = [staff_browser.new_context(**options) for _ in range(2)]
        self.page, self.nobody = (context.new_page() for context in contexts)
        email = f"pia-{self.mark}@register.example"
        first_sign_in(self.page, email, staff_site.newcomer(email, "plan-publisher", "national"))
        yield
        for context in contexts:
            context.close()

    def test_from_document_to_public_page(self) -> None:
        self.when_the_document_is_uploaded()
        self.when_it_is_said_what_plan_it_is()
        self.then_nothing_can_be_published_unread()
        self.when_each_draft_is_decided()
        self.then_the_plan_is_published_for_everybody()
        self.then_a_slip_is_corrected_and_the_page_says_so()
        self.then_links_to_earlier_plans_wait_for_a_person()

    def when_the_document_is_uploaded(self) -> None:
        page = self.page
        page.get_by_role("link", name="Plans").first.click()
        page.get_by_role("link", name="New plans").click()
        page.get_by_role("button", name="Read it").click()
        expect(page.locator("#error-summary")).to_be_visible()
        self._check(page)
        page.get_by_label("The document").set_input_files(self.file)
        page.get_by_role("button", name="Read it").click()

    def when_it_is_said_what_plan_it_is(self) -> None:
        page = self.page
        expect(page.get_by_role("heading", name="What plan is it?")).to_be_visible()
        self._check(page)
        page.get_by_label("Title of the plan, as published").fill(f"A Lighter Harbour ({self.mark})")
        page.get_by_label("What its pages call it").fill(f"Lighter Harbour {self.mark}")
        page.get_by_label("Its id").fill(f"lighter-harbour-{self.mark}")
        page.get_by_label("Who published it").select_option(label="Harbour Lights")
        page.get_by_text("promised by its maker", exact=True).click()
        for part, value in (("Day", "3"), ("Month", "2"), ("Year", "2026")):
            page.get_by_label(part).fill(value)
        page.get_by_role("button", name="Keep it").click()
        expect(page.get_by_text("4 drafts to decide")).to_be_visible()
        self._check(page)

    def then_nothing_can_be_published_unread(self) -> None:
        page = self.page
        page.get_by_role("link", name="Publish it").click()
        expect(page.get_by_text("Nothing is published unread")).to_be_visible()
        expect(page.get_by_role("button", name="Publish it for everybody")).to_have_count(0)
        self._check(page)
        page.go_back()

    def when_each_draft_is_decided(self) -> None:
        page = self.page
        page.get_by_role("link", name="Keep kits at every door").click()
        expect(page.locator(".tw-lines__read").first).to_contain_text("Keep kits")
        self._check(page)
        page.get_by_label("The second part begins with").fill("Count them")
        page.get_by_role("button", name="Split it in two").click()
        page.get_by_label("Title", exact=True).fill("Kits at every door of the quay")
        page.get_by_label("Who answers for it").fill("Harbour Lights")
        page.get_by_role("button", name="Accept it so").click()
        for _ in range(3):
            expect(page.get_by_role("heading", name="Draft")).to_be_visible()
            page.get_by_role("button", name="Accept it so").click()
        expect(page.get_by_label("Wording, as published")).to_have_value("Hold a fair")
        page.get_by_label("Why is it no commitment of this plan?").fill("A fair is no promise.")
        page.get_by_role("button", name="Drop it").click()
        expect(page.get_by_text("0 drafts to decide; 4 accepted, 1 dropped.")).to_be_visible()

    def then_the_plan_is_published_for_everybody(self) -> None:
        page = self.page
        assert self.nobody.goto(f"/plans/lighter-harbour-{self.mark}/").status == 404
        page.get_by_role("link", name="Publish it").click()
        self._check(page)
        page.get_by_role("button", name="Publish it for everybody").click()
        expect(page.get_by_role("heading", name=f"Lighter Harbour {self.mark}").first).to_be_visible()
        self.nobody.goto(f"/plans/lighter-harbour-{self.mark}/")
        self.nobody.get_by_role("link", name="Kits at every door of the quay").first.click()
        expect(self.nobody.get_by_text(f"Keep kits at every door of the {self.mark} quay.").first).to_be_visible()

    def then_a_slip_is_corrected_and_the_page_says_so(self) -> None:
        page, address = self.page, self.nobody.url
        page.goto(address.replace("/plans/", "/workspace/plans/correct/"))
        self._check(page)
        page.get_by_label("Title", exact=True).fill("Kits at each door of the quay")
        page.get_by_role("button", name="Correct it for everybody").click()
        expect(page.locator("#error-summary")).to_be_visible()
        self._check(page)
        page.locator("[name=reason]").fill("A word was typed wrongly (invented).")
        page.get_by_role("button", name="Correct it for everybody").click()
        expect(page.get_by_role("heading", name="Corrected")).to_be_visible()
        look_at(page, self.axe, is_public=True)
        page.set_viewport_size(PHONE)

    def then_links_to_earlier_plans_wait_for_a_person(self) -> None:
        page = self.page
        page.goto("/workspace/plans/links/")
        self._check(page)
        page.get_by_role("link", name=f"Lighter Harbour {self.mark}").first.click()
        self._check(page)
        page.get_by_label("Why does it not belong?").fill("Only the words are alike.")
        page.get_by_role("button", name="Refuse it").click()
        page.goto("/workspace/plans/doubles/?plan=open-doors-2016")
        self._check(page)

    def _check(self, page: Page) -> None:
        look_at(page, self.axe)
        page.set_viewport_size(PHONE)
