"""The layouts are found, forced and refused by name, and read their invented plans."""

from dataclasses import replace

import pytest

from tideturn.methods.reading.columns import MARKED_TABLE
from tideturn.methods.reading.errors import LayoutUnknown
from tideturn.methods.reading.layouts import layout_for, layouts
from tideturn.methods.reading.owners import Organisations
from tideturn.methods.reading.reading import read_document
from tideturn.methods.reading.setting import Setting

PLANS = {
    "bulleted": "bulleted-actions",
    "responses": "recommendation-response-table",
    "outcomes": "outcome-table",
    "milestones": "milestone-table",
    "chapter": "key-actions",
}


@pytest.mark.parametrize(("plan", "layout"), PLANS.items())
def test_layout_for_is_found_by_what_the_document_looks_like(plan, layout, request, document):
    assert layout == layout_for(document(request.getfixturevalue(plan))).NAME


def test_layout_for_is_the_fallback_where_none_is_sure(document):
    assert layout_for(document("Boats leak.\n\nMuch.")).NAME == "fallback"


def test_layout_for_can_be_forced(document, bulleted):
    assert layout_for(document(bulleted), "key-actions").NAME == "key-actions"


def test_layout_for_names_the_layouts_where_one_is_unknown(document):
    with pytest.raises(LayoutUnknown, match="bulleted-actions, fallback, key-actions"):
        layout_for(document("x"), "nonsense")


def test_layouts_have_one_file_each():
    assert {*PLANS.values(), "fallback"} <= set(layouts())


def test_bulleted_actions(read, bulleted):
    reading = read(bulleted)
    actions = reading["commitments"]

    assert [action["section"] for action in actions] == ["HARBOUR"] * 3 + ["RIVER"] * 3
    assert [action["timescale"]["as_written"] for action in actions][:3] == ["Near", "Near/Far", "Far"]
    assert "Timescale" not in "".join(action["text"] for action in actions)
    assert [len(action["owners"]) for action in actions] == [1, 3, 0, 1, 1, 1]
    assert actions[1]["deadlines"] == [{"as_written": "by the end of 2031", "due": "2031-12-31"}]
    assert actions[3]["owners"][0]["name"] == actions[4]["owners"][0]["name"] == "Kit Steward"
    assert actions[3]["others"] == ["Schools"]
    assert actions[5]["owners"][0]["generic"]
    assert actions[5]["deadlines"][0]["due"] is None
    assert {"lines": [5, 6], "reason": "timescale definitions"} not in reading["coverage"]["left_out"]
    assert any(entry["reason"] == "timescale definitions" for entry in reading["coverage"]["left_out"])


def test_bulleted_actions_count_from_the_published_day(read, bulleted):
    from datetime import date

    actions = read(bulleted, published=date(2030, 2, 1))["commitments"]

    assert actions[5]["deadlines"][0]["due"] == "2030-12-31"


def test_bulleted_actions_doubt_an_item_without_a_timescale(read, bulleted):
    actions = read(bulleted + "\n  • The HRP should rest.")["commitments"]

    assert "No timescale" in actions[-1]["doubts"][0]


def test_recommendation_response_table(read, responses):
    reading = read(responses)
    recommendations = [one for one in reading["commitments"] if one["kind"] == "recommendation"]

    assert reading["document"]["published"] is None
    assert [one["number"] for one in recommendations] == ["1", "2", "3"]
    assert [one["title"] for one in recommendations] == ["Night clinics", "Boats", "Rota"]
    assert [one["status"]["value"] for one in recommendations] == [
        "under_way",
        "in_early_development",
        "under_consideration",
    ]
    first, second, _ = recommendations
    assert first["text"] == "The Norland Government should open clinics at night along the quay."
    assert first["response"].startswith("Two are open.\n\nWe have committed")
    assert first["response"].endswith("£2 million to the boats.")
    assert [(sum_["amount"], sum_["part_of"]) for sum_ in first["money"]] == [
        (6_000_000, None),
        (4_000_000, 0),
        (2_000_000, 0),
    ]
    assert second["text"] == "Boats must be kept dry, within six months."
    assert second["response"] == "We mend them. Last spring we bought a new shed."
    assert second["deadlines"] == [{"as_written": "within six months", "due": None}]


def test_recommendation_response_table_finds_promises_in_letter_and_responses(read, responses):
    reading = read(responses)
    promises = [one for one in reading["commitments"] if one["kind"] == "promise"]

    assert promises[0]["text"] == "We will open two clinics in the autumn."
    assert (promises[0]["parent"], promises[0]["section"]) == (None, "Next")
    assert "1" in {one["parent"] for one in promises}
    assert not any(one["money"] for one in promises if one["parent"])
    reasons = {entry["reason"] for entry in reading["coverage"]["left_out"]}
    assert {"address block", "signature", "distribution list", "column headings"} <= reasons


def test_outcome_table_that_came_apart(read, outcomes):
    actions = read(outcomes)["commitments"]

    assert [action["section"] for action in actions] == ["Mending boats", "Mending boats", "Lending kits"]
    assert actions[1]["text"] == "Mend the shed"
    assert [action["outcome"] for action in actions] == [
        "Dry feet.",
        "Dry boats for all.",
        "More kits near more people.",
    ]
    assert [owner["name"] for owner in actions[0]["owners"]] == ["Government of Norland", "Schools"]
    assert actions[0]["timescale"] == {"as_written": "From May 2031", "start": "2031-05-01", "due": None}
    assert actions[1]["timescale"]["due"] == "2032-05-31"
    assert [step["due"] for step in actions[1]["deadlines"]] == ["2031-12-31", "2032-05-31"]


def test_outcome_table_reads_rows_in_any_order(read, outcomes):
    cells = outcomes.split("\n\n")
    shuffled = [*cells[:5], *cells[16:21], *cells[5:16]]

    texts = {action["text"] for action in read("\n\n".join(shuffled))["commitments"]}

    assert texts == {action["text"] for action in read(outcomes)["commitments"]}


def test_milestone_table(read, milestones):
    rows = {row["number"]: row for row in read(milestones)["commitments"]}

    assert list(rows) == ["1", "1a", "1b", "1c", "2", "2a", "2a-i", "2a-ii", "3"]
    assert [rows[number]["kind"] for number in ("1", "1a", "2a-i")] == ["commitment", "milestone", "milestone"]
    assert (rows["1a"]["parent"], rows["2a-i"]["parent"], rows["1"]["parent"]) == ("1", "2a", None)
    assert rows["1"]["doubts"]
    assert len(rows["1a"]["owners"]) == 3
    assert (rows["1a"]["status"]["value"], rows["1a"]["progress"]) == ("complete", "See the list")
    assert rows["1b"]["new"]
    assert rows["1b"]["text"] == "Mend the blue boat"
    assert [owner["name"] for owner in rows["1b"]["owners"]] == ["Norland Health", "Harbour and River Police"]


def test_milestone_table_puts_slipped_cells_right_and_invents_nothing(read, milestones):
    rows = {row["number"]: row for row in read(milestones)["commitments"]}

    assert (rows["1c"]["owners"], rows["1c"]["progress"]) == ([], "Paint bought. To be used in early 2032")
    assert any("owners" in doubt for doubt in rows["1c"]["doubts"])
    assert rows["2"]["status"]["value"] == "paused"
    assert rows["2a-i"]["text"] == ""
    assert any("lost" in doubt for doubt in rows["2a-i"]["doubts"])
    assert rows["2a-ii"]["others"] == ["partners"]
    assert rows["2a-ii"]["money"][0]["bound"] == "over"
    assert rows["3"]["timescale"]["as_written"] == "On-going"
    assert rows["3"]["progress"].startswith("We go on watching")


def test_key_actions(read, chapter):
    reading = read(chapter)
    kinds = [one["kind"] for one in reading["commitments"]]
    actions = [one for one in reading["commitments"] if one["kind"] == "action"]

    assert kinds == ["recommendation", "promise", "promise", "action", "action", "action", "action", "action"]
    assert [(one["number"], one["parent"]) for one in actions] == [
        (None, None),
        (None, None),
        ("2-i", "2"),
        ("2-ii", "2"),
        (None, None),
    ]
    assert {one["section"] for one in actions} == {"4.1 A plan for boats"}
    assert not actions[1]["doubts"]
    assert [sum_["amount"] for one in actions for sum_ in one["money"]] == [480_000, 1_100_000]


def test_fallback_doubts_all_it_finds(read):
    text = "Boats\n\n- DBs should mend every boat.\n\nWe will also look at sheds. Ice is cold.\n\n"
    text += "a | b and more words\nc | d and other words"

    reading = read(text)

    assert reading["layout"] == "fallback"
    assert [one["kind"] for one in reading["commitments"]] == ["action", "promise", "action", "action"]
    assert all(one["doubts"] for one in reading["commitments"])
    assert reading["commitments"][0]["section"] == "Boats"


def test_fallback_reads_tables_by_their_headings(read):
    text = "Ref | Action | Lead | Deadline | Status\n---|---|---|---|---\n"
    text += "7 | Mend the long boat | HRP | May 2031 | Complete Done in ice"

    (row,) = read(text, layout="fallback")["commitments"]

    assert (row["number"], row["text"], row["owners"][0]["name"]) == (
        "7",
        "Mend the long boat",
        "Harbour and River Police",
    )
    assert (row["timescale"]["due"], row["status"]["value"], row["progress"]) == (
        "2031-05-31",
        "complete",
        "Done in ice",
    )


def test_milestone_table_numbers_many_sub_rows_in_romans(read, milestones):
    sub_rows = "\n".join(f"{2040 + place} | Norland Health | Complete | ||" for place in range(11))

    reading = read(
        milestones.replace("3 | We will watch", f"2b | Watch these: | ||||\n|\n{sub_rows}\n3 | We will watch")
    )

    numbers = [one["number"] for one in reading["commitments"] if one["parent"] == "2b"]
    assert numbers[8:] == ["2b-ix", "2b-x", "2b-xi"]


def test_milestone_table_is_read_in_time_linear_in_its_rows(milestones, document):
    # Each of these rows goes on from the one before, and none stands on a line of its own.
    rows = "\n".join(["2020 | quay | mended"] * 3000)
    long = document(milestones.replace("Contact", rows))

    reading = layout_for(long).read(long, Setting(Organisations()))

    assert sum(len(commitment.lines) for commitment in reading.commitments) < 100 * 3000


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("(Timescale – Near)", "Near"),
        ("[Timeframe: Near]", "Near"),
        ("(Deadline: May 2031)", "May 2031"),
        ("(By when: Near)", "Near"),
        ("Timescale - Near", "Near"),
        ("Timescale: Near.", "Near"),
        ("(Short/Medium)", "Short/Medium"),
        ("(Short to medium term)", "Short to medium term"),
        ("(On-going)", "On-going"),
        ("\n    (Timescale: Near)", "Near"),
    ],
)
def test_bulleted_actions_know_other_marks_of_a_timescale(read, written, words):
    reading = read(f"Steps\n\nHARBOUR\n\n  • Mend the boats (all of them). {written}\n  • Dry the sheds. {written}\n")

    assert reading["layout"] == "bulleted-actions"
    assert [one["timescale"]["as_written"] for one in reading["commitments"]] == [words, words]
    assert [one["text"] for one in reading["commitments"]] == ["Mend the boats (all of them).", "Dry the sheds."]


def test_bulleted_actions_take_no_ordinary_bracket_for_a_timescale(read):
    reading = read("  • Mend boats (all of them)\n  • Dry sheds (Timescale: A)\n  • Lend tar (Timescale: B)\n")

    assert reading["commitments"][0]["timescale"]["as_written"] is None
    assert reading["commitments"][0]["text"] == "Mend boats (all of them)"


@pytest.mark.parametrize("heading", ["Harbour", "**Harbour**", "Harbour:", "## Harbour", "1. HARBOUR"])
def test_bulleted_actions_know_sections_however_they_are_set(read, heading):
    reading = read(
        f"Steps for Norland\n\n{heading}\n\n  • Mend boats. (Timescale: A)\n  • Dry sheds. (Timescale: B)\n\n"
        f"{heading.replace('arbour', 'ill').replace('HARBOUR', 'HILL')}\n\n  • Lend tar. (Timescale: A)\n"
    )

    sections = [one["section"].lower().removeprefix("1. ") for one in reading["commitments"]]
    assert sections == ["harbour", "harbour", "hill"]
    assert {"lines": [1, 1], "reason": "title"} in reading["coverage"]["left_out"]


@pytest.mark.parametrize(
    ("number", "parent"),
    [("21", None), ("21a", "21"), ("1.2", "1"), ("1.2.1", "1.2"), ("2b(i)", "2b"), ("2b-iv", "2b"), ("3.", None)],
)
def test_milestone_table_knows_the_parent_of_any_number(read, number, parent):
    reading = read(
        f"No. | Milestone | Due | Lead | Progress\n---|---|---|---|---\n{number} | Mend | 2031 | NH | Complete\n"
    )

    (row,) = reading["commitments"]
    assert (row["number"], row["parent"]) == (number.rstrip("."), parent)
    assert row["kind"] == ("milestone" if parent else "commitment")


def test_milestone_table_reads_a_status_in_a_column_of_its_own(read):
    rows = "1a | Mend | 2031 | NH | Complete | See the list\n1b | Dry | 2031 | NH | Amber | Sheds leak\n"
    reading = read(f"No. | Milestone | Due | Lead | Status | Update\n---|---|---|---|---|---\n{rows}")

    assert [
        (one["status"]["as_written"], one["status"]["value"], one["progress"]) for one in reading["commitments"]
    ] == [
        ("Complete", "complete", "See the list"),
        ("Amber", None, "Sheds leak"),
    ]


def test_recommendation_response_table_reads_a_status_in_a_column_of_its_own(read):
    reading = read("No.\tRecommendation\tResponse\tStatus\n1\tNH should mend.\tBoats leak.\tUnder-way\n")

    (one,) = reading["commitments"]
    assert (one["response"], one["status"]) == ("Boats leak.", {"as_written": "Under-way", "value": "under_way"})
    assert one["doubts"] == []


@pytest.mark.parametrize(
    "start", ["21 Boats: ", "21. Boats: ", "(21) Boats: ", "Recommendation 21: Boats: ", "21 – Boats: "]
)
def test_recommendation_response_table_knows_numbers_however_they_are_set(read, start):
    reading = read(f"Response\tRecommendation\nUnderway. Boats leak.\t{start}NH should mend.\n")

    (one,) = reading["commitments"]
    assert (one["number"], one["title"], one["text"]) == ("21", "Boats", "NH should mend.")


def test_a_second_layout_in_a_document_is_read_too_and_doubted(read, bulleted, milestones):
    table, listed = read(milestones)["commitments"], read(bulleted)["commitments"]

    reading = read(f"{bulleted}\n\nWhat became of it\n\n{milestones}")

    assert reading["layout"] == "milestone-table"
    first, then = reading["commitments"][: len(listed)], reading["commitments"][len(listed) :]
    assert [one["text"] for one in first] == [one["text"] for one in listed]
    assert [one["number"] for one in then] == [one["number"] for one in table]
    assert all("read with bulleted-actions" in one["doubts"][-1] for one in first)
    assert reading["coverage"]["characters"] == reading["coverage"]["accounted"]


def test_a_second_layout_is_not_looked_for_where_one_is_forced(read, bulleted, milestones):
    reading = read(f"{bulleted}\n\n{milestones}", layout="milestone-table")

    assert len(reading["commitments"]) == len(read(milestones)["commitments"])


def test_fallback_keeps_what_prose_asks_apart_from_what_it_promises(read):
    reading = read("Recommendation 1: Boats\n\nNorland Health should mend the boats. We will dry the sheds.")

    assert [(one["kind"], [owner["name"] for owner in one["owners"]]) for one in reading["commitments"]] == [
        ("recommendation", ["Norland Health"]),
        ("promise", []),
    ]


@pytest.mark.parametrize(("form", "count"), [("pdf", 1), ("html", 0)])
def test_rows_of_a_table_are_doubted_in_a_pdf_only(document, milestones, form, count):
    reading = read_document(replace(document(milestones), form=form))

    assert all(one.doubts.count(MARKED_TABLE) == count for one in reading.commitments)


def test_milestone_table_names_partners_where_the_column_is_empty(read, milestones):
    reading = read(milestones.replace("We will lend kits.", "We will work with DBs to lend kits."))

    assert next(one for one in reading["commitments"] if one["number"] == "2")["others"] == ["District Boards"]


def test_recommendation_response_table_reads_who_when_and_how_much_from_columns_of_their_own(read):
    text = "No | Recommendation | Response | Lead | Timescale | Cost\n---|---|---|---|---|---\n"
    text += "1 | HRP should mend the boats. | Accepted. We will. | Boat House | May 2031 | £2,000"

    first = read(text)["commitments"][0]

    assert ([owner["name"] for owner in first["owners"]], first["timescale"]["due"]) == (["Boat House"], "2031-05-31")
    assert [one["amount"] for one in first["money"]] == [2000]


def test_milestone_table_ends_where_another_begins_below_a_heading(read, milestones):
    reading = read(
        milestones.replace("Contact", "# What we count\n\nMeasure | Target\n---|---\nBoats afloat | 60%\nContact")
    )

    assert "afloat" not in "".join(one["progress"] or "" for one in reading["commitments"])
    assert any(entry["reason"] == "table without a number" for entry in reading["coverage"]["left_out"])


def test_milestone_table_reads_sums_from_their_column(read):
    text = "No | Action | Lead | When | Cost | Progress\n---|---|---|---|---|---\n"
    text += "1 | Mend boats | HRP | 2031 | £2,000 | Started"

    (row,) = read(text)["commitments"]

    assert [one["amount"] for one in row["money"]] == [2000]
