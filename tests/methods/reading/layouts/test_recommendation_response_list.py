"""Recommendations over chapters, each answered below it."""

import pytest


@pytest.mark.parametrize(
    "marks",
    ["1. {}|2. {}", "Recommendation 1: {}|Recommendation 2: {}", "Recommendation 1\n\n{}|Recommendation 2\n\n{}"],
)
def test_recommendation_response_list_reads_the_response_below_each(read, marks):
    first, second = marks.split("|")
    asked = first.format("HRP should mend the boats within six months."), second.format("DBs should dry the sheds.")
    text = f"# Quays\n\nIce is cold.\n\n{asked[0]}\n\nResponse: Accepted in part\n\nBoats matter. "
    text += f"We will mend two by May 2031.\n\n# Sheds\n\n{asked[1]}\n\nGovernment response\n\n"
    text += "Not accepted. Sheds are dry.\n\n# Next\n\nWe will report in 2032."

    reading = read(text)

    assert reading["layout"] == "recommendation-response-list"
    assert [(one["kind"], one["number"], one["parent"], one["section"]) for one in reading["commitments"]] == [
        ("recommendation", "1", None, "Quays"),
        ("promise", None, "1", "Quays"),
        ("recommendation", "2", None, "Sheds"),
        ("promise", None, None, "Next"),
    ]
    asked_first, promised, asked_second, _ = reading["commitments"]
    assert asked_first["response"] == "Accepted in part\n\nBoats matter. We will mend two by May 2031."
    assert (asked_first["deadlines"][0]["due"], promised["deadlines"][0]["due"]) == (None, "2031-05-31")
    assert asked_second["response"] == "Not accepted. Sheds are dry."
    assert asked_first["doubts"] == asked_second["doubts"] == []
    assert {"lines": [3, 3], "reason": "narrative without a promise"} in reading["coverage"]["left_out"]


def test_recommendation_response_list_doubts_one_without_a_response(read):
    text = "Recommendation {}: HRP should mend.\n\nResponse: Accepted\n\nYes.\n\n"

    reading = read(text.format(1) + "Recommendation 2: HRP should dry.\n\n" + text.format(3))

    assert reading["commitments"][1]["doubts"][0] == "No response stands beside this recommendation."
