"""Lists of the API: their envelope, their filters and their pages."""

from datetime import date

import pytest

from tideturn.engines.plans.models import Commitment, Plan

PLANS = ["first-steps-2010", "open-doors-2016", "listening-report-2022", "answer-2023"]


def test_list_plans_has_the_published_envelope(reader):
    answer = reader.read("plans/", as_of="2024-08-01")

    assert {"items", "next"} <= set(answer)
    assert answer["next"] is None
    assert [plan["id"] for plan in answer["items"]] == PLANS
    first = answer["items"][0]
    assert (first["title"], first["published"], first["state"], first["commitment_count"]) == (
        "First Steps: a plan for Estmark",
        "2010-05-10",
        "superseded",
        5,
    )


def test_list_plans_as_of_an_earlier_day_knows_nothing_later(reader):
    answer = reader.read("plans/", as_of="2016-01-31")

    assert answer["as_of"] == "2016-01-31"
    assert [(plan["id"], plan["state"], plan["state_since"]) for plan in answer["items"]] == [
        ("first-steps-2010", "current", None)
    ]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({"plan": "answer-2023"}, ["EA-00", "EA-01", "EA-02", "EA-03"]),
        ({"owner": "southhaven-partnership"}, ["OD-1b", "OD-1b-i", "LR-04", "EA-03"]),
        ({"owner": "all-services"}, ["FS-003"]),
        ({"status": "paused"}, ["OD-1b"]),
        ({"status": "not_started"}, ["OD-2"]),
        ({"status": "under_consideration"}, ["LR-04"]),
        ({"acceptance": "declined"}, ["LR-03"]),
        ({"acceptance": "in_part"}, ["LR-02"]),
        ({"acceptance": "under_consideration"}, ["LR-04"]),
        ({"acceptance": "no_answer_held"}, ["LR-05", "LR-06", "LR-08"]),
        ({"kind": "commitment"}, ["OD-1", "OD-2"]),
        ({"due_before": "2013-04-01"}, ["FS-001", "FS-005"]),
        ({"due_before": "2013-03-31"}, ["FS-001"]),
        ({"overdue": "true"}, ["LR-02"]),
        ({"unverified": "true"}, ["FS-001", "OD-1a", "LR-01"]),
        ({"silent": "true", "plan": "answer-2023"}, ["EA-01"]),
        ({"silent": "false", "plan": "open-doors-2016"}, ["OD-1a", "OD-1b", "OD-1b-i", "OD-2"]),
        ({"plan": "answer-2023", "acceptance": "accepted", "status": "in_early_development"}, ["EA-03"]),
        ({"plan": "first-steps-2010", "acceptance": "declined"}, []),
        ({"q": "pharmacys"}, ["LR-03"]),
        ({"q": "kits", "plan": "open-doors-2016"}, ["OD-2"]),
    ],
)
def test_list_commitments_filters(reader, question, expected):
    assert reader.ids(**question, as_of="2024-08-01") == expected


def test_list_commitments_overdue_and_not_overdue_are_all(reader):
    everything = set(reader.ids(as_of="2024-08-01"))
    overdue, rest = (set(reader.ids(as_of="2024-08-01", overdue=word)) for word in ("true", "false"))

    assert overdue | rest == everything
    assert not overdue & rest


@pytest.mark.parametrize("limit", [1, 3, 21, 22, 200])
@pytest.mark.parametrize("question", [{}, {"q": "the kits"}, {"owner": "government-of-estmark"}])
def test_list_commitments_pages_hold_each_item_once(reader, limit, question):
    whole = reader.ids(**question)
    walked, cursor = [], {}
    while True:
        page = reader.read("commitments/", limit=limit, **question, **cursor)
        assert page["total"] == len(whole)
        walked += [item["local_id"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}

    assert walked == whole


def test_list_commitments_pages_do_not_shift_when_a_row_comes_in(reader):
    page = reader.read("commitments/", limit=10)
    plan = Plan.objects.get(id="first-steps-2010")
    Commitment.objects.create(plan=plan, local_id="FS-000", kind="action", title="Put first", order=0)

    rest = reader.read("commitments/", limit=200, cursor=page["next"])

    assert not {item["id"] for item in page["items"]} & {item["id"] for item in rest["items"]}
    assert len(page["items"]) + len(rest["items"]) == 22


@pytest.mark.parametrize("path", ["plans/", "organisations/", "documents/"])
def test_every_list_has_the_same_envelope_and_pages(reader, path):
    whole = reader.read(path, limit=200)
    walked, cursor = [], {}
    while True:
        page = reader.read(path, limit=2, **cursor)
        walked += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}

    assert {"items", "next", "total", "as_of"} <= set(whole)
    assert walked == [item["id"] for item in whole["items"]]
    assert len(walked) == len(set(walked)) == whole["total"]


def test_list_documents_names_those_not_held_after_those_held(reader):
    items = reader.read("documents/")["items"]

    assert [item["is_held"] for item in items] == [True] * 5 + [False] * 2
    assert [item["id"] for item in items if not item["is_held"]] == ["open-doors-closing-account", "detailed-replies"]
    assert next(item for item in items if item["id"] == "detailed-replies")["published"] is None


def test_list_organisations_counts_what_each_owned_by_the_day(reader):
    def owned(day: str) -> int:
        items = reader.read("organisations/", as_of=day, limit=200)["items"]
        return next(item["owned_count"] for item in items if item["id"] == "southhaven-partnership")

    assert [owned(day) for day in ("2010-01-01", "2016-02-01", "2022-03-15", "2023-02-01")] == [0, 2, 3, 4]


def test_list_commitments_says_when_it_shows_near_spellings(reader):
    assert reader.read("commitments/", q="pharmacies")["is_near_match"] is False
    assert reader.read("commitments/", q="farmacies")["is_near_match"] is True


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01", "9999-10-03", "9999-12-31"])
def test_list_commitments_as_of_either_end_of_the_calendar_is_answered(reader, day):
    assert reader.read("commitments/", as_of=day, due_before=day)["as_of"] == day


def test_list_commitments_without_a_day_speaks_of_today(reader, monkeypatch):
    monkeypatch.setattr("tideturn.interfaces.api.plans.questions.today", lambda: date(2022, 3, 20))

    answer = reader.read("commitments/")

    assert (answer["as_of"], answer["total"]) == ("2022-03-20", 18)
