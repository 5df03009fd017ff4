"""The page of a service says when, how, and how sure; whoever finds it wrong can say so and is answered."""

import csv
import io
import json
import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import OperationalError

from tests.interfaces.website import reading
from tests.interfaces.website.helping import directory, filled_directory, page_key, service
from tideturn.engines.directory.actions.reporting import answer as answer_report
from tideturn.engines.directory.models import Reported, Service
from tideturn.engines.directory.words import Outcome
from tideturn.foundations.access.acting import Actor, acting
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.access.words import NATIONAL
from tideturn.interfaces.website import floods

__all__ = ["directory", "filled_directory"]
pytestmark = pytest.mark.usefixtures("directory")


@pytest.fixture(autouse=True)
def nobody_wrote_before(db) -> None:
    cache.clear()


def linked(page) -> dict:
    return json.loads(re.search(rb'<script type="application/ld\+json">(.*?)</script>', page.content, re.DOTALL)[1])


def said_of(visitor, name: str) -> str:
    return reading.words(visitor.get(f"/help/{service(name).code}/"))


def test_page_says_when_how_and_where(visitor) -> None:
    said = said_of(visitor, "Lanternbridge Needle Exchange")

    assert "Open now, until 7pm" in said
    assert "No referral needed" in said
    assert "You need not give your name" in said
    assert "Thursday 26 November" in said
    assert "Checked on 9 November 2026" in said
    assert service("Lanternbridge Needle Exchange").code in said
    assert "Invented directory of Estmark" in said


def test_its_seven_days_can_be_taken_away_in_the_words_of_the_page(visitor) -> None:
    code, page = service("Night Van").code, said_of(visitor, "Night Van")
    answer = visitor.get(f"/help/{code}/week.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

    assert answer.headers["Content-Disposition"].endswith(f'week-{code}.csv"')
    assert len(rows) == 7
    assert all(f"{row['day']} {row['open']}" in page for row in rows)
    assert visitor.get("/help/HLP-0000-0000/week.csv").status_code == 404


def test_shut_door_says_when_it_opens(visitor) -> None:
    assert "closed for now" in said_of(visitor, "Drug Checking at the Ropewalk")
    assert "Shut now Opens today at 8pm" in said_of(visitor, "Night Van")


def test_what_nobody_checked_for_a_year_is_not_called_open(visitor) -> None:
    said = said_of(visitor, "Westcott Recovery Team")

    assert "May be open: ring first" in said
    assert "Nobody has checked this since" in said
    assert "Open now" not in said.split("How to get in")[0].replace("By the hours we were told: Open now", "")


def test_hours_that_are_not_known_are_said_to_be(visitor) -> None:
    assert "Hours not known" in said_of(visitor, "Westcott Pharmacy")


def test_full_house_names_others(visitor) -> None:
    page = visitor.get(f"/help/{service('Harbour Detox').code}/")

    assert "No bed is free." in reading.words(page)
    assert f"/help/{service('Steady House').code}/" in reading.links(page.content, "/")


def test_numbers_dial_and_directions_ask_nobody(visitor) -> None:
    page = visitor.get(f"/help/{service('Harbour Detox').code}/")

    assert re.search(rb'href="tel:01632960\d{3}"', page.content)
    assert re.search(rb'href="geo:49\.\d+,-25\.\d+"', page.content)


def test_linked_data_holds_the_hours_and_no_text_leaves_its_block(visitor) -> None:
    found = service("Lanternbridge Needle Exchange")
    Service.objects.filter(pk=found.pk).update(name="</script><script>alert(1)</script>")

    page = visitor.get(f"/help/{found.code}/")

    assert b"<script>alert" not in page.content
    said = linked(page)
    assert said["name"] == "</script><script>alert(1)</script>"
    assert said["availableChannel"][0]["hoursAvailable"][1] == {
        "@type": "OpeningHoursSpecification", "dayOfWeek": ["Saturday"], "opens": "10:00", "closes": "14:00",
    }  # fmt: skip
    assert said["availableChannel"][0]["serviceLocation"]["geo"]


def test_linked_data_promises_nothing_that_is_doubtful_and_no_secret_place(visitor) -> None:
    doubtful = linked(visitor.get(f"/help/{service('Westcott Recovery Team').code}/"))
    secret = linked(visitor.get(f"/help/{service('Safe Door').code}/"))

    assert "hoursAvailable" not in doubtful["availableChannel"][0]
    assert "serviceLocation" not in secret["availableChannel"][0]


def test_withdrawn_service_is_not_there(visitor) -> None:
    found = service("Night Van")
    Service.objects.filter(pk=found.pk).update(withdrawn_at=datetime(2026, 11, 1, tzinfo=UTC))

    assert visitor.get(f"/help/{found.code}/").status_code == 404
    assert "Night Van" not in reading.words(visitor.get("/help/?need=naloxone&where=Southhaven"))


class TestWrong:
    """Saying that an entry is wrong, and coming back for the answer."""

    @pytest.fixture(autouse=True)
    def an_entry(self, directory, visitor) -> None:
        self.visitor, self.address = visitor, f"/help/{service('Night Van').code}/wrong/"

    def send(self, **changes):
        said = {"wrong": "hours", "text": "It stops at midnight.", "page": changes.pop("page", None)}
        extra = changes.pop("headers", {})
        said["page"] = said["page"] or page_key(self.visitor, self.address)
        return self.visitor.post(self.address, {**said, **changes}, headers=extra)

    def test_is_kept_with_a_reference_and_no_more_than_the_day(self) -> None:
        answer = self.send()

        [kept] = Reported.objects.all()
        assert kept.reference in reading.words(answer)
        assert (kept.wrong, kept.text, kept.area, str(kept.reported_on)) == (
            "hours", "It stops at midnight.", "EM-A03", "2026-11-26",
        )  # fmt: skip
        assert "no-store" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers

    def test_answer_is_seen_by_whoever_has_the_reference(self) -> None:
        self.send()
        [kept] = Reported.objects.all()
        assert "Nobody has answered yet" in reading.words(self.visitor.get(f"/help/reports/{kept.reference}/"))

        by = Actor(NATIONAL, None, "Nan", permissions=frozenset(Permission))
        with acting(by):
            answer_report(reference=kept.reference, outcome=Outcome.MENDED, words="It stops at two again.", by=by)

        said = reading.words(self.visitor.get(f"/help/reports/{kept.reference}/"))
        assert "It was wrong, and is mended." in said
        assert "It stops at two again." in said
        assert "midnight" not in said, "what was written is not shown to whoever holds the reference"
        assert self.visitor.get("/help/reports/WRG-0000-0000/").status_code == 404

    def test_same_page_sent_twice_is_one(self) -> None:
        key = page_key(self.visitor, self.address)

        first, second, other = self.send(page=key), self.send(page=key), self.send(page=key, text="Other words")

        assert first.content == second.content
        assert other.status_code == 409
        assert Reported.objects.count() == 1

    def test_page_that_is_not_ours_or_too_old_keeps_nothing(self) -> None:
        with time_machine.travel("2026-11-20T08:00:00Z"):
            old = page_key(self.visitor, self.address)
        answers = [
            self.send(page="x"),
            self.send(page=old),
            self.send(headers={"Sec-Fetch-Site": "cross-site"}),
            self.send(headers={"Origin": "https://elsewhere.example"}),
        ]

        assert [answer.status_code for answer in answers] == [422] * 4
        assert all("nothing was sent" in reading.words(answer) for answer in answers)
        assert Reported.objects.count() == 0

    def test_page_of_a_browser_that_names_no_origin_is_taken(self) -> None:
        assert self.send(headers={"Sec-Fetch-Site": "same-origin", "Origin": "null"}).status_code == 200
        assert self.send(headers={"Origin": "http://testserver"}).status_code == 200

    def test_program_that_fills_every_field_is_thanked_and_not_believed(self) -> None:
        assert self.send(website="https://spam.example").status_code == 200
        assert Reported.objects.count() == 0

    def test_flood_here_leaves_the_other_door_open(self, monkeypatch) -> None:
        monkeypatch.setattr(floods, "AT_MOST", 2)

        answers = [self.send() for _ in range(3)]

        assert [answer.status_code for answer in answers] == [200, 200, 503]
        assert answers[2].headers["Retry-After"] == "600"
        assert not floods.is_flood()

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"wrong": ""}, "Say what is wrong."),
            ({"wrong": "everything"}, "Say what is wrong."),
            ({"text": "x" * 1001}, "1000 fit"),
        ],
    )
    def test_what_cannot_be_kept_is_said(self, changes, said) -> None:
        answer = self.send(**changes)

        assert answer.status_code == 422
        assert said in reading.words(answer)
        assert Reported.objects.count() == 0

    def test_database_that_is_away_keeps_nothing_and_says_so(self, monkeypatch) -> None:
        key = page_key(self.visitor, self.address)

        def fail(**_said):
            raise OperationalError("No space left on device")

        monkeypatch.setattr("tideturn.interfaces.website.pages.help_service.report_wrong", fail)
        answer = self.send(page=key)

        assert answer.status_code == 503
        assert "Nothing of what you wrote was kept" in reading.words(answer)


def test_of_a_confidential_service_nothing_can_be_written(visitor) -> None:
    address = f"/help/{service('Safe Door').code}/wrong/"
    key = page_key(visitor, address)

    answer = visitor.post(address, {"wrong": "place", "text": "It is at 12 Quay Street", "page": key})

    assert answer.status_code == 200
    [kept] = Reported.objects.all()
    assert kept.text == ""
