"""Somebody asks in one line and sees where to go, what that is worth, and never nothing."""

import csv
import io
import re

import pytest

from tests.interfaces.website import reading
from tests.interfaces.website.helping import directory, filled_directory, service
from tideturn.engines.directory.models import Listing

__all__ = ["directory", "filled_directory"]
pytestmark = pytest.mark.usefixtures("directory")
STREETS = ("Quay Street", "Nowhere Lane", "Made-up Row", "Lantern Square", "Example Close", "Invented Street")


def test_box_stands_alone_with_the_lines_that_are_always_open(visitor) -> None:
    answer = visitor.get("/help/")

    said = reading.words(answer)
    assert "What do you need?" in said
    assert b'href="tel:01632960999"' in answer.content
    assert b'href="tel:01632960111"' in answer.content
    assert "no-store" not in answer.headers.get("Cache-Control", "")


def test_one_line_is_enough(visitor) -> None:
    said = reading.words(visitor.get("/help/", {"need": "needles lanternbridge now"}))

    assert "Needles and injecting equipment" in said
    assert "near Lanternbridge, Midvale" in said
    assert "Lanternbridge Needle Exchange (invented)" in said
    assert "Open now, until 7pm" in said, said


def test_what_was_found_is_kept_by_no_cache_and_no_search_engine(visitor) -> None:
    for address in ("/help/?need=detox", f"/help/{service('Night Van').code}/", "/help/results.csv?need=detox"):
        assert "no-store" in visitor.get(address).headers["Cache-Control"], address
    assert visitor.get("/help/?need=detox").headers["X-Robots-Tag"] == "noindex"
    assert b"Disallow: /help/?" in visitor.get("/robots.txt").content


@pytest.mark.parametrize("address", ["/help/?need=heroin+dundee", "/help/?where=Southhaven&families=yes&easy=1"])
def test_title_tells_nothing_of_whoever_looks(visitor, address) -> None:
    assert re.search(rb"<title>(.*?)</title>", visitor.get(address).content)[1] == "Find help – Tideturn".encode()


def test_title_of_a_service_tells_nothing_either(visitor) -> None:
    for ending in ("", "?easy=1", "wrong/"):
        answer = visitor.get(f"/help/{service('Harbour Detox').code}/{ending}")
        assert re.search(rb"<title>(.*?)</title>", answer.content)[1] == "Find help – Tideturn".encode()


def test_nothing_is_never_the_end(visitor) -> None:
    said = reading.words(visitor.get("/help/", {"need": "qqqqqq zzzzz", "where": "Nowhere-on-Sea"}))

    assert "We do not know a place called “Nowhere-on-Sea”" in said
    assert "Call 01632 960999" in said
    assert "What comes nearest" in said


def test_a_directory_that_is_empty_still_shows_the_lines(visitor) -> None:
    from tideturn.engines.directory.models import Listing

    Listing.objects.update(is_shown=False)

    said = reading.words(visitor.get("/help/", {"need": "detox", "where": "Southhaven"}))

    assert "Nothing near that we know of" in said
    assert "That does not mean that there is no help." in said
    assert "Call 01632 960111" in said


@pytest.mark.parametrize("easy", ["", "1"])
def test_nothing_is_said_to_be_shown_without_something_where_nothing_is_shown(visitor, easy) -> None:
    from tideturn.engines.directory.models import Listing

    asked = {"need": "heroin detox qqqqqq tonight", "where": "Southhaven", "no_referral": "yes", "easy": easy}
    assert "shown without" in reading.words(visitor.get("/help/", asked))
    Listing.objects.update(is_shown=False)

    said = reading.words(visitor.get("/help/", asked))

    assert "shown without" not in said
    assert "We looked for:" in said


def test_a_name_of_several_places_gives_the_choice(visitor) -> None:
    answer = visitor.get("/help/", {"where": "Millbrook"})

    assert "Several places have this name" in reading.words(answer)
    links = sorted(link for link in reading.links(answer.content, "/help/") if "where=Millbrook%2C" in link)
    assert len(links) >= 2
    shown = [re.search(r"near (Millbrook, \w+)", reading.words(visitor.get(link)))[1] for link in links]
    assert {"Millbrook, Midvale", "Millbrook, Southhaven"} <= set(shown)
    assert all("Several places" not in reading.words(visitor.get(link)) for link in links)


def test_pages_are_turned_and_what_lies_beyond_is_said(visitor) -> None:
    first, second = visitor.get("/help/?where=Lanternbridge"), visitor.get("/help/?where=Lanternbridge&page=2")

    assert "1 to 10 of" in reading.words(first)
    assert "11 to 20 of" in reading.words(second)
    assert visitor.get("/help/?where=Lanternbridge&page=99").status_code == 404
    assert visitor.get("/help/?where=Lanternbridge&page=x").status_code == 400


@pytest.mark.parametrize(
    "odd",
    [
        "when=someday",
        "need=%00%ff",
        "where=%3Cscript%3E",
        f"need={'x' * 5000}",
        "easy=9&no_referral=no",
        "need=%22+or+%22",
    ],
)
def test_odd_questions_are_answered_all_the_same(visitor, odd) -> None:
    answer = visitor.get(f"/help/?{odd}")

    assert answer.status_code == 200
    assert b"<script>" not in answer.content


def test_table_holds_what_the_page_holds_and_runs_nothing(visitor) -> None:
    from tideturn.engines.directory.models import Service

    Service.objects.filter(name__startswith="Night Van").update(name="=cmd|' /C calc'!A0")
    answer = visitor.get("/help/results.csv?need=naloxone&where=Southhaven")

    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0][0] == "what it is called"
    assert len(rows) > 5
    assert any(row[0] == "'=cmd|' /C calc'!A0" for row in rows)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_map_shows_what_the_list_says(visitor) -> None:
    answer = visitor.get("/help/?where=Southhaven&need=naloxone")

    labels = {
        label
        for text in re.findall(rb'<g transform[^>]*>.*?<text dy="5">([^<]+)</text>', answer.content)
        for label in text.decode().split(", ")
    }
    assert labels
    assert labels <= {str(number) for number in range(1, 11)}


def test_easy_words_are_one_fact_a_line(visitor) -> None:
    said = reading.words(visitor.get("/help/?need=naloxone&where=Southhaven&easy=1"))

    assert "Night Van (invented)" in said
    assert "Show all details" in said


def test_confidential_place_is_shown_nowhere(visitor) -> None:
    code = service("Safe Door").code
    pages = [
        visitor.get(f"/help/{code}/"), visitor.get(f"/help/{code}/?easy=1"), visitor.get(f"/help/{code}/wrong/"),
        visitor.get("/help/?need=women+crisis&where=Beacon+Hill"), visitor.get("/help/?need=safe+door"),
        visitor.get("/help/?need=women+crisis&where=Beacon+Hill&easy=1"),
    ]  # fmt: skip
    number = re.search(r"(\d+) ", "31 x")[1]

    for answer in pages:
        assert answer.status_code == 200, number
        assert "Safe Door" in reading.words(answer)
    for answer in pages[:3]:
        assert not [street for street in STREETS if street in answer.content.decode()]
        assert b"geo:" not in answer.content
        assert b'"geo"' not in answer.content
        assert b"NMK1" not in answer.content
    assert "stays confidential" in reading.words(pages[0])


def test_confidential_place_that_is_planted_is_seen(visitor) -> None:
    """The guard above would see an address, were one shown."""
    shown = visitor.get(f"/help/{service('Harbour Detox').code}/")

    assert [street for street in STREETS if street in shown.content.decode()]
    assert b"geo:" in shown.content


def test_code_that_was_read_out_leads_to_its_page(visitor) -> None:
    code = service("Night Van").code

    sloppy = code.lower().replace("-", " ")
    assert visitor.get("/help/code/", {"code": sloppy}).headers["Location"] == f"/help/{code}/"
    assert visitor.get(f"/help/{service('Night Van').pk}/").headers["Location"] == f"/help/{code}/"
    assert visitor.get(f"/help/{code.lower()}/").headers["Location"] == f"/help/{code}/"
    wrong = visitor.get("/help/code/", {"code": "HLP-0000-0000"})
    assert wrong.status_code == 404
    assert "No page has the code" in reading.words(wrong)
    assert visitor.get("/help/HLP-0000-0000/").status_code == 404


def test_districts_are_few_and_coarse(visitor) -> None:
    answer = visitor.get("/help/districts.json")

    assert answer.json()[0] == ["NMK1", 50.6, -25.0]
    assert len(answer.json()) == 8
    assert "max-age=86400" in answer.headers["Cache-Control"]


def test_districts_of_a_real_country_weigh_little(visitor, monkeypatch, repository) -> None:
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "scotland"))

    assert len(visitor.get("/help/districts.json").content) < 20_000


def test_box_for_other_sites_may_be_framed_and_runs_nothing(visitor) -> None:
    answer = visitor.get("/help/widget/")

    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    assert "X-Frame-Options" not in answer.headers
    assert b"<script" not in answer.content
    assert visitor.get("/help/").headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in visitor.get("/help/").headers["Content-Security-Policy"]


def test_what_is_typed_is_written_into_no_log(visitor, caplog, monkeypatch) -> None:
    def fails(*_args, **_more):
        raise RuntimeError("zanzibarcanary")

    monkeypatch.setattr("tideturn.interfaces.website.pages.find_help.find", fails)
    visitor.raise_request_exception = False

    with caplog.at_level("DEBUG"):
        answer = visitor.get("/help/", {"need": "zanzibarcanary"})

    assert answer.status_code == 500
    assert "zanzibarcanary" not in " ".join(record.getMessage() for record in caplog.records)


def test_sketch_of_the_map_holds_the_page_that_is_shown_and_is_kept_nowhere(visitor) -> None:
    for page in ("1", "2"):
        answer = visitor.get("/help/map.json", {"where": "Lanternbridge", "page": page})
        marks = [one for one in answer.json()["features"] if one["properties"]["kind"] == "mark"]
        shown = reading.words(visitor.get("/help/", {"where": "Lanternbridge", "page": page}))

        assert marks
        for mark in marks:
            for said in mark["properties"]["words"].split("; "):
                assert said.partition(", ")[0] in shown
        assert "no-store" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
    assert visitor.get("/help/map.json").json()["features"] == []
    assert visitor.get("/help/map.json?where=Lanternbridge&page=99").status_code == 404


def test_sketch_holds_no_confidential_place(visitor) -> None:
    answer = visitor.get("/help/map.json", {"need": "women crisis", "where": "Beacon Hill"})

    assert "Safe Door" in reading.words(visitor.get("/help/", {"need": "women crisis", "where": "Beacon Hill"}))
    assert "Safe Door" not in answer.content.decode()


def test_map_program_is_named_on_the_page_and_asked_for_by_a_click_alone(visitor) -> None:
    content = visitor.get("/help/?where=Southhaven&need=naloxone").content.decode()

    assert re.search(r'data-program="/static/vendor/maplibre-gl/maplibre-gl\.mjs"', content)
    assert not re.search(r"<(?:script|link)[^>]*maplibre", content)
    assert 'data-map="/help/map.json?need=naloxone&amp;where=Southhaven"' in content
    assert "maplibre" not in visitor.get("/help/?need=naloxone").content.decode()


def test_line_that_is_needed_before_all_stands_above_what_was_found(visitor) -> None:
    for need, easy, number in (
        ("my boy is blue and not breathing", "", "01632960999"),
        ("he wont wake up lanternbridge", "1", "01632960999"),
        ("i want to die", "", "01632960111"),
    ):
        content = visitor.get("/help/", {"need": need, "easy": easy}).content.decode()
        before = content.partition("tt-result")[0]

        assert "If this is happening now, call first" in before, need
        assert f'href="tel:{number}"' in before, need


def test_line_stands_first_only_where_it_is_needed(visitor) -> None:
    for need in ("", "naloxone training for overdose", "breathing exercises", "detox tonight", "blue door", "suite"):
        assert "call first" not in reading.words(visitor.get("/help/", {"need": need, "where": "Lanternbridge"})), need


def test_more_lines_are_unfolded_where_nothing_was_found(visitor) -> None:
    from tideturn.engines.directory.models import Listing

    folded, unfolded = b'<details class="ds_details"><summary', b'<details class="ds_details" open><summary'
    assert folded in visitor.get("/help/?need=detox").content
    Listing.objects.update(is_shown=False)

    assert unfolded in visitor.get("/help/?need=detox").content


def test_nothing_that_was_found_is_not_narrowed_further(visitor) -> None:
    assert "Only what is open" in reading.words(visitor.get("/help/", {"need": "naloxone"}))
    Listing.objects.all().delete()
    assert "Only what is open" not in reading.words(visitor.get("/help/", {"need": "naloxone"}))


def test_each_national_line_says_where_and_when_it_was_read(visitor) -> None:
    from tideturn.packs.loading import load_directory

    page = visitor.get("/help/")
    for line in load_directory().helplines:
        assert f"{line.name}, checked on {line.checked_on:%-d %B %Y}:" in reading.words(page)
        assert all(source.address in page.content.decode() for source in line.sources)


def test_without_a_place_what_is_open_now_comes_first(visitor) -> None:
    content = visitor.get("/help/?need=someone+to+talk+to").content.decode()

    lights = re.findall(r"tt-state--(open|maybe|shut|unknown)", content)
    assert "open" in lights
    assert lights == sorted(lights, key=lambda light: light != "open")
