"""A provider writes an entry, the partnership approves, everybody sees it; a link in a mail keeps it fresh."""

import json
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.staff import StaffSite, first_sign_in
from tests.journeys.test_accessibility import axe, barriers
from tests.journeys.test_workspace_accessibility import FINGER, SMALL

__all__ = ["axe"]
SIZES = {"desk": DESK, "phone": PHONE}
ROOMS = ("directory/changes/", "directory/wrong/", "directory/feeds/", "directory/coverage/", "directory/coverage/?all",
         "directory/coverage/northmark/naloxone/", "directory/unlisted/", "directory/keepers/")  # fmt: skip
ELEVEN_MONTHS_AGO = (
    "update directory_service set checked_on = (now() - interval '11 months 2 days')::date where name = %s"
)
# What the worker does every minute, done once; and the address as it stands in the letter.
REMIND = """
from tideturn.engines.directory.actions import reminding
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.delivery.models import Message
from tideturn.foundations.delivery.signed_links import signed

reminding.keep_up()
with acting(system_actor("delivery")):
    print(signed(Message.objects.filter(kind="still-right", recipient=%r).get().link))
"""


class TestKeepingTheDirectory:
    """Every page on the way without a barrier, at a desk and on a phone."""

    @pytest.fixture(autouse=True, params=list(SIZES))
    def two_people(
        self, request: pytest.FixtureRequest, staff_browser: Browser, staff_site: StaffSite, axe: str
    ) -> Iterator[None]:
        self.mark, self.axe, self.site = request.param, axe, staff_site
        self.name, self.email = f"Warm Door {self.mark} (invented)", f"effie-{self.mark}@harbour.example"
        options = {"base_url": staff_site.address, "viewport": SIZES[self.mark], "bypass_csp": True}
        contexts = [staff_browser.new_context(**options) for _ in range(3)]
        self.editor, self.approver, self.nobody = (context.new_page() for context in contexts)
        self._sign_in(self.editor, f"Harbour {self.mark}", "third-sector-service", "directory-editor", self.email)
        email = f"ada-{self.mark}@northmark.example"
        self._sign_in(self.approver, f"Northmark {self.mark}", "partnership", "directory-approver", email)
        yield
        for context in contexts:
            context.close()

    def test_written_approved_seen_and_kept_fresh(self) -> None:
        self.when_a_new_service_is_written_and_sent()
        self.then_the_partnership_brings_it_in()
        self.when_its_hours_are_changed()
        self.then_the_partnership_brings_it_in()
        self.then_everybody_sees_the_hours()
        self.then_what_somebody_finds_wrong_is_answered()
        self.then_one_button_of_a_mail_says_it_is_still_right()
        self.then_no_room_of_the_partnership_has_a_barrier()

    def when_a_new_service_is_written_and_sent(self) -> None:
        page = self.editor
        page.goto("/workspace/directory/")
        self._check(page)
        page.get_by_role("link", name="Add a service").click()
        self._check(page)
        page.get_by_role("button", name="Look at it").click()
        expect(page.locator("#error-summary")).to_be_visible()
        self._check(page)
        page.get_by_label("Name of the service").fill(self.name)
        page.get_by_label("Telephone").fill("01999 123456")
        page.get_by_text("Naloxone", exact=True).first.click()
        page.get_by_label("Street and number").fill("7 Quay Street")
        page.get_by_label("Town").fill("Northmark")
        page.get_by_label("Postcode").fill("NMK1 1AA")
        page.get_by_role("button", name="Look at it").click()
        self._send(page)

    def when_its_hours_are_changed(self) -> None:
        page = self.editor
        page.goto("/workspace/directory/")
        page.get_by_role("region", name="Entries").get_by_role("link", name=self.name).click()
        self._check(page)
        page.get_by_role("link", name="Change its hours").click()
        self._check(page)
        page.get_by_label("Monday").fill("9:00 to 12:30, 13:30 to 17:00")
        page.get_by_label("Why do you change it?").fill("We open on Mondays now.")
        page.get_by_role("button", name="Look at it").click()
        expect(page.get_by_role("main")).to_contain_text("Monday: 09:00 to 12:30, 13:30 to 17:00")
        self._send(page)

    def then_the_partnership_brings_it_in(self) -> None:
        page = self.approver
        page.goto("/workspace/directory/changes/")
        page.get_by_role("link", name=self.name).first.click()
        self._check(page)
        page.get_by_role("button", name="Bring it into the directory").click()
        expect(page.get_by_role("main")).to_contain_text("Approved by")

    def then_everybody_sees_the_hours(self) -> None:
        found = self._public()
        schedules = found["service_at_locations"][0].get("schedules") or found["schedules"]
        hours = {(one["byday"], one["opens_at"], one["closes_at"]) for one in schedules}

        assert hours == {("MO", "09:00", "12:30"), ("MO", "13:30", "17:00")}
        assert found["phones"][0]["number"] == "01999 123456"

    def then_what_somebody_finds_wrong_is_answered(self) -> None:
        with psycopg.connect(self.site.database) as owner:
            [code] = owner.execute("select code from directory_service where name = %s", [self.name]).fetchone()
        told, page = self.nobody, self.approver
        told.goto(f"/help/{code}/wrong/")
        told.get_by_text("The hours", exact=True).click()
        told.get_by_role("button", name="Send").click()
        told.get_by_role("link", name="the answer to what you told us").click()
        expect(told.get_by_role("main")).to_contain_text("Nobody has answered yet")

        page.goto("/workspace/directory/")
        page.get_by_role("link", name="Said to be wrong").click()
        page.get_by_role("link", name=f"{self.name}: The hours").click()
        self._check(page)
        page.get_by_role("button", name="Answer").click()
        expect(page.locator("#error-summary")).to_be_visible()
        self._check(page)
        page.get_by_text("It was looked at, and is right as it stands", exact=True).click()
        page.get_by_label("Your answer").fill("We rang and asked: that is right.")
        page.get_by_role("button", name="Answer").click()
        expect(page.get_by_role("main")).to_contain_text("Answered by")
        self._check(page)
        told.reload()
        expect(told.get_by_role("main")).to_contain_text("We rang and asked: that is right.")

    def then_one_button_of_a_mail_says_it_is_still_right(self) -> None:
        with psycopg.connect(self.site.database) as owner:
            owner.execute(ELEVEN_MONTHS_AGO, [self.name])
        self.editor.goto("/workspace/directory/")
        self._check(self.editor)
        page = self.nobody
        page.goto(self._beside(REMIND % self.email).strip())
        expect(page.get_by_role("heading", level=1)).to_have_text("Is it still right?")
        self._check(page)
        page.get_by_role("button", name="Yes, it is still right").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
        self._check(page)

        assert self._public()["assured_date"] == datetime.now(UTC).date().isoformat()

    def then_no_room_of_the_partnership_has_a_barrier(self) -> None:
        for address in ROOMS:
            self.approver.goto(f"/workspace/{address}")
            self._check(self.approver)
        self.approver.get_by_role("link", name="Say who keeps it").first.click()
        self._check(self.approver)

    def _sign_in(self, page: Page, agency: str, kind: str, role: str, email: str) -> None:
        self.site.command("access", "create-agency", "--name", agency, "--kind", kind, "--area", "EM-A01")
        key = agency.lower().replace(" ", "-")
        first_sign_in(page, email, self.site.newcomer(email, role=role, agency=key))

    def _send(self, page: Page) -> None:
        self._check(page)
        page.get_by_role("button", name="Send it to the partnership").click()
        expect(page.get_by_role("main")).to_contain_text("waits to be decided")

    def _check(self, page: Page) -> None:
        assert barriers(page, self.axe) == []
        assert page.evaluate(SMALL, FINGER) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def _public(self) -> dict:
        name = urllib.request.quote(self.name)
        listed = self._read(f"/open-referral/services?search={name}")
        [found] = [one for one in listed["contents"] if one["name"] == self.name]
        return self._read(f"/open-referral/services/{found['id']}")

    def _read(self, path: str) -> dict:
        with urllib.request.urlopen(f"{self.site.address}{path}", timeout=20) as answer:  # noqa: S310 - our own server
            return json.load(answer)

    def _beside(self, program: str) -> str:
        return self.site.beside.python(program)
