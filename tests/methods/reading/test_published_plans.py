"""The five published plans, read from ../shared where it is here; figures and names only, never their wording."""

import json
from collections import Counter

import pytest

from tideturn.methods.reading.owners import Organisation, Organisations
from tideturn.methods.reading.reading import read_document
from tideturn.packs.loading import load_organisations
from tideturn.sources.documents.documents import open_document


@pytest.fixture(scope="module")
def read_plan(shared):
    entries = load_organisations()
    table = Organisations(tuple(Organisation(entry.name, entry.generic, entry.aliases) for entry in entries))

    def _read(start):
        (file,) = (shared / "seeds").glob(f"{start}*.txt")
        return read_document(open_document(file), organisations=table).as_json()

    return _read


def counted(commitments, key):
    return dict(Counter(key(one) for one in commitments))


def of_kind(reading, kind):
    return [one for one in reading["commitments"] if one["kind"] == kind]


@pytest.mark.parametrize("start", ["000", "001", "002", "003", "004"])
def test_every_character_is_accounted_for(start, read_plan):
    coverage = read_plan(start)["coverage"]

    assert coverage["accounted"] == coverage["characters"] > 0
    assert all(entry["reason"] for entry in coverage["left_out"])


def test_the_actions_of_2022(read_plan):
    actions = read_plan("000")["commitments"]

    assert counted(actions, lambda one: one["section"].title()) == {
        "Context": 10,
        "Culture": 18,
        "Care": 70,
        "Coordination": 41,
    }
    assert counted(actions, lambda one: one["timescale"]["as_written"]) == {
        "Short": 48,
        "Short/Medium": 17,
        "Medium": 62,
        "Medium/Long": 11,
        "Long": 1,
    }
    naloxone = [
        one for one in actions if any(owner["name"] == "National Naloxone Coordinator" for owner in one["owners"])
    ]
    assert (
        len({owner["as_written"] for one in naloxone for owner in one["owners"] if "Coordinator" in owner["name"]}) == 3
    )
    assert [len(one["owners"]) for one in actions[33:37]] == [3, 3, 1, 3]
    assert not actions[21]["owners"]


def test_the_recommendations_and_promises_of_the_letter(read_plan):
    reading = read_plan("001")
    recommendations = of_kind(reading, "recommendation")

    assert [one["number"] for one in recommendations] == [str(number) for number in range(1, 21)]
    assert [one["number"] for one in recommendations if one["status"]["value"] == "in_early_development"] == [
        "6",
        "8",
        "16",
    ]
    assert [one["number"] for one in recommendations if one["status"]["value"] == "under_consideration"] == ["7"]
    assert sum(one["status"]["value"] == "under_way" for one in recommendations) == 16
    assert all(one["title"] and one["text"] and one["response"] for one in recommendations)
    money = [sum_ for one in reading["commitments"] for sum_ in one["money"]]
    assert len(money) == 10
    assert sum(sum_["part_of"] is not None for sum_ in money) == 4
    assert reading["document"]["published"] == "2022-09-29"


def test_the_rows_of_2008(read_plan):
    rows = read_plan("002")["commitments"]

    assert list(counted(rows, lambda one: one["section"]).values()) == [10, 11, 9, 12, 17]
    assert all(one["outcome"] and one["timescale"]["as_written"] for one in rows)
    assert {len(one["owners"]) for one in rows} == {1, 2, 3, 6, 9}
    assert sum("\n" in one["timescale"]["as_written"] for one in rows) == 2


def test_the_milestones_of_2019(read_plan):
    reading = read_plan("003")
    rows = reading["commitments"]

    assert len(of_kind(reading, "commitment")) == 21
    assert sum(one["kind"] == "milestone" and "-" not in one["number"] for one in rows) == 68
    assert [one["number"] for one in rows if "-" in one["number"]] == ["8a-i", "8a-ii", "8a-iii"]
    assert sum(one["new"] for one in rows) == 13
    assert {one["number"] for one in rows if one["doubts"]} >= {"3", "6", "8a", "8j", "10d", "12b", "15b", "19b"}
    assert next(one for one in rows if one["number"] == "2")["status"]["value"] == "paused"
    assert next(one for one in rows if one["number"] == "20")["timescale"]["as_written"] == "On-going"


def test_the_workforce_chapter_of_2023(read_plan):
    reading = read_plan("004")
    actions = of_kind(reading, "action")

    assert len(of_kind(reading, "recommendation")) == 1
    assert sum(one["parent"] is None for one in actions) == 8
    assert [one["number"] for one in actions if one["parent"]] == ["6-i", "6-ii", "6-iii", "6-iv", "6-v"]
    money = [sum_["amount"] for one in reading["commitments"] for sum_ in one["money"]]
    assert sorted(money) == [480_000, 500_000, 1_100_000, 3_200_000, 5_000_000]


@pytest.mark.parametrize("start", ["001", "004"])
def test_each_known_promise_is_found_on_its_line(start, read_plan, shared):
    promises = of_kind(read_plan(start), "promise")
    known = json.loads((shared / "data" / "lineage" / "promises.json").read_text("utf-8"))
    lines = [entry["line"] for entry in known if entry["document"].startswith(start)]
    found = Counter(
        number for one in promises for first, last in one["source"]["lines"] for number in range(first, last + 1)
    )

    assert lines
    assert {line: found[line] for line in set(lines) if found[line] < lines.count(line)} == {}
