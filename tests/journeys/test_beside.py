"""The program beside a site does what it is asked, says it, and refuses aloud."""

import io
import json

import pytest

from tests.journeys import beside
from tests.journeys.beside import Beside
from tests.journeys.staff import StaffSite


def test_answers_are_one_line_each_and_a_refusal_is_no_answer() -> None:
    asked = [{"words": ["--version"]}, {"lines": "print('two\\nlines')"}, {"lines": "1 / 0"}, {"words": ["no-such"]}]
    answers = io.StringIO()

    beside.answer_all(io.StringIO("\n".join(map(json.dumps, asked))), answers)

    told = [json.loads(line) for line in answers.getvalue().splitlines()]
    assert [answer["is_done"] for answer in told] == [True, True, False, False]
    assert told[1]["said"] == "two\nlines\n"
    assert "ZeroDivisionError" in told[2]["said"]
    assert "no-such" in told[3]["said"]


def test_what_fails_beside_the_site_fails_the_test(staff_site: StaffSite) -> None:
    assert staff_site.beside.python("print(6 * 7)") == "42\n"
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        staff_site.beside.python("1 / 0")
    with pytest.raises(AssertionError, match="tideturn access list"):
        staff_site.command("access", "create-team", "nowhere", "--name", "T")
    assert "Tayside outreach" in staff_site.command("access", "list")


def test_program_that_ended_is_told_of() -> None:
    helper = Beside("postgresql:///nowhere", "nowhere")

    with pytest.raises(AssertionError, match="ended while it was asked"):
        helper.python("import os; os._exit(3)")
    helper.close()
