"""Clocks stand still for a reason; tasks are added and ticked off; entries are withdrawn and stay readable."""

import uuid

from tests.interfaces.workspace.writing.conftest import kinds
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Clock, Entry
from tideturn.foundations.access.acting import acting, system_actor


def status(case_id: uuid.UUID, clock: str) -> str:
    """Return how a clock of a case stands."""
    with acting(system_actor("clocks")):
        return Clock.objects.get(case_id=case_id, clock=clock).status


def entry_of_kind(case_id: uuid.UUID, kind: Kind) -> uuid.UUID:
    """Return the id of an entry of a case."""
    with acting(system_actor("intake")):
        return Entry.objects.filter(case_id=case_id, kind=kind).latest("recorded_at").id


def test_clock_is_paused_for_one_of_its_reasons_and_goes_on(wyn, case_id) -> None:
    address = f"/workspace/cases/{case_id}/clocks/first-attempt/"

    assert wyn.post(address, {"reason": "because"}).status_code == 422
    assert wyn.post(address, {"reason": "in-custody", "note": "Until Friday."}).status_code == 302
    assert status(case_id, "first-attempt") == Clock.PAUSED
    assert "Let “First try to reach the person” go on" in wyn.get(address).content.decode()
    assert wyn.post(address, {"note": ""}).status_code == 302
    assert status(case_id, "first-attempt") == Clock.RUNNING


def test_clock_that_may_not_stand_still_says_why(wyn, case_id) -> None:
    assert b"somebody has to answer it" in wyn.get(f"/workspace/cases/{case_id}/clocks/first-review/").content
    assert b"does not run" in wyn.get(f"/workspace/cases/{case_id}/clocks/talk-it-over/").content
    assert wyn.get(f"/workspace/cases/{case_id}/clocks/no-such-clock/").status_code == 404


def test_task_is_added_for_somebody_and_ticked_off_once(wyn, case_id, worker) -> None:
    address = f"/workspace/cases/{case_id}/tasks/"
    sent = {"title": "Ring the ward", "to": str(worker.user_id), "entry": str(uuid.uuid4())}

    assert wyn.post(address, {"title": ""}).status_code == 422
    assert [wyn.post(address, sent).status_code for _twice in range(2)] == [302, 302]
    page = wyn.get(address).content.decode()
    assert page.count("Tick off") == 1
    done = f"{address}{entry_of_kind(case_id, Kind.TASK_ADDED)}/done/"
    assert "Ring the ward" in wyn.get(done).content.decode()
    assert wyn.post(done, {"note": "He sleeps."}).status_code == 302
    assert "This is done already." in wyn.get(done).content.decode()
    assert wyn.get(f"{address}{uuid.uuid4()}/done/").status_code == 404


def test_entry_is_withdrawn_with_a_reason_by_its_writer(wyn, dana, case_id, write, worker) -> None:
    write(case_id, Kind.NOTE_ADDED, by=worker, text="Of another case.")
    address = f"/workspace/cases/{case_id}/entries/{entry_of_kind(case_id, Kind.NOTE_ADDED)}/withdraw/"

    assert wyn.post(address, {"reason": ""}).status_code == 422
    assert wyn.post(address, {"reason": "It is of another case."}).status_code == 302
    assert kinds(case_id)[-1] == "withdrawn"
    assert b"withdrawn already" in dana.post(address, {"reason": "Again."}).content
