"""People ask a service for help from its page and come back with reference and code; nobody else learns of it."""

import re

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.foundations.conftest import SET_UP, Place
from tests.interfaces.joint.referring.listings import entry_of_help, keeps
from tests.interfaces.website import reading
from tests.interfaces.website.helping import page_key
from tideturn.engines.directory.models import Service
from tideturn.engines.pathways.models import Report
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.actions import agencies
from tideturn.foundations.access.models import Team
from tideturn.interfaces.joint.intake import self_referral
from tideturn.interfaces.joint.referring import codes, sending, standing
from tideturn.interfaces.website import floods

TOLD = {
    "name": "Zebedee", "phone": "07700 900123", "reach": "Text first", "q-message": "name-only",
    "q-would-help": ["talking", "family"], "q-when": "mornings", "more": "It was green.",
}  # fmt: skip
LOOK = "/help/asked/"
KEYED = codes._keyed


@pytest.fixture(autouse=True)
def nobody_wrote_before(db):
    cache.clear()


@pytest.fixture
def keeper(register, invented_country) -> Place:
    """An agency that takes cases and has somebody on duty."""
    with acting(SET_UP):
        self_referral.ensure_agency(by=SET_UP)
        place = Place(*agencies.create_agency(name="Northmark outreach", kind="treatment-service", areas=[], by=SET_UP))
        Team.objects.filter(pk=place.team.pk).update(duty_lead=place.user("Dana", "duty-lead"))
    return place


@pytest.fixture
def service(keeper: Place) -> Service:
    """A service that people ask for themselves."""
    one = entry_of_help("Harbour Door", "self-referral")
    keeps(keeper, one)
    return one


def address(service: Service) -> str:
    return f"/help/{service.code}/ask/"


def send(visitor: Client, service: Service, page: str = "", headers=None, **changes):
    told = {**TOLD, "page": page or page_key(visitor, address(service)), **changes}
    return visitor.post(address(service), told, headers=headers or {})


def given(answer) -> tuple[str, str]:
    """Return the reference and the code that an answer gives."""
    return tuple(re.findall(r'class="tt-code">([^<]+)<', answer.content.decode()))


def reports() -> list[Report]:
    with acting(system_actor("clocks")):
        return list(Report.objects.select_related("case"))


def test_page_of_a_service_leads_to_asking_it_only_where_somebody_answers(visitor, service, keeper):
    page, easy = f"/help/{service.code}/", f"/help/{service.code}/?easy=1"
    assert address(service) in visitor.get(page).content.decode()
    assert address(service) in visitor.get(easy).content.decode()

    with acting(SET_UP):
        Team.objects.update(duty_lead=None)
    for one in (page, easy):
        assert address(service) not in visitor.get(one).content.decode()
    closed, sent = visitor.get(address(service)), visitor.post(address(service), TOLD)
    assert (closed.status_code, sent.status_code) == (200, 409)
    for answer in (closed, sent):
        assert b"<form" not in answer.content
        assert "01632 960555" in reading.words(answer)
    assert reports() == []


def test_asking_becomes_a_case_and_the_answer_tells_nothing_of_the_person(visitor, service):
    asked = visitor.get(address(service))
    answer = send(visitor, service)

    [report] = reports()
    assert answer.status_code == 200
    assert report.case.service == service.pk
    assert report.reference == given(answer)[0]
    for one in (asked, answer):
        assert "no-store" in one.headers["Cache-Control"]
        assert "Set-Cookie" not in one.headers
        assert "Always open" in reading.words(one)
        assert "tel:01632960555" in one.content.decode()
    for told in ("Zebedee", "07700", "Text first", "green", "mornings"):
        assert told not in answer.content.decode()
    assert "2 working days" in reading.words(asked)
    assert "must say yes or no by" in reading.words(answer)


def test_only_how_one_is_reached_must_be_said(visitor, service):
    key = page_key(visitor, address(service))
    nothing = visitor.post(address(service), {"page": key})
    answer = visitor.post(address(service), {"page": key, "reach": "At the chemist"})

    assert nothing.status_code == 422
    assert "how they can reach you" in reading.words(nothing)
    assert answer.status_code == 200
    assert [report.notes for report in reports()] == ["How and when to reach them: At the chemist"]


def test_the_same_page_twice_is_one_case_and_one_answer(visitor, service):
    key = page_key(visitor, address(service))

    first, again, other = (
        send(visitor, service, key),
        send(visitor, service, key),
        send(visitor, service, key, more="x"),
    )

    assert first.content == again.content
    assert (other.status_code, len(reports())) == (409, 1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"phone": "0" * 41}, "40 fit"),
        ({"more": "x" * 2001}, "2000 fit"),
        ({"q-message": "shout"}, "Answer"),
        ({"q-would-help": ["talking", "gold"]}, "Answer"),
        ({"page": "x"}, "stood open for a long time"),
    ],
)
def test_what_cannot_be_kept_is_said_with_what_was_written(visitor, service, changes, said):
    answer = send(visitor, service, **changes)

    assert answer.status_code == 422
    assert said in reading.words(answer)
    assert b"<title>Please check: Get in touch" in answer.content
    # Whoever listens hears it first, and whoever works by keys begins there.
    focused = html.document_fromstring(answer.content).xpath("//*[@autofocus]/@id")
    assert focused == ([] if "page" in changes else ["error-summary"])
    assert "Zebedee" in answer.content.decode()
    assert reports() == []


def test_a_form_from_elsewhere_and_a_program_that_fills_in_everything_keep_nothing(visitor, service):
    elsewhere = send(visitor, service, headers={"Origin": "https://elsewhere.example"})
    trapped = send(visitor, service, website="https://spam.example")

    assert elsewhere.status_code == 422
    assert (trapped.status_code, given(trapped)) == (200, ())
    assert reports() == []


def test_a_flood_and_an_outage_keep_nothing_and_say_whom_to_ring(visitor, service, monkeypatch):
    key = page_key(visitor, address(service))
    with monkeypatch.context() as flooded:
        flooded.setattr(floods, "AT_MOST", 0)
        answers = [send(visitor, service, key), visitor.post(LOOK, {"reference": "x", "code": "x"})]
    monkeypatch.setattr(sending, "ask", lambda *_, **__: (_ for _ in ()).throw(OperationalError("gone")))
    monkeypatch.setattr(standing, "for_person", lambda *_: (_ for _ in ()).throw(OperationalError("gone")))
    monkeypatch.setattr("tideturn.interfaces.website.pages.help_ask.is_outage", lambda error: True)
    answers += [send(visitor, service, key), visitor.post(LOOK, {"reference": "REP-1", "code": "x"})]

    for answer in answers:
        assert answer.status_code == 503
        assert "Always open" in reading.words(answer)
    assert reports() == []


def test_reference_and_code_show_how_it_stands_and_nothing_of_who(visitor, service):
    reference, code = given(send(visitor, service))

    answer = visitor.post(LOOK, {"reference": reference, "code": code})

    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    words = reading.words(answer)
    assert "Harbour Door" in words
    assert "has not said yes or no yet" in words
    for told in ("Zebedee", "07700", "Text first", "green", reference, code):
        assert told not in answer.content.decode()


def test_whatever_is_wrong_about_reference_or_code_the_answer_is_the_same_to_the_byte(visitor, service):
    reference, code = given(send(visitor, service))
    tries = ((reference, "XXXXX-XXXXX"), ("REF-0000-0000", code), ("REF-0000-0000", "x"), ("no such", "\x00é"))

    answers = [visitor.post(LOOK, {"reference": one, "code": other}) for one, other in tries]

    assert {answer.status_code for answer in answers} == {422}
    assert len({answer.content for answer in answers}) == 1
    # `Expires` is the second in which it was said.
    heads = [{name: said for name, said in answer.headers.items() if name != "Expires"} for answer in answers]
    assert all(head == heads[0] for head in heads)
    assert "Harbour" not in answers[0].content.decode()


def work(visitor: Client, reference: str, monkeypatch) -> tuple[list[str], int]:
    """Return what is asked of the database, and how many codes are digested, where somebody tries a code."""
    digested = []
    with monkeypatch.context() as counted, CaptureQueriesContext(connection) as asked:
        counted.setattr(codes, "_keyed", lambda text: digested.append(text) or KEYED(text))
        assert visitor.post(LOOK, {"reference": reference, "code": "XXXXX-XXXXX"}).status_code == 422
    return [re.sub(r"'[^']*'|\d+", "", one["sql"]) for one in asked], len(digested)


def test_reference_that_is_there_costs_no_other_work_than_one_that_is_not(visitor, service, monkeypatch):
    reference, _ = given(send(visitor, service))
    visitor.post(LOOK, {"reference": "x", "code": "x"})

    there, nowhere, no_such = (work(visitor, one, monkeypatch) for one in (reference, "REF-0000-0000", "no such"))
    assert there == nowhere == no_such

    # The planted fault: the code is only looked at where there is a reference.
    monkeypatch.setattr(
        standing.codes, "is_code_of", lambda code, pk, held: pk.int and codes.digest_of(code, pk) == held
    )
    assert work(visitor, reference, monkeypatch) != work(visitor, "REF-0000-0000", monkeypatch)


def test_reference_in_an_address_shows_nothing(visitor, service):
    reference, code = given(send(visitor, service))

    answer = visitor.get(LOOK, {"reference": reference, "code": code})

    assert answer.content == visitor.get(LOOK).content


def test_pages_are_small(visitor, service):
    for answer in (visitor.get(address(service)), send(visitor, service), visitor.get(LOOK)):
        assert len(answer.content) < 40_000
