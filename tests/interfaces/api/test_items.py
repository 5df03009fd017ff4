"""Single things of the API."""

import json

import pytest

LR_01 = "commitments/listening-report-2022/LR-01/"


def test_show_plan_holds_sections_documents_counts_and_money(reader):
    plan = reader.read("plans/open-doors-2016/", as_of="2024-08-01")

    assert [section["id"] for section in plan["sections"]] == ["within-reach", "money"]
    assert [(item["id"], item["is_held"]) for item in plan["documents"]] == [
        ("open-doors", True),
        ("open-doors-closing-account", False),
    ]
    assert (plan["counts"]["asked"], plan["counts"]["claimed_complete"], plan["counts"]["silent"]) == (5, 1, 1)
    assert [(total["amount"], total["per"]) for total in plan["money"]] == [(12_000_000, None), (1_000_000, "year")]
    assert (plan["state"], plan["state_since"]) == ("closed", "2020-12-31")
    assert plan["state_reason"] == "Its five years ran out; no closing account is held."
    assert plan["published_precision"] == "month"


def test_show_plan_before_it_closed_does_not_know_why_it_did(reader):
    plan = reader.read("plans/open-doors-2016/", as_of="2018-01-01")

    assert (plan["state"], plan["state_since"], plan["state_reason"]) == ("current", None, None)


def test_show_commitment_holds_who_asked_whom_and_what_they_answered(reader):
    item = reader.read(LR_01, as_of="2024-08-01")

    assert item["id"] == "listening-report-2022/LR-01"
    assert [party["id"] for party in item["made_by"]] == ["listening-commission"]
    assert [party["id"] for party in item["asked_of"]] == ["government-of-estmark"]
    assert [party["id"] for party in item["owners"]] == ["estmark-health-service"]
    assert (item["acceptance"], item["status"], item["status_as_at"]) == ("accepted", "complete", "2024-06-30")
    assert item["responses"][0]["summary"] == "The answer takes it on in full."
    assert [position["status"] for position in item["positions"]] == ["under_way", "complete"]


def test_show_commitment_that_nobody_checked_says_so(reader):
    item = reader.read(LR_01)

    assert (item["verdict"], item["verdict_in_words"], item["verdicts"]) == (None, "not independently checked", [])
    assert item["is_claimed_not_verified"] is True


def test_show_commitment_that_nothing_was_heard_of_says_to_which_day(reader):
    item = reader.read("commitments/listening-report-2022/LR-08/", as_of="2024-08-01")

    assert item["is_silent"] is True
    assert item["silence_in_words"] == "Nothing in the documents held, to 1 February 2023."
    assert item["status"] is None
    assert item["owners"] == []


def test_show_commitment_past_its_window_breaks_no_promise(reader):
    item = reader.read("commitments/listening-report-2022/LR-06/", as_of="2024-08-01")

    assert (item["timing"], item["is_overdue"]) == ("window_passed", False)
    assert "no promise is broken" in item["timing_in_words"]
    assert item["condition"] == "Holds only once the areas use the same record system."


def test_show_commitment_tells_its_story_and_its_links_both_ways(reader):
    lineage = reader.read("commitments/listening-report-2022/LR-04/")["lineage"]

    assert [item["local_id"] for item in lineage["story"]] == ["FS-001", "OD-1", "LR-04", "EA-02"]
    assert lineage["begins"] == 2010
    earlier = lineage["earlier"]
    assert [(link["relation"], link["commitment"]["id"]) for link in earlier] == [("restates", "open-doors-2016/OD-1")]
    assert earlier[0]["why"] == "The same doors with longer hours."
    assert {link["relation"] for link in lineage["later"]} == {"fulfils_in_part", "underpins", "overlaps"}
    assert {link["confidence"] for link in lineage["later"]} == {"high", "medium", "alternative"}


def test_show_commitment_tells_of_no_link_that_nobody_judged(reader):
    links = reader.read("commitments/answer-2023/EA-01/")["lineage"]["earlier"]

    assert {link["id"]: link["origin"] for link in links} == {"X-03": "curated"}


def test_show_commitment_counts_no_pound_twice(reader):
    money = reader.read("commitments/open-doors-2016/OD-2/")["money"]

    assert [(item["id"], item["amount"], item["part_of"]) for item in money["sums"]] == [
        ("whole", 12_000_000, None),
        ("kits", 7_000_000, "whole"),
        ("training", 5_000_000, "whole"),
        ("yearly", 1_000_000, None),
    ]
    assert [(total["amount"], total["per"]) for total in money["totals"]] == [(12_000_000, None), (1_000_000, "year")]


def test_show_commitment_says_who_receives_a_sum_and_why_no_total_adds_it(reader):
    sums = {item["id"]: item for item in reader.read("commitments/answer-2023/EA-01/")["money"]["sums"]}

    assert sums["c"]["not_added"] == "The same sum stands in OD-2."
    assert {item["not_added"] for name, item in sums.items() if name != "c"} <= {None}
    receive = {name: item["recipient"] and item["recipient"]["id"] for name, item in sums.items()}
    assert receive == {"a": None, "b": "southhaven-partnership", "c": None}


def test_show_commitment_holds_its_place_in_the_tree(reader):
    item = reader.read("commitments/open-doors-2016/OD-1b/")

    assert (item["parent"], item["number"], item["is_new"]) == ("OD-1", "1b", True)
    assert [child["local_id"] for child in item["children"]] == ["OD-1b-i"]


def test_show_commitment_gives_the_reason_of_its_date(reader):
    due = reader.read("commitments/listening-report-2022/LR-02/")["due_window"]

    assert due["first_due"] == "2022-12-31"
    assert due["deadlines"] == [{"as_written": "before the end of 2022", "due": "2022-12-31"}]
    assert due["reasoning"] == "The text itself names 31 December 2022."


def test_show_commitment_holds_what_staff_wrote(reader, staff_rows):
    item = reader.read(LR_01)

    assert (item["verdict"], item["verdict_in_words"]) == ("partly_met", "Partly met")
    assert item["is_claimed_not_verified"] is False
    assert item["verdicts"][0]["author"] == "A. Auditor (invented)"
    assert item["verdicts"][0]["evidence"][0]["file_name"] == "notes.pdf"
    assert item["positions"][1]["evidence"][0]["address"] == "https://www.estmark.example/figures"
    assert (item["due"], item["due_window"]["first_due"]) == ("2024-03-15", "2023-03-15")
    assert item["due_window"]["revisions"][0]["reason"] == "More time was asked for."
    assert item["area_deliveries"][0]["area_code"] == "E1"
    quotation = item["quotations"][0]
    assert quotation["wording"] == "A sentence invented for this test."
    assert quotation["lines"] == [{"first": 4, "last": 5}, {"first": 9, "last": 9}]
    assert quotation["document"]["id"] == "listening-report"


def test_show_commitment_as_of_an_earlier_day_holds_nothing_said_later(reader, staff_rows):
    item = reader.read(LR_01, as_of="2023-01-31")

    assert (item["acceptance"], item["status"], item["verdict"]) == ("no_answer_held", None, None)
    assert (item["due"], item["is_silent"]) == ("2023-03-15", True)
    for said in ("positions", "responses", "verdicts", "acceptances", "area_deliveries"):
        assert item[said] == []
    assert item["due_window"]["revisions"] == []
    assert "2023-02" not in json.dumps(item["lineage"])


@pytest.mark.parametrize("day", ["2022-03-15", "9999-12-31"])
def test_show_commitment_at_the_ends_of_the_calendar_is_answered(reader, day):
    assert reader.read(LR_01, as_of=day)["as_of"] == day


def test_show_organisation_holds_those_before_and_after_it(reader):
    before = reader.read("organisations/board-of-healing/")
    after = reader.read("organisations/estmark-health-service/")

    assert [(item["organisation"]["id"], item["on"]) for item in before["successors"]] == [
        ("estmark-health-service", "2016-01-01")
    ]
    assert [item["organisation"]["id"] for item in after["predecessors"]] == ["board-of-healing"]
    assert after["other_names"] == ["EHS", "The Health Service"]


def test_show_organisation_that_does_not_exist_yet_says_so(reader):
    post = reader.read("organisations/national-kit-coordinator/")

    assert (post["is_proposed"], post["owned_count"]) == (True, 1)


def test_every_address_that_is_given_leads_somewhere(reader):
    index = reader.read("")
    given = set(index.values())
    for path in ("plans/", "commitments/", "organisations/"):
        given |= {item["api_href"] for item in reader.read(path, limit=200)["items"]}
    given |= {reader.read("plans/answer-2023/")["commitments_href"]}

    for address in sorted(given):
        assert reader.client.get(address).status_code == 200, address
