"""Who has a case: taken, offered, accepted, declined and laid down, and never nobody."""

import uuid

import pytest

from tests.interfaces.workspace.writing.conftest import case_now, kinds
from tideturn.engines.pathways.entries import Kind


def at(case_id: uuid.UUID, act: str) -> str:
    """Return the address of something that may be done about the lead."""
    return f"/workspace/cases/{case_id}/lead/{act}/"


def test_worker_takes_the_lead_once(wyn, case_id, worker) -> None:
    sent = {"entry": str(uuid.uuid4())}

    assert wyn.get(at(case_id, "take")).status_code == 200
    assert [wyn.post(at(case_id, "take"), sent).status_code for _twice in range(2)] == [302, 302]
    assert case_now(case_id).lead_id == worker.user_id
    assert kinds(case_id) == ["opened", "lead-offered", "lead-accepted"]


def test_lead_is_offered_to_a_colleague_who_accepts(dana, wyn, case_id, worker) -> None:
    assert dana.post(at(case_id, "offer"), {"to": str(worker.user_id), "note": "You know him."}).status_code == 302
    assert case_now(case_id).lead_offered_to_id == worker.user_id
    assert wyn.post(at(case_id, "accept")).status_code == 302
    assert case_now(case_id).lead_id == worker.user_id


def test_lead_is_declined_with_a_reason_and_stays_where_it_was(dana, wyn, case_id, worker, write) -> None:
    write(case_id, Kind.LEAD_OFFERED, to=worker.user_id)

    assert wyn.post(at(case_id, "decline"), {"reason": ""}).status_code == 422
    assert wyn.post(at(case_id, "decline"), {"reason": "On leave."}).status_code == 302
    assert (case_now(case_id).lead_id, case_now(case_id).lead_offered_to_id) == (None, None)


def test_lead_who_leaves_gives_the_case_to_the_duty_lead(wyn, case_id) -> None:
    wyn.post(at(case_id, "take"))
    page = wyn.get(at(case_id, "leave")).content.decode()

    assert "The duty lead, Dana, has the case from then on." in page
    assert wyn.post(at(case_id, "leave"), {"reason": "On leave."}).status_code == 302
    assert case_now(case_id).lead_id is None


@pytest.mark.parametrize(("act", "said"), [("accept", "is not offered to you"), ("leave", "Nobody has taken the lead")])
def test_what_cannot_be_done_says_why_and_asks_nothing(dana, case_id, act: str, said: str) -> None:
    page = dana.get(at(case_id, act)).content.decode()

    assert said in page
    assert 'type="submit">Accept' not in page
    assert dana.post(at(case_id, act), {"reason": "So."}).status_code == 422
    assert dana.get(at(case_id, "no-such-act")).status_code == 404
