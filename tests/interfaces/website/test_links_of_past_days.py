"""A link that somebody accepts or takes back today changes nothing of a day before: no page, file or answer."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import localdate as today

from tests.engines.plans.reading_in.conftest import make_place, publisher, quick_passwords
from tideturn.engines.plans.happenings import happenings, told
from tideturn.engines.plans.models import Commitment, LinkSuggestion
from tideturn.engines.plans.models.link import LinkQuerySet
from tideturn.engines.plans.reading_in import linking
from tideturn.engines.plans.reading_in.linking import Judgement
from tideturn.engines.plans.words import Confidence, Relation
from tideturn.foundations.access.acting import Actor
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.presenters.happenings import happening_lines

__all__ = ["make_place", "publisher", "quick_passwords"]
# What is said of EA-01, of the one that it is linked to, of what both are part of, and of all links.
SAID = (
    "/plans/answer-2023/EA-01/",
    "/plans/answer-2023/EA-01/story.csv",
    "/plans/answer-2023/EA-01/embed/",
    "/plans/first-steps-2010/FS-003/",
    "/plans/answer-2023/",
    "/themes/",
    "/themes/rescue-kits/",
    "/themes/rescue-kits/story.csv",
    "/data/register/links.csv",
    "/data/register/everything.json",
    "/data/plans/answer-2023/links.csv",
    "/api/v1/commitments/answer-2023/EA-01/",
)

# Those of them that tell of the link when it is new.
CHANGED = {
    "/plans/answer-2023/EA-01/",
    "/plans/answer-2023/EA-01/story.csv",
    "/plans/first-steps-2010/FS-003/",
    "/data/register/links.csv",
    "/data/register/everything.json",
    "/data/plans/answer-2023/links.csv",
    "/api/v1/commitments/answer-2023/EA-01/",
}


@pytest.fixture
def proposed(visitor: Client, publisher: Actor) -> LinkSuggestion:
    """A link that was proposed and not decided."""
    later, earlier = (Commitment.objects.get(local_id=one) for one in ("EA-01", "FS-003"))
    return LinkSuggestion.objects.create(later=later, earlier=earlier, rank=1, words="kits")


def said(visitor: Client, day: date) -> dict[str, bytes]:
    """Return all that is said of a day, by its address."""
    answers = {address: visitor.get(f"{address}?as_of={day}") for address in SAID}
    assert [address for address, answer in answers.items() if answer.status_code != 200] == []
    return {address: b"".join(answer) for address, answer in answers.items()}


def accept(proposed: LinkSuggestion, by: Actor) -> None:
    judged = Judgement(Relation.CONTINUES, Confidence.HIGH, "Both give out kits (invented).")
    linking.accept(suggestion_id=proposed.pk, judgement=judged, by=by)


def test_what_is_said_of_a_past_day_stays_when_a_link_is_accepted(visitor, proposed, publisher):
    yesterday = today() - timedelta(days=1)
    before, of_today = said(visitor, yesterday), said(visitor, today())

    accept(proposed, publisher)

    assert said(visitor, yesterday) == before
    # The control: the same addresses do say it today.
    now = said(visitor, today())
    assert {address for address in SAID if now[address] != of_today[address]} >= CHANGED


def test_what_is_said_of_a_past_day_stays_when_a_link_is_taken_back(visitor, proposed, publisher):
    yesterday = today() - timedelta(days=1)
    without = said(visitor, today())
    with time_machine.travel(yesterday):
        accept(proposed, publisher)
    before = said(visitor, yesterday)

    linking.take_back(suggestion_id=proposed.pk, reason="Other kits (invented).", by=publisher)

    assert said(visitor, yesterday) == before
    assert b"Both give out kits" in before[SAID[0]]
    assert said(visitor, today()) == without


def test_news_tell_of_a_link_when_it_is_drawn_and_when_it_is_taken_back(visitor, proposed, publisher):
    accept(proposed, publisher)
    linking.take_back(suggestion_id=proposed.pk, reason="Other kits (invented).", by=publisher)

    latest, first = happening_lines(told(happenings(today())[:2]), Moment(today(), today()))

    earlier = Commitment.objects.get(local_id="FS-003")
    assert first.words == f"A link was drawn: it continues {earlier} (First Steps)"
    assert (first.detail, first.href) == ("Both give out kits (invented).", "/plans/answer-2023/EA-01/")
    assert latest.words == first.words.replace("drawn", "taken back")
    assert "Other kits" not in latest.detail


def test_link_without_its_days_would_be_seen_to_change_the_past(visitor, proposed, publisher, monkeypatch):
    """The planted fault: a register that asks only whether both ends were published."""

    def both_published(links, on):
        return links.filter(later__plan__published__lte=on, earlier__plan__published__lte=on)

    monkeypatch.setattr(LinkQuerySet, "standing", both_published)
    yesterday = today() - timedelta(days=1)
    before = said(visitor, yesterday)

    accept(proposed, publisher)

    now = said(visitor, yesterday)
    assert {address for address in SAID if now[address] != before[address]} >= CHANGED
