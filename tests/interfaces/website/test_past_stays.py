"""Whatever staff do today, no page, file or answer of a day before changes by a byte: every address is asked."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils.timezone import localdate as today

from tests.engines.plans.reading_in import conftest as harbour
from tests.engines.plans.reading_in.conftest import accept_all, read_in
from tests.engines.plans.speakers import (
    GOVERNMENT,
    country_of_speakers,
    make_place,
    quick_passwords,
    speakers,
)
from tests.engines.plans.test_judging import judged
from tests.engines.plans.test_past_days import published as stated
from tests.interfaces.website import reading
from tideturn.engines.plans import changes, queries
from tideturn.engines.plans.history import begins
from tideturn.engines.plans.models import Commitment, LinkSuggestion
from tideturn.engines.plans.reading_in import correcting, linking, publishing
from tideturn.engines.plans.reading_in.beginning import About
from tideturn.engines.plans.reading_in.linking import Judgement
from tideturn.engines.plans.words import Confidence, Relation
from tideturn.foundations.access.acting import Actor, acting

__all__ = [
    "accept_all", "country_of_speakers", "make_place", "quick_passwords", "read_in", "speakers",
]  # fmt: skip
YESTERDAY = today() - timedelta(days=1)
STARTS = (
    "/", "/owners/", "/bodies/", "/themes/", "/areas/", "/money/", "/changes/", "/data/", "/report/", "/search/?q=kit",
    f"/search/?owner={GOVERNMENT}", "/search/?timing=not_yet_due", "/search/?status=under_way", "/search/results.csv",
)  # fmt: skip
# What the interface for programs says of the register.
ANSWERS = (
    "/api/v1/plans/", "/api/v1/commitments/?limit=200", "/api/v1/organisations/?limit=200", "/api/v1/documents/",
    f"/api/v1/commitments/?owner={GOVERNMENT}", f"/api/v1/organisations/{GOVERNMENT}/",
)  # fmt: skip
# Of the country and the site, not of the register.
OTHERS = ("/help", "/sources/", "/static/", "/privacy/", "/accessibility/", "/workspace/", "/.well-known/")
CHANGED = (
    "/", "/plans/", "/owners/", "/bodies/", "/themes/", "/changes/", "/due.ics", "/data/register/everything.json",
    "/plans/answer-2023/EA-01/", f"/plans/{harbour.ABOUT.plan_slug}/HP-001/", *ANSWERS[:5],
)  # fmt: skip
PAGES_AT_MOST = 600


def said_of(day: date) -> dict[str, bytes]:
    """Return all that is said of a day: every page that leads on from the first ones, with files and answers."""
    visitor, found = Client(), {}
    waiting = [_of(address, day) for address in (*STARTS, *ANSWERS)]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        answer = visitor.get(address)
        found[address] = b"".join(answer)
        assert answer.status_code == 200, address
        assert len(found) < PAGES_AT_MOST, "the walk was cut short; narrow it or let it go on"
        waiting += sorted(_leads(answer, address, day))
    return found


def _leads(answer, address: str, day: date) -> Iterator[str]:
    """Give where a page leads on to that is of the same day; lists narrowed in other ways are asked for by name."""
    if not answer.headers["Content-Type"].startswith("text/html"):
        return
    for link in reading.links(answer.content, address):
        parts = urlsplit(link)
        if parts.query == f"as_of={day}" and not parts.path.startswith(OTHERS):
            yield link.partition("#")[0]


def some_of(day: date) -> dict[str, bytes]:
    """Return what is said of a day at the addresses that must become another today."""
    visitor = Client()
    return {address: b"".join(visitor.get(_of(address, day))) for address in CHANGED}


def _of(address: str, day: date) -> str:
    return f"{address}{'&' if '?' in address else '?'}as_of={day}"


@pytest.fixture
def publisher(speakers) -> Iterator[Actor]:
    """Somebody who publishes plans, for whom the database lets the transaction act."""
    with acting(speakers.publisher):
        yield speakers.publisher


@pytest.fixture
def harbour_plan(read_in: Callable, accept_all: Callable, publisher) -> None:
    """A plan of staff, of an earlier day than today."""
    read = read_in()
    accept_all(read)
    publishing.publish(reading_id=read.pk, by=publisher)


def correct_everything(by) -> None:
    """Correct all that can be corrected of one commitment; its owner becomes one that the register did not know."""
    held = queries.commitment(harbour.ABOUT.plan_slug, "HP-001", today())
    words = correcting.Words(
        "Kits at each door", "Give kits (invented).", ("The Pilots",), date(2026, 2, 1), date(2031, 1, 1)
    )
    with acting(by):
        correcting.correct(commitment=held, words=words, reason="It was read wrongly (invented).", seen=0, by=by)


def link_two(by) -> None:
    """Accept a link between two plans."""
    later, earlier = (Commitment.objects.get(local_id=one) for one in ("EA-01", "FS-003"))
    proposed = LinkSuggestion.objects.create(later=later, earlier=earlier, rank=1, words="kits")
    judgement = Judgement(Relation.CONTINUES, Confidence.HIGH, "Both give out kits (invented).")
    with acting(by):
        linking.accept(suggestion_id=proposed.pk, judgement=judgement, by=by)


def publish_another(read_in: Callable, accept_all: Callable, by) -> None:
    """Publish a new edition of a plan that came out today, with bodies that the register did not know."""
    new = {"plan_slug": "lantern-2026", "title": "Lantern", "published": today(), "edition_of": harbour.ABOUT.plan_slug}
    about = About(**{**vars(harbour.ABOUT), **new})
    read = read_in(harbour.LANTERN, about, "lantern.md")
    accept_all(read)
    publishing.publish(reading_id=read.pk, by=by)


def test_nothing_that_staff_do_today_changes_what_is_said_of_a_day_before(
    register, harbour_plan, speakers, read_in, accept_all
):
    before, of_today = said_of(YESTERDAY), some_of(today())

    correct_everything(speakers.publisher)
    link_two(speakers.publisher)
    stated(speakers)
    judged(speakers.reviewer)
    with acting(speakers.publisher):
        publish_another(read_in, accept_all, speakers.publisher)

    after = said_of(YESTERDAY)
    assert after.keys() == before.keys()
    assert [address for address in before if after[address] != before[address]] == []
    # The control: what is said of today is another.
    assert [address for address, said in some_of(today()).items() if said == of_today[address]] == []


def test_page_that_asked_for_no_day_would_be_seen(register, harbour_plan, speakers, monkeypatch):
    """The planted fault: a history that tells of what came after the day."""
    monkeypatch.setattr(changes, "begins", lambda day: begins(today() + timedelta(days=1)))
    before = some_of(YESTERDAY)

    stated(speakers)

    after = some_of(YESTERDAY)
    assert {address for address in before if after[address] != before[address]} == {"/plans/answer-2023/EA-01/"}
