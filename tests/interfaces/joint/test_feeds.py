"""Feeds fetched on their rhythm: applied where that is safe, waiting where not, and never at the old one's cost."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tideturn.engines.directory import differences
from tideturn.engines.directory.actions.applying import apply
from tideturn.engines.directory.models import Import, Service, Source
from tideturn.foundations.access.acting import acting
from tideturn.interfaces.joint.directory import addresses, rhythm
from tideturn.interfaces.schedule.hourly.fetch_feeds import fetch_feeds
from tideturn.sources.feeds.task import Fetched, Mark
from tideturn.sources.fetching.errors import FetchRefused

ADDRESS = "https://feeds.example.org/o"
MARKS = {ADDRESS: Mark('"1"')}


def services(*numbers, **more):
    return [{"id": f"s{n}", "name": f"Door {n}", "status": "active", **more} for n in numbers]


@pytest.fixture(autouse=True)
def country(db, monkeypatch, repository, tmp_path, settings):
    """The directory of the invented country, with a spool of its own."""
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))
    monkeypatch.setattr(addresses, "_spool", lambda: tmp_path)


@pytest.fixture
def source():
    """A source that is fetched every day and trusted."""
    return Source.objects.create(id="north", title="North (invented)", address=ADDRESS, every_hours=24, is_trusted=True)


@pytest.fixture
def publish(monkeypatch):
    """Let the publisher answer with services, nothing new, or a refusal; the tasks that were given are returned."""
    tasks = []

    def publish(answer):
        def fetch_feed(task, folder, *, say):
            tasks.append((task, folder))
            if isinstance(answer, Exception):
                raise answer
            if answer is not None:
                (folder / "services_00001.json").write_text(json.dumps({"contents": answer}))
            return Fetched(answer is not None, MARKS)

        monkeypatch.setattr(addresses, "fetch_feed", fetch_feed)
        return tasks

    return publish


def told():
    return set(Service.objects.filter(unlisted_since=None).values_list("name", flat=True))


def test_feed_that_is_due_is_fetched_and_applied(source, publish, tmp_path):
    tasks = publish(services(1, 2))

    assert fetch_feeds.func(0) == 1

    source.refresh_from_db()
    assert told() == {"Door 1", "Door 2"}
    assert source.asked_at <= source.answered_at
    assert source.trouble == ""
    assert tasks[0][0].hosts[0] == "feeds.example.org"
    assert not tasks[0][1].exists()
    assert fetch_feeds.func(0) == 0


def test_marks_of_the_last_answer_are_told_the_next_time(source, publish):
    publish(services(1))
    rhythm.fetch_and_bring(source)
    tasks = publish(None)

    came = rhythm.fetch_and_bring(source)

    assert (came.said, came.is_well) == ("nothing has changed.", True)
    assert tasks[-1][0].marks == MARKS
    assert Import.objects.count() == 1


def test_feed_that_says_the_same_leaves_no_import(source, publish):
    publish(services(1))

    rhythm.fetch_and_bring(source)
    came = rhythm.fetch_and_bring(source)

    assert came.is_well
    assert Import.objects.count() == 1


def test_feed_that_cannot_be_had_leaves_the_directory_as_it_was(source, publish):
    publish(services(1, 2))
    rhythm.fetch_and_bring(source)
    answered = Source.objects.get().answered_at
    publish(FetchRefused(ADDRESS, "the site answered 500."))

    came = rhythm.fetch_and_bring(source)

    source.refresh_from_db()
    assert not came.is_well
    assert source.trouble == f"{ADDRESS}: the site answered 500."
    assert source.answered_at == answered
    assert told() == {"Door 1", "Door 2"}


@pytest.mark.parametrize("contents", [[], services(1, 1, 1), [3]])
def test_feed_that_is_broken_leaves_the_directory_as_it_was(source, publish, contents):
    publish(services(1, 2))
    rhythm.fetch_and_bring(source)
    if len(contents) == 3:
        contents[1] = contents[1] | {"name": "Another"}
    publish(contents)

    came = rhythm.fetch_and_bring(source)

    source.refresh_from_db()
    assert not came.is_well
    assert source.trouble == came.said
    assert told() == {"Door 1", "Door 2"}
    assert Import.objects.count() == 1


def test_feed_that_lacks_more_than_a_fifth_waits_for_a_person(source, publish):
    publish(services(*range(10)))
    rhythm.fetch_and_bring(source)
    publish(services(*range(7)))

    came = rhythm.fetch_and_bring(source)

    assert "lacks more than a fifth" in came.said
    assert len(told()) == 10
    source.refresh_from_db()
    assert rhythm.fetch_and_bring(source).said == source.trouble == came.said
    with acting(rhythm.BY):
        apply(source_id=source.pk, by=rhythm.BY)
    assert len(told()) == 7


def test_feed_that_lacks_a_fifth_is_applied(source, publish):
    publish(services(*range(10)))
    rhythm.fetch_and_bring(source)
    publish(services(*range(8)))

    assert rhythm.fetch_and_bring(source).is_well
    assert len(told()) == 8


def test_without_the_guard_half_a_directory_would_go(source, publish, monkeypatch):
    monkeypatch.setattr(differences, "MUCH", 1.0)
    publish(services(*range(10)))
    rhythm.fetch_and_bring(source)
    publish(services(1))

    rhythm.fetch_and_bring(source)

    assert len(told()) == 1


def test_feed_of_a_source_that_is_not_trusted_waits(source, publish):
    Source.objects.update(is_trusted=False)
    source.refresh_from_db()
    publish(services(1))

    came = rhythm.fetch_and_bring(source)

    assert "waits for a person" in came.said
    assert told() == set()


def test_feed_that_breaks_the_standard_waits(source, publish):
    publish(services(1, email=5))

    assert "breaks the standard" in rhythm.fetch_and_bring(source).said
    assert told() == set()


def test_source_is_asked_again_by_its_rhythm_and_sooner_in_trouble(source):
    now = timezone.now()

    def is_due(**known):
        Source.objects.update(**known)
        return rhythm.due(now) != []

    assert is_due(asked_at=None)
    assert not is_due(asked_at=now - timedelta(hours=23))
    assert is_due(asked_at=now - timedelta(hours=25))
    assert is_due(asked_at=now - timedelta(hours=2), trouble="It answered 500.")
    assert not is_due(asked_at=now - timedelta(minutes=30))
    assert not is_due(asked_at=None, every_hours=None)
    assert not is_due(every_hours=24, address="")


def test_source_is_late_after_twice_its_rhythm(source):
    now = source.created_at

    assert not rhythm.is_late(source, now + timedelta(hours=47))
    assert rhythm.is_late(source, now + timedelta(hours=49))
    source.answered_at = now + timedelta(hours=24)
    assert not rhythm.is_late(source, now + timedelta(hours=49))


def test_address_elsewhere_than_the_source_is_registered_is_not_asked(source):
    with pytest.raises(FetchRefused, match="only the publishers' own sites"), addresses.spool() as folder:
        addresses.fetch_source(source, folder, address="https://elsewhere.example.com/feed")


def test_what_a_killed_fetch_left_is_swept_away(tmp_path, monkeypatch):
    (tmp_path / "fetch-left").mkdir()
    addresses.sweep()
    assert (tmp_path / "fetch-left").exists()
    monkeypatch.setattr(addresses, "LEFT_AFTER", -1)

    addresses.sweep()

    assert not (tmp_path / "fetch-left").exists()
