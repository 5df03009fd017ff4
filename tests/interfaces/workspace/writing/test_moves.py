"""Taking a case a step further: what is asked, what is kept, what is refused, and twice is once."""

import uuid

from tests.interfaces.workspace.writing.conftest import case_now, kinds, seat
from tideturn.engines.pathways.entries import Kind

PLAN = {"q-safety": "Uses alone.", "q-adult-at-risk": "no", "q-contact-plan": "Wyn, tomorrow."}


def at(case_id: uuid.UUID, move: str) -> str:
    """Return the address of a move."""
    return f"/workspace/cases/{case_id}/moves/{move}/"


def test_move_asks_what_it_needs_and_is_kept_once(dana, case_id, write) -> None:
    write(case_id, Kind.MOVED, move="bring-to-review")
    page = dana.get(at(case_id, "agree-plan"))
    sent = {**PLAN, "entry": str(uuid.uuid4())}

    assert page.status_code == 200
    assert b"What do we know that matters" in page.content
    assert [dana.post(at(case_id, "agree-plan"), sent).status_code for _twice in range(2)] == [302, 302]
    assert case_now(case_id).stage == "reaching-out"
    assert kinds(case_id).count("moved") == 2


def test_move_without_an_answer_is_refused_beside_its_question_and_nothing_is_kept(dana, case_id, write) -> None:
    write(case_id, Kind.MOVED, move="bring-to-review")
    answer = dana.post(at(case_id, "agree-plan"), {**PLAN, "q-adult-at-risk": ""})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert '<a href="#field-q-adult-at-risk-1">' in page
    assert "Wyn, tomorrow." in page
    assert case_now(case_id).stage == "review"


def test_move_that_cannot_be_made_now_says_why_and_asks_nothing(dana, case_id) -> None:
    page = dana.get(at(case_id, "agree-plan")).content.decode()

    assert "This step starts from “In review”; the case is at “Received”." in page
    assert 'id="field-q-safety"' not in page
    assert dana.post(at(case_id, "agree-plan"), PLAN).status_code == 422


def test_step_without_a_contact_says_that_none_is_written_down(dana, case_id, write) -> None:
    answers = {"safety": "Uses alone.", "adult-at-risk": "no", "contact-plan": "Wyn, tomorrow."}
    write(case_id, Kind.MOVED, move="bring-to-review")
    assert b"No contact is written down yet" not in dana.get(at(case_id, "agree-plan")).content
    write(case_id, Kind.MOVED, move="agree-plan", answers=answers)
    assert b"No contact is written down yet" in dana.get(at(case_id, "reached")).content

    write(case_id, Kind.CONTACT_LOGGED, channel="phone", result="spoke")
    assert b"No contact is written down yet" not in dana.get(at(case_id, "reached")).content


def test_answers_given_before_stand_in_the_form(dana, case_id, write) -> None:
    write(case_id, Kind.ANSWERED, answers={"closing-note": "Likes tea.", "naloxone": "given-now"})
    page = dana.get(at(case_id, "close-without-contact")).content.decode()

    assert "Likes tea." in page


def test_closing_asks_how_it_ended_and_why(dana, case_id, duty_lead) -> None:
    address = at(case_id, "close-without-contact")
    without = dana.post(address, {"q-closing-note": "Nothing more."})
    sent = {"q-closing-note": "Nothing more.", "outcome": "not-an-overdose", "reason": "reported-in-error"}

    assert without.status_code == 422
    assert b"How did it end for the person" in without.content
    assert dana.post(address, sent).status_code == 302
    assert (case_now(case_id).outcome, case_now(case_id).closed_by_id) == ("not-an-overdose", duty_lead.user_id)


def test_move_of_a_hidden_case_is_not_there(dana, case_id, southhaven) -> None:
    stranger = seat(southhaven.user("Sol").pk)

    assert stranger.get(at(case_id, "agree-plan")).status_code == 404
    assert stranger.post(at(case_id, "agree-plan"), PLAN).status_code == 404
    assert dana.get(at(case_id, "no-such-move")).status_code == 404
