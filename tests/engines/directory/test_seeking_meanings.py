"""A meaning is found by tags or by words, and whoever shows it sees which; open hours are never too few."""

import pytest

from tests.engines.directory.conftest import at, service
from tideturn.engines.directory import seeking
from tideturn.engines.directory.describing import term_id
from tideturn.engines.directory.mapping import Point
from tideturn.engines.directory.models import Listing
from tideturn.engines.directory.seeking import Meaning, Question, seek, seek_help

TAGGED = service(
    "Tagged (invented)",
    attributes=[
        {
            "id": "a",
            "taxonomy_term_id": str(term_id("naloxone")),
            "taxonomy_term": {"id": str(term_id("naloxone")), "name": "x"},
        }
    ],
)
WORDED = service("Worded (invented)", description="Ask here for a naloxone kit.")
OTHER = service("Other (invented)", description="Tea.")
NALOXONE = Meaning(("kinds-of-help:naloxone",), ("naloxone kit", 'a "quoted" one'))


def found(*meanings: Meaning, **more) -> set[str]:
    rows = seek(Question(meanings=meanings, **more), limit=10)
    return {Listing.objects.get(pk=row.id).title.split()[0] for row in rows}


def test_meaning_is_found_by_tag_or_by_words(bring) -> None:
    bring(TAGGED, WORDED, OTHER)

    assert found(NALOXONE) == {"Tagged", "Worded"}
    assert found(Meaning(NALOXONE.tags)) == {"Tagged"}


def test_what_was_only_found_by_words_did_not_say_it(bring) -> None:
    bring(TAGGED, WORDED)

    rows = seek(Question(meanings=(NALOXONE,)), limit=10)
    assert sorted(NALOXONE.is_said_by(row.tags) for row in rows) == [False, True]


def test_silence_fits_where_that_is_asked(bring) -> None:
    bring(TAGGED, OTHER)

    assert found(Meaning(("substances:opioids",), or_silent="substances")) == {"Tagged", "Other"}
    assert found(Meaning(("substances:opioids",), or_silent="kinds-of-help")) == {"Other"}


def test_all_meanings_must_hold(bring) -> None:
    bring(TAGGED, WORDED, OTHER)

    assert found(NALOXONE, Meaning((), ("tea",))) == set()


def test_placeless_leaves_what_is_nowhere_on_the_map(bring) -> None:
    bring(OTHER, service("Placed (invented)", service_at_locations=[at("Quay Street", 50.6, -25.0)]))

    assert found(is_placeless=True) == {"Other"}


@pytest.mark.parametrize("odd", ["\x00", '"', "or or or", "", "& | !"])
def test_odd_phrases_harm_nothing(bring, odd) -> None:
    bring(TAGGED)

    assert found(Meaning(("kinds-of-help:naloxone",), (odd,))) == {"Tagged"}


def test_open_hours_are_those_in_which_it_may_be_open(bring) -> None:
    weekly = {"id": "s", "freq": "WEEKLY", "byday": "MO", "opens_at": "09:30", "closes_at": "11:00"}
    past_midnight = {"id": "t", "freq": "WEEKLY", "byday": "SU", "opens_at": "22:00", "closes_at": "01:00"}
    bring(service("Timed (invented)", schedules=[weekly, past_midnight]), OTHER)

    held = {one.title.split()[0]: one.open_hours for one in Listing.objects.all()}
    assert set(held["Timed"]) >= {9, 10, 166, 167, 0}
    assert not {12, 50} & set(held["Timed"])
    assert held["Other"] == []


def test_same_feed_again_leaves_the_rows_as_they_were(bring) -> None:
    weekly = {"id": "s", "freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:30", "closes_at": "11:00"}
    bring(service("Timed (invented)", schedules=[weekly]))
    before = list(Listing.objects.values())

    bring(service("Timed (invented)", schedules=[weekly]))

    assert list(Listing.objects.values()) == before


def placed(what, number: int):
    return what | {
        "id": f"{what['id']}{number}",
        "name": f"{what['name'].split()[0]}{number} (invented)",
        "service_at_locations": [at(f"Quay {number}", 50.0 + number / 100, -25.0)],
    }


def helping(limit: int) -> list[str]:
    rows = seek_help(Question(near=Point(50.0, -25.0), meanings=(NALOXONE,)), limit=limit)
    return [Listing.objects.get(pk=row.id).title.split()[0] for row in rows]


def test_texts_are_read_of_the_nearest_and_farther_off_only_what_says_so_itself(bring, monkeypatch) -> None:
    bring(*(placed(what, number) for number, what in enumerate((WORDED, TAGGED, OTHER, WORDED, TAGGED))))
    monkeypatch.setattr(seeking, "READ", 3)

    assert helping(limit=2) == ["Worded0", "Tagged1"]
    assert helping(limit=8) == ["Worded0", "Tagged1", "Tagged4"]


def test_all_texts_are_read_where_too_little_says_so_itself(bring, monkeypatch) -> None:
    bring(*(placed(what, number) for number, what in enumerate((WORDED, TAGGED, OTHER, WORDED, TAGGED))))
    monkeypatch.setattr(seeking, "READ", 3)

    assert helping(limit=16) == ["Worded0", "Tagged1", "Worded3", "Tagged4"]
