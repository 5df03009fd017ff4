"""Somebody looks for help, at a desk and on a phone, with and without scripts; nobody learns of it."""

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK, PHONE, a_browser, watched
from tests.journeys.helping import picture
from tests.journeys.staff import StaffSite
from tests.journeys.test_accessibility import axe, barriers
from tests.journeys.weighing import KILOBYTES_AT_MOST, Scale

__all__ = ["axe"]
WIDTHS = {"desk": DESK, "phone": PHONE}


@pytest.fixture(scope="module")
def site(helping_site: StaffSite) -> str:
    """The invented country with its directory."""
    return helping_site.address


@pytest.fixture(scope="module")
def browser(site: str) -> Iterator[Browser]:
    """The browser, which starts when the site stands."""
    with a_browser() as started:
        yield started


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    """A phone that is watched."""
    with watched(browser, site, viewport=PHONE, has_touch=True, is_mobile=True) as (page, _watch):
        yield page


@pytest.fixture
def phone_without_scripts(browser: Browser, site: str) -> Iterator[Page]:
    """A phone that runs no script, watched too."""
    options = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "java_script_enabled": False}
    with watched(browser, site, **options) as (page, _watch):
        yield page


def ask(page: Page, need: str = "", where: str = "") -> None:
    """Ask for something at a place."""
    page.goto("/help/")
    page.get_by_label("What do you need?").fill(need)
    page.get_by_label("Where?").fill(where)
    page.get_by_role("button", name="Find help").click()


def service_address(page: Page, name: str) -> str:
    """Return the address of a service by its name."""
    page.goto(f"/help/?need={name}")
    return page.get_by_role("link", name=f"{name} (invented)").first.get_attribute("href") or ""


class TestAtTwoInTheMorning:
    """From the first page to a number that answers, on a shared phone, without scripts."""

    def test_one_badly_typed_sentence_leads_to_a_door(self, phone_without_scripts: Page) -> None:
        self.page = phone_without_scripts
        self.when_i_follow_the_way_in_from_the_first_page()
        self.and_i_type_what_comes_to_mind()
        self.then_i_see_places_with_how_they_stand_and_numbers_that_dial()
        self.when_i_open_the_first()
        self.then_its_page_says_when_and_how_and_its_title_tells_nothing()

    def when_i_follow_the_way_in_from_the_first_page(self) -> None:
        self.page.goto("/")
        self.page.get_by_role("link", name="Find help near you").click()
        expect(self.page.get_by_role("button", name="Near me")).to_be_hidden()

    def and_i_type_what_comes_to_mind(self) -> None:
        self.page.get_by_label("What do you need?").fill("needels lanternbridge")
        self.page.get_by_role("button", name="Find help").click()

    def then_i_see_places_with_how_they_stand_and_numbers_that_dial(self) -> None:
        expect(self.page).to_have_title("Find help – Tideturn")
        expect(self.page.locator(".tt-understood")).to_contain_text("Needles and injecting equipment")
        first = self.page.locator(".tt-result").first
        expect(first.locator(".tt-state strong")).to_have_text(re.compile("Open now|Shut now"))
        expect(first.get_by_role("link", name=re.compile("^Call"))).to_have_attribute("href", re.compile(r"^tel:\d+$"))

    def when_i_open_the_first(self) -> None:
        self.page.locator(".tt-result__name a").first.click()

    def then_its_page_says_when_and_how_and_its_title_tells_nothing(self) -> None:
        expect(self.page).to_have_title("Find help – Tideturn")
        expect(self.page.get_by_role("heading", name="How to get in")).to_be_visible()
        expect(self.page.get_by_role("table", name="The next seven days")).to_be_visible()
        expect(self.page.locator(".tt-code").first).to_have_text(re.compile(r"^HLP-"))
        expect(self.page.get_by_role("link", name="Hide this page")).to_be_visible()


def test_place_that_is_not_known_and_a_need_nobody_meets_still_end_at_a_number(phone: Page) -> None:
    ask(phone, "zzzz qqqq", "Nowhere-on-Sea")

    expect(phone.get_by_role("main")).to_contain_text("We do not know a place called “Nowhere-on-Sea”")
    expect(phone.locator(".tt-lines a").first).to_have_attribute("href", "tel:01632960999")


def test_name_of_two_places_is_asked_about(phone: Page) -> None:
    ask(phone, "", "Millbrook")
    phone.get_by_role("link", name="Millbrook, Southhaven").tap()

    expect(phone.locator(".tt-understood")).to_contain_text("near Millbrook, Southhaven")


def test_near_me_is_answered_by_the_browser_alone(browser: Browser, site: str) -> None:
    options = {"geolocation": {"latitude": 49.4012345, "longitude": -25.1012345}, "permissions": ["geolocation"]}
    with watched(browser, site, viewport=PHONE, **options) as (page, _watch):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
        page.goto("/help/")
        assert not [url for url in asked if "districts" in url], "the districts are fetched after a click alone"
        page.get_by_role("button", name="Near me").click()
        expect(page.get_by_label("Where?")).to_have_value("SHV1")
        expect(page.get_by_role("status")).to_contain_text("stays in this browser")
        page.get_by_role("button", name="Find help").click()
        expect(page.locator(".tt-understood")).to_contain_text("near SHV1")

        assert [url for url in asked if "districts.json" in url]
        assert not [url for url in asked if "49.4" in url or "25.1" in url]


def test_wrong_entry_is_told_and_its_answer_looked_up(phone_without_scripts: Page) -> None:
    page = phone_without_scripts
    page.goto(service_address(page, "Night Van"))
    page.get_by_role("link", name="This is wrong: tell us").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what is wrong.")
    page.get_by_text("The hours", exact=True).click()
    page.get_by_label("What would be right, or what did you find?").fill("It stops at midnight.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
    page.get_by_role("link", name="the answer to what you told us").click()

    expect(page.get_by_role("main")).to_contain_text("Nobody has answered yet")
    assert "midnight" not in page.content()


def test_code_is_typed_on_another_phone(phone: Page) -> None:
    address = service_address(phone, "Night Van")
    phone.goto("/help/code/")
    phone.get_by_label("Code").fill(address.strip("/").split("/")[1].lower().replace("-", ""))
    phone.get_by_role("button", name="Open").tap()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Night Van (invented)")


@pytest.fixture
def library(site: str) -> Iterator[str]:
    """The address of somebody else's page, which frames whichever page of ours is named in it."""

    class Library(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f'<title>Library</title><iframe src="{site}{self.path}" title="Help"></iframe>'.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Library)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_box_works_in_a_page_of_somebody_else(browser: Browser, library: str) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{library}/help/widget/")
    frame = page.frame_locator("iframe")
    frame.get_by_label("What do you need?").fill("naloxone")
    with context.expect_page() as opened:
        frame.get_by_role("button", name="Find help").click()

    expect(opened.value.locator(".tt-understood")).to_contain_text("Naloxone")
    assert context.cookies() == []
    context.close()


def test_other_pages_may_not_be_framed(browser: Browser, library: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{library}/help/")

    expect(page.frame_locator("iframe").get_by_label("What do you need?")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_have_no_barrier_fit_and_weigh_little(browser: Browser, site: str, axe: str, width: str) -> None:
    context = browser.new_context(base_url=site, viewport=WIDTHS[width], bypass_csp=True)
    page = context.new_page()
    scale = Scale(page)
    night_van, detox, safe = (service_address(page, name) for name in ("Night Van", "Harbour Detox", "Safe Door"))
    pages = {
        "ask": "/help/", "fullest": "/help/?where=Lanternbridge", "found": "/help/?need=naloxone&where=Southhaven",
        "tonight": "/help/?need=needles+southhaven+tonight",
        "choice": "/help/?where=Millbrook&no_referral=yes", "nothing": "/help/?need=zzzz&where=Nowhere",
        "country": "/help/?need=for+my+son", "easy": "/help/?need=naloxone&where=Southhaven&easy=1",
        "service": detox, "service-easy": f"{detox}?easy=1", "confidential": safe,
        "wrong": f"{night_van}wrong/", "code": "/help/code/?code=HLP-1", "widget": "/help/widget/",
    }  # fmt: skip
    for name, address in pages.items():
        scale.check(address)
        picture(page, f"help-{name}-{width}")
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        assert barriers(page, axe) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    context.close()


def test_scale_sees_what_a_click_would_bring_and_weighs_the_same_twice(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site)
    page = context.new_page()
    scale = Scale(page)
    first, again = scale.weight_of("/help/?where=Lanternbridge"), scale.weight_of("/help/?where=Lanternbridge")
    page.evaluate("import(document.querySelector('[data-program]').dataset.program).then(() => true)")

    assert abs(first - again) < 1024, "what the browser has already is weighed again"
    assert first > 50 * 1024, "styles, scripts and letters are weighed too"
    assert scale.weight() > KILOBYTES_AT_MOST * 1024
    context.close()


def test_service_prints_with_its_code_and_without_what_only_a_screen_needs(phone: Page) -> None:
    phone.goto(service_address(phone, "Harbour Detox"))
    phone.emulate_media(media="print")

    assert phone.locator(".tt-code").is_visible()
    assert phone.get_by_role("link", name="This is wrong: tell us").is_hidden()
    assert phone.locator(".tt-leave").is_hidden()
